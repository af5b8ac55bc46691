using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Catalogues.Tables;
using RsrActors.Model.Platforms;
using RsrActors.Texts;

namespace RsrActors.Catalogues.Reading;

/// <summary>A part of a feed that was not understood, and is left out.</summary>
/// <param name="Where">The path of keys and numbers to it, from the beginning of the file.</param>
/// <param name="Reason">What was found, and what is allowed.</param>
public sealed record CatalogueRemark(string Where, string Reason)
{
    /// <summary>One sentence, for a terminal.</summary>
    public string Message => $"{Where}: {Reason}";
}

/// <summary>Reads the values of rows. A value that is not understood is left out with a remark.</summary>
internal sealed class FeedRows
{
    /// <summary>As many remarks are kept; the others are counted.</summary>
    public const int MostRemarks = 1000;

    private readonly List<CatalogueRemark> _remarks = [];
    private readonly SortedDictionary<string, int> _others = new(StringComparer.Ordinal);

    public IReadOnlyList<CatalogueRemark> Remarks => _remarks;

    public int RemarksInAll { get; private set; }

    /// <summary>Rows of systems that have no responses, by the name of their list.</summary>
    public IEnumerable<(string System, int Rows)> OtherSystems => _others.Select(one => (one.Key, one.Value));

    public int Understood { get; set; }

    public void Other(string system)
    {
        var name = OneLine.Of(system.Length > 0 ? system : "a system without a name");
        _others[name] = _others.GetValueOrDefault(name) + 1;
    }

    public void Remark(string where, string reason)
    {
        RemarksInAll++;
        if (_remarks.Count < MostRemarks)
            _remarks.Add(new(OneLine.Of(where), OneLine.Of(reason)));
    }

    /// <summary>The elements of a list, each with its place; nothing when the key is absent or null.</summary>
    public IEnumerable<(JsonElement Row, string Where)> List(JsonElement row, string key, string where)
    {
        var path = Join(where, key);
        if (Find(row, key) is not { } list)
            yield break;
        if (list.ValueKind != JsonValueKind.Array)
        {
            Remark(path, $"found {WordOf(list)}, allowed is a list");
            yield break;
        }

        foreach (var (place, item) in list.EnumerateArray().Index())
            yield return (item, $"{path}[{place}]");
    }

    /// <summary>The same for the elements that are objects.</summary>
    public IEnumerable<(JsonElement Row, string Where)> Objects(JsonElement row, string key, string where)
    {
        foreach (var (item, path) in List(row, key, where))
        {
            if (item.ValueKind == JsonValueKind.Object)
                yield return (item, path);
            else
                Remark(path, $"found {WordOf(item)}, allowed is an object");
        }
    }

    /// <summary>The values of an object by their keys; nothing when the key is absent or null.</summary>
    public IEnumerable<(string Name, JsonElement Value, string Where)> Map(JsonElement row, string key, string where)
    {
        var path = Join(where, key);
        if (Find(row, key) is not { } map)
            yield break;
        if (map.ValueKind != JsonValueKind.Object)
        {
            Remark(path, $"found {WordOf(map)}, allowed is an object");
            yield break;
        }

        foreach (var one in map.EnumerateObject())
            yield return (one.Name, one.Value, Join(path, one.Name));
    }

    /// <summary>A text; empty when the key is absent or null, or the value is no text.</summary>
    public string Text(JsonElement row, string key, string where)
    {
        if (Find(row, key) is not { } value)
            return "";
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString()!.Trim();
        Remark(Join(where, key), $"found {WordOf(value)}, allowed is a text");
        return "";
    }

    public DateOnly? Day(JsonElement row, string key, string where)
    {
        if (Text(row, key, where) is not { Length: > 0 } text)
            return null;
        if (FeedWords.Day(text) is { } day)
            return day;
        Remark(Join(where, key), $"found '{Shorten(text)}', allowed is a date such as 2026-03-17");
        return null;
    }

    /// <summary>Names of flaws or devices, in the order of the feed.</summary>
    public ImmutableArray<string> Names(JsonElement row, string key, string where)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var (item, path) in List(row, key, where))
        {
            if (item.ValueKind == JsonValueKind.String && FeedWords.IsName(item.GetString()!))
                names.Add(item.GetString()!);
            else
                Remark(path, $"found {ValueOf(item)}, allowed is a name of letters, digits, hyphens and commas");
        }

        return names.ToImmutable();
    }

    /// <summary>A build of a version; empty with a remark when it cannot be one.</summary>
    public string Build(AppleSystem system, string version, string build, string where)
    {
        if (build.Length == 0 || system.Objection(version, build) is not { } why)
            return build;
        Remark(where, $"found '{Shorten(build)}', {why}; the build is left out");
        return "";
    }

    /// <summary>The build of a response; empty with a remark when it is not formed from its prerequisite.</summary>
    public string ResponseBuild(string build, string prerequisite, string where)
    {
        if (build.Length == 0 || prerequisite.Length == 0)
            return build;
        var @base = BuildNumber.ParseBase(prerequisite)!;
        if (BuildNumber.ParseResponse(build, @base) is not null)
            return build;
        Remark(
            where,
            $"found '{Shorten(build)}', allowed is the build of a response to {prerequisite}: "
            + $"{@base.Major}{@base.Train}77{@base.Number % 1000:D3}0 and a small letter; the build is left out");
        return "";
    }

    public static JsonElement? Find(JsonElement row, string key) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(key, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static string Join(string where, string key) => where.Length > 0 ? $"{where}.{Shorten(key)}" : Shorten(key);

    public static string Shorten(string text) => text.Length > 40 ? $"{text[..40]}…" : text;

    private static string ValueOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? $"'{Shorten(value.GetString()!)}'" : WordOf(value);

    private static string WordOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };
}
