using RsrActors.Model.Rollouts.Presets;
using RsrActors.Scenarios.Keys;

namespace RsrActors.Scenarios;

/// <summary>Rollout rules as a scenario writes them.</summary>
public static class ScenarioRules
{
    /// <summary>Whether a scenario may name the rule: the simulation has all that it reads.</summary>
    public static bool Allows(RulePreset preset) => SimulatedRules.Includes(preset);

    /// <summary>The value of a key, with its unit.</summary>
    public static string TextOf(RuleKey key, RuleValue value) => RolloutSection.TextOf(key, value);

    /// <summary>
    /// A line of a scenario that uses the rule, with the default of its first key that fits on a line.
    /// </summary>
    public static string Example(RulePreset preset)
    {
        ArgumentNullException.ThrowIfNull(preset);
        var key = ExampleKey(preset) is { } one ? $", {one.Name} = {TextOf(one, one.Default)}" : "";
        return $"rollout {{ rule = {preset.Name}{key} }}";
    }

    /// <summary>The same as options of <c>rsr run</c>.</summary>
    public static string ExampleOptions(RulePreset preset)
    {
        ArgumentNullException.ThrowIfNull(preset);
        var key = ExampleKey(preset) is { } one ? $" --set \"rollout.{one.Name}={TextOf(one, one.Default)}\"" : "";
        return $"--set rollout.rule={preset.Name}{key}";
    }

    private static RuleKey? ExampleKey(RulePreset preset) =>
        preset.Keys.FirstOrDefault(key => key.Kind != RuleKeyKind.Steps);
}
