using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>rollout</c>: the rule that sets the ramp of a published release and brakes it, with the keys of its preset. The
/// ramp and the brakes can also be those of other presets.
/// </summary>
internal static class RolloutSection
{
    private const string AllAtOnce = "all-at-once";
    private const int MostSteps = 10_000;
    private const int MostBrakes = 10;
    private const string OfRule = "of the rule";

    public static RolloutSettings Read(Section rollout, RuleRegistry rules)
    {
        rollout.RefuseRetired("hold-above-refused", "rollout.brakes: { rule = refused-tickets, above = 20 % }");
        rollout.RefuseRetired("on-regression", "rollout.brakes: { rule = apple, action = withdraw-and-remove }");
        var whole = ReadPreset(rollout, rules, AllAtOnce, OwnParts(rollout.Has("ramp"), rollout.Has("brakes")));
        if (whole.Preset.Keys.All(key => key.Name != "react-after"))
            rollout.RefuseRetired("react-after", "the key react-after of the rule apple, in rollout.brakes");
        return whole.Apart(
            rollout.Optional<RolloutSettings?>(
                "ramp", OfRule,
                () => rollout.Inside("ramp", ramp => ReadPreset(ramp, rules, null, RuleParts.Ramp)), null),
            rollout.Optional<ImmutableArray<RolloutSettings>?>(
                "brakes", OfRule, () => ReadBrakes(rollout, rules), null));
    }

    public static void Write(HoconWriter writer, RolloutSettings rollout) => writer.Section("rollout", () =>
    {
        WritePreset(writer, rollout, OwnParts(rollout.Ramp is not null, rollout.Brakes is not null));
        if (rollout.Ramp is { } ramp)
            writer.Section("ramp", () => WritePreset(writer, ramp, RuleParts.Ramp));
        if (rollout.Brakes is { } brakes)
            writer.Each("brakes", brakes, brake => WritePreset(writer, brake, RuleParts.Brakes));
    });

    /// <summary>The parts that are those of <c>rollout.rule</c>; the keys of the others are not read.</summary>
    private static RuleParts OwnParts(bool rampIsApart, bool brakesAreApart) =>
        (rampIsApart ? 0 : RuleParts.Ramp) | (brakesAreApart ? 0 : RuleParts.Brakes);

    private static ImmutableArray<RolloutSettings> ReadBrakes(Section rollout, RuleRegistry rules)
    {
        var brakes = rollout.Each("brakes", brake => ReadPreset(brake, rules, null, RuleParts.Brakes), OfRule);
        rollout.RefuseMany("brakes", brakes.Length, MostBrakes);
        for (var i = 0; i < brakes.Length; i++)
        {
            if (brakes[i].Rule.Brakes.IsEmpty)
            {
                rollout.RefuseAt(
                    ["brakes", i.ToString(CultureInfo.InvariantCulture), "rule"],
                    $"found '{brakes[i].Preset.Name}', which has no brake with these keys");
            }
        }

        return brakes;
    }

    private static RolloutSettings ReadPreset(
        Section section, RuleRegistry rules, string? otherwise, RuleParts parts)
    {
        string[] names = [.. rules.Presets.Where(SimulatedRules.Includes).Select(preset => preset.Name)];
        var preset = rules.Find(section.Deciding("rule", otherwise, names)) is { } named
            && SimulatedRules.Includes(named)
            ? named
            : rules.Find(AllAtOnce)!;
        var given = new Dictionary<string, RuleValue>(StringComparer.Ordinal);
        foreach (var key in preset.Keys.Where(key => (key.Of & parts) != 0))
            given[key.Name] = Read(section, key);
        var (settings, refused) = RolloutSettings.Of(preset, given);
        if (refused is not null)
            section.RefuseTogether(refused.Key, refused.Message);
        return settings ?? RolloutSettings.AllAtOnce;
    }

    private static void WritePreset(HoconWriter writer, RolloutSettings rollout, RuleParts parts)
    {
        writer.Key("rule", rollout.Preset.Name);
        foreach (var (key, value) in rollout.KeysOf(parts))
        {
            if (value is RuleValue.Steps steps)
            {
                writer.Each(key.Name, steps.Values, step =>
                {
                    writer.Key("after", ScenarioWords.Of(step.After));
                    writer.Key("percent", ScenarioWords.Percent(step.Percent));
                });
            }
            else
            {
                writer.Key(key.Name, TextOf(key, value));
            }
        }
    }

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
