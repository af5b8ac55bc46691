using System.Collections.Immutable;
using RsrActors.Profiles.Documents;
using RsrActors.Profiles.Schemas;
using RsrActors.Texts;

namespace RsrActors.Profiles.Reading;

/// <summary>Reads one payload by its schema, as a device does: what is wrong is ignored, and noted.</summary>
/// <param name="prefix">Stands before the keys in findings; empty or ends with a blank.</param>
internal sealed class PayloadReader(PayloadSchema schema, string prefix)
{
    /// <summary>More findings than this are not kept: a person reads no more, and each costs a search.</summary>
    private const int MostFindings = 200;

    /// <summary>Other keys are not compared with the known ones.</summary>
    private const int MostSearches = 2000;

    private const int LongestKey = 200;

    private readonly Dictionary<string, DocumentNode> _values = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ProfileFinding>.Builder _findings = ImmutableArray.CreateBuilder<ProfileFinding>();
    private readonly ImmutableArray<OtherSetting>.Builder _others = ImmutableArray.CreateBuilder<OtherSetting>();

    private int _searched;

    /// <summary>What the payload says.</summary>
    /// <param name="isCommon">Keys that every payload may have.</param>
    public ManagementProfile Read(DocumentNode.Section payload, Func<string, bool> isCommon)
    {
        Visit(payload, "", isCommon);
        foreach (var rule in schema.Keys.Where(rule => rule.IsRequired && !_values.ContainsKey(rule.Path)))
        {
            if (!_findings.Any(finding => finding.Where.EndsWith(rule.Path, StringComparison.Ordinal)))
                Note(FindingKind.Missing, rule.Path, payload.Line, "missing, so a device ignores the declaration");
        }

        var enforcement = schema.Type == PayloadSchema.Enforcement ? ReadEnforcement() : null;
        var reader = new DeferralReader(
            Flag, Days, (key, why) => Note(FindingKind.WithoutEffect, key, LineOf(key), why));
        var deferrals = schema.Type switch
        {
            PayloadSchema.Restrictions => reader.OfRestrictions(),
            PayloadSchema.Settings => reader.OfSettings(),
            _ => DeferredDays.None,
        };
        return new()
        {
            AllowsInstallation = Flag(PayloadSchema.AllowInstallation) ?? Flag(PayloadSchema.Enable),
            AllowsRemoval = Flag(PayloadSchema.AllowRemoval) ?? Flag(PayloadSchema.EnableRollback),
            Notifies = Flag(PayloadSchema.Notifications),
            Deferrals = deferrals,
            Enforcements = enforcement is null ? [] : [enforcement],
            Others = _others.ToImmutable(),
            Findings = _findings.ToImmutable(),
        };
    }

    private void Visit(DocumentNode.Section section, string path, Func<string, bool> isCommon)
    {
        foreach (var (key, value) in section.Keys)
        {
            var full = path.Length == 0 ? key : $"{path}.{key}";
            if (path.Length == 0 && isCommon(key))
                continue;
            if (schema.Find(full) is { } rule)
                Take(rule, value);
            else if (schema.IsGroup(full) && value is DocumentNode.Section inner)
                Visit(inner, full, isCommon);
            else if (schema.IsGroup(full))
                Note(FindingKind.WrongValue, full, value.Line, $"found {value.Words}, allowed is a section");
            else
                NoteUnknown(full, value.Line);
        }
    }

    private void Take(KeyRule rule, DocumentNode value)
    {
        if (_values.Remove(rule.Path))
            Note(FindingKind.Repeated, rule.Path, value.Line, "found a second time; the last value holds");
        if (!Fits(rule, value))
        {
            Note(FindingKind.WrongValue, rule.Path, value.Line, $"found {value.Words}, allowed is {rule.Allowed}");
            return;
        }

        _values[rule.Path] = value;
        if (rule.Beyond.Length > 0)
            _others.Add(new(prefix + rule.Path, WordsOf(value), rule.Beyond));
    }

    private static bool Fits(KeyRule rule, DocumentNode value) => (rule.Kind, value) switch
    {
        (ValueKind.Flag, DocumentNode.Flag) => true,
        (ValueKind.Whole, DocumentNode.Whole { Value: var number }) => number >= rule.Least && number <= rule.Most,
        (ValueKind.Text, DocumentNode.Text) => true,
        (ValueKind.Word, DocumentNode.Text { Value: var word }) => rule.Words.Contains(word),
        (ValueKind.Items, DocumentNode.Items) => true,
        (ValueKind.Section, DocumentNode.Section) => true,
        _ => false,
    };

    private void NoteUnknown(string path, int line)
    {
        if (_findings.Count >= MostFindings || ++_searched > MostSearches || path.Length > LongestKey)
            return;
        var name = path[(path.LastIndexOf('.') + 1)..];
        var elsewhere = PayloadSchema.All.FirstOrDefault(other => other != schema
            && (other.Find(path) is not null || other.IsGroup(path)
                || (name.Length > 8 && other.Keys.Any(rule => rule.Path == name))));
        if (elsewhere is not null)
        {
            Note(
                FindingKind.OtherPayload, path, line,
                $"this key belongs to {elsewhere.Type}, and this is {schema.Type}");
            return;
        }

        var known = schema.Keys.Select(rule => rule.Path)
            .Concat(schema.Keys.Where(rule => rule.Path.Contains('.')).Select(rule => rule.Path.Split('.')[0]))
            .Distinct().ToArray();
        var near = NearestWord.To(path, known);
        if (near is not null)
            Note(FindingKind.UnknownKey, path, line, $"unknown key; did you mean {near}?");
        else if (!schema.IsOpen)
            Note(FindingKind.UnknownKey, path, line, $"unknown key; allowed are {string.Join(", ", known)}");
    }

    private EnforcedVersion? ReadEnforcement()
    {
        var reader = new EnforcementReader((key, why) => Note(FindingKind.WrongValue, key, LineOf(key), why));
        return reader.Read(
            TextOf(PayloadSchema.TargetVersion), TextOf(PayloadSchema.TargetBuild), TextOf(PayloadSchema.TargetDate),
            prefix.Trim());
    }

    private int LineOf(string key) => _values.TryGetValue(key, out var value) ? value.Line : 0;

    private bool? Flag(string path) => (_values.GetValueOrDefault(path) as DocumentNode.Flag)?.Value;

    private int? Days(string path) => (int?)(_values.GetValueOrDefault(path) as DocumentNode.Whole)?.Value;

    private string? TextOf(string path) => (_values.GetValueOrDefault(path) as DocumentNode.Text)?.Value;

    private void Note(FindingKind kind, string key, int line, string why)
    {
        if (_findings.Count < MostFindings)
            _findings.Add(new(kind, (line > 0 ? $"line {line}, " : "") + prefix + key, why));
    }

    private static string WordsOf(DocumentNode value) => value switch
    {
        DocumentNode.Text text => text.Value.Length > 60 ? $"{text.Value[..57]}..." : text.Value,
        DocumentNode.Whole whole => $"{whole.Value}",
        _ => value.Words,
    };
}
