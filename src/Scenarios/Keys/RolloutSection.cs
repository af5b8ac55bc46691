using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>rollout</c>: the rule that sets the ramp of a published release, with the keys of its preset, and what is done
/// when a release does harm.
/// </summary>
internal static class RolloutSection
{
    private const string AllAtOnce = "all-at-once";
    private const int MostSteps = 10_000;

    private static readonly Vocabulary<RegressionReaction> Reactions = new(
        ("none", RegressionReaction.None), ("pause", RegressionReaction.Pause),
        ("withdraw", RegressionReaction.Withdraw),
        ("withdraw-and-remove", RegressionReaction.WithdrawAndRemove));

    public static RolloutSettings Read(Section rollout, RuleRegistry rules)
    {
        string[] names = [.. rules.Presets.Where(IsSimulated).Select(preset => preset.Name)];
        var preset = rules.Find(rollout.Deciding("rule", AllAtOnce, names)) is { } named && IsSimulated(named)
            ? named
            : rules.Find(AllAtOnce)!;
        var given = new Dictionary<string, RuleValue>(StringComparer.Ordinal);
        foreach (var key in preset.Keys)
            given[key.Name] = Read(rollout, key);
        var (settings, refused) = RolloutSettings.Of(preset, given);
        if (refused is not null)
            rollout.RefuseTogether(refused.Key, refused.Message);
        return (settings ?? RolloutSettings.AllAtOnce) with
        {
            OnRegression = rollout.Value<RegressionReaction>("on-regression", "none", default, Reactions.TryRead),
            ReactAfter = rollout.Duration("react-after", "4 h"),
        };
    }

    public static void Write(HoconWriter writer, RolloutSettings rollout) => writer.Section("rollout", () =>
    {
        writer.Key("rule", rollout.Preset.Name);
        foreach (var key in rollout.Preset.Keys)
        {
            if (rollout.Values[key.Name] is RuleValue.Steps steps)
            {
                writer.Each(key.Name, steps.Values, step =>
                {
                    writer.Key("after", ScenarioWords.Of(step.After));
                    writer.Key("percent", ScenarioWords.Percent(step.Percent));
                });
            }
            else
            {
                writer.Key(key.Name, TextOf(key, rollout.Values[key.Name]));
            }
        }

        writer.Key("on-regression", Reactions.Of(rollout.OnRegression));
        writer.Key("react-after", ScenarioWords.Of(rollout.ReactAfter));
    });

    /// <summary>
    /// Whether a simulation has all that the rule reads: answers about tickets so far. Devices are admitted by their
    /// own draw, and by no server.
    /// </summary>
    private static bool IsSimulated(RulePreset preset) =>
        (preset.Reads.Kinds & ~EvidenceKinds.Tickets) == EvidenceKinds.None && preset.Default.Grants is null
        && preset.Default.Ramp.Admission is ShareOfFleet;

    /// <summary>The value of a key as a scenario writes it.</summary>
    public static string TextOf(RuleKey key, RuleValue value) => value switch
    {
        RuleValue.Number v when key.Kind == RuleKeyKind.Percent => ScenarioWords.Percent(v.Value),
        RuleValue.Number v => ScenarioWords.Number(v.Value),
        RuleValue.Duration v => ScenarioWords.Of(v.Value),
        RuleValue.Flag v => ScenarioWords.Switch(v.Value),
        RuleValue.Numbers v => $"[{string.Join(", ", v.Values.Select(ScenarioWords.Number))}]",
        _ => value.ToString(),
    };

    private static RuleValue Read(Section rollout, RuleKey key)
    {
        var otherwise = TextOf(key, key.Default);
        return key.Kind switch
        {
            RuleKeyKind.Percent => new RuleValue.Number(rollout.Percent(key.Name, otherwise)),
            RuleKeyKind.WholeNumber =>
                new RuleValue.Number(rollout.Count(key.Name, otherwise, (int)key.Least, (int)key.Most)),
            RuleKeyKind.Duration => new RuleValue.Duration(rollout.Duration(
                key.Name, otherwise, TimeSpan.FromMilliseconds(key.Least), TimeSpan.FromMilliseconds(key.Most))),
            RuleKeyKind.Flag => new RuleValue.Flag(rollout.Switch(key.Name, otherwise)),
            RuleKeyKind.Word => new RuleValue.Word(rollout.Choice(key.Name, otherwise, [.. key.Words])),
            RuleKeyKind.Numbers => ReadNumbers(rollout, key, otherwise),
            RuleKeyKind.Steps => new RuleValue.Steps(ReadSteps(rollout, key)),
            _ => rollout.Value(key.Name, otherwise, key.Default, (string text, out RuleValue value, out string why) =>
            {
                why = $"found '{text}', allowed is {key.Allowed}";
                var isRead = TryNumber(text, out var number);
                value = new RuleValue.Number(number);
                return isRead && key.Allows(value);
            }),
        };
    }

    private static RuleValue.Numbers ReadNumbers(Section rollout, RuleKey key, string otherwise)
    {
        var standard = (RuleValue.Numbers)key.Default;
        var words = rollout.Words(key.Name, otherwise);
        if (!rollout.Has(key.Name))
            return standard;
        var numbers = ImmutableArray.CreateBuilder<double>();
        foreach (var word in words)
        {
            if (!TryNumber(word, out var number) || number < key.Least || number > key.Most)
                return rollout.Refuse(key.Name, $"found '{word}', allowed are {key.Allowed}", standard);
            numbers.Add(number);
        }

        return new(numbers.ToImmutable());
    }

    private static bool TryNumber(string text, out double number)
    {
        var isRead = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact);
        number = (double)exact;
        return isRead;
    }

    private static ImmutableArray<RampStep> ReadSteps(Section rollout, RuleKey key)
    {
        var standard = ((RuleValue.Steps)key.Default).Values;
        var steps = rollout.Each(
            key.Name, static step => new RampStep(step.Duration("after", null), step.Percent("percent", null)),
            string.Join(", ", standard.Select(
                step => $"{ScenarioWords.Percent(step.Percent)} after {ScenarioWords.Of(step.After)}")));
        if (!rollout.Has(key.Name))
            return standard;
        var isAllowed = key.Allows(new RuleValue.Steps(steps));
        if (!isAllowed)
            rollout.RefuseTogether(key.Name, "allowed are steps that ascend in time and percent, the first after 0 s");
        rollout.RefuseMany(key.Name, steps.Length, MostSteps);
        return isAllowed ? steps : standard;
    }
}
