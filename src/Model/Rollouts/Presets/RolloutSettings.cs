using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>What sets the ramps of a scenario's releases, and what is done when one of them does harm.</summary>
public sealed record RolloutSettings
{
    private RolloutSettings(RulePreset preset, ImmutableSortedDictionary<string, RuleValue> values, Rule rule) =>
        (Preset, Values, Rule) = (preset, values, rule);

    public static readonly RolloutSettings AllAtOnce = Shipped("all-at-once");

    public RulePreset Preset { get; }

    /// <summary>The values of all keys of the preset.</summary>
    public ImmutableSortedDictionary<string, RuleValue> Values { get; }

    /// <summary>The rule that they make.</summary>
    public Rule Rule { get; }

    public RegressionReaction OnRegression { get; init; } = RegressionReaction.None;

    /// <summary>
    /// The time from the published list of affected applications to that reaction; not below the lookahead.
    /// </summary>
    public TimeSpan ReactAfter { get; init; } = TimeSpan.FromHours(4);

    /// <summary>The settings of a preset with values for some of its keys; a refusal when they do not fit.</summary>
    public static (RolloutSettings? Settings, RuleBuilding.Refused? Refused) Of(
        RulePreset preset, IReadOnlyDictionary<string, RuleValue> given)
    {
        ArgumentNullException.ThrowIfNull(preset);
        ArgumentNullException.ThrowIfNull(given);
        return preset.Build(given) switch
        {
            RuleBuilding.Built built => (new(preset, preset.ValuesOf(given), built.Rule), null),
            var refused => (null, (RuleBuilding.Refused)refused),
        };
    }

    /// <summary>A preset with its defaults: also a rule of one's own.</summary>
    public static RolloutSettings From(RulePreset preset) =>
        Of(preset, ImmutableSortedDictionary<string, RuleValue>.Empty).Settings!;

    /// <summary>Equal steps from the publication to 100 %.</summary>
    public static RolloutSettings Linear(TimeSpan over, TimeSpan every) => Shipped(
        "linear", ("over", new RuleValue.Duration(over)), ("every", new RuleValue.Duration(every)));

    /// <summary>Steps by the calendar.</summary>
    /// <param name="holdAboveRefused">
    /// The rule holds while more than this share of the ticket requests since the last step was refused, in percent; at
    /// 100 it never does.
    /// </param>
    public static RolloutSettings Phased(ImmutableArray<RampStep> steps, double holdAboveRefused = 100) => Shipped(
        "phased", ("steps", new RuleValue.Steps(steps)),
        ("hold-above-refused", new RuleValue.Number(holdAboveRefused)));

    /// <summary>A preset that comes with the simulator.</summary>
    /// <exception cref="ArgumentException">There is no such preset, or a value is not allowed.</exception>
    public static RolloutSettings Shipped(string preset, params ReadOnlySpan<(string Key, RuleValue Value)> given)
    {
        var values = new Dictionary<string, RuleValue>(StringComparer.Ordinal);
        foreach (var (key, value) in given)
            values[key] = value;
        var found = RuleRegistry.Shipped.Find(preset)
            ?? throw new ArgumentException($"There is no rule '{preset}'.", nameof(preset));
        return Of(found, values) switch
        {
            ({ } settings, _) => settings,
            var (_, refused) => throw new ArgumentException(refused!.Message, nameof(given)),
        };
    }

    /// <summary>A rule follows from preset and values.</summary>
    public bool Equals(RolloutSettings? other) =>
        other is not null && Preset.Name == other.Preset.Name && Values.SequenceEqual(other.Values)
        && OnRegression == other.OnRegression && ReactAfter == other.ReactAfter;

    public override int GetHashCode() => HashCode.Combine(Preset.Name, Values.Count, OnRegression, ReactAfter);
}
