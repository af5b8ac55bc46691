using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>What sets the ramps of a scenario's releases, and what stops them.</summary>
public sealed record RolloutSettings
{
    private readonly Rule _own;

    private RolloutSettings(RulePreset preset, ImmutableSortedDictionary<string, RuleValue> values, Rule own) =>
        (Preset, Values, _own, Rule) = (preset, values, own, own);

    public static readonly RolloutSettings AllAtOnce = Shipped("all-at-once");

    public RulePreset Preset { get; }

    /// <summary>The values of all keys of the preset.</summary>
    public ImmutableSortedDictionary<string, RuleValue> Values { get; }

    /// <summary>The ramp that is set apart, as that of another preset; null: it is that of the preset.</summary>
    public RolloutSettings? Ramp { get; private init; }

    /// <summary>
    /// The brakes that are set apart, as those of other presets, in this order; null: they are those of the preset.
    /// </summary>
    public ImmutableArray<RolloutSettings>? Brakes { get; private init; }

    /// <summary>
    /// The presets that the rule is made of: where their keys stand in a scenario, from <c>rollout</c> on, and the
    /// parts that are taken from each.
    /// </summary>
    public IEnumerable<(string Path, RolloutSettings Settings, RuleParts Parts)> Sources()
    {
        var own = (Ramp is null ? RuleParts.Ramp : 0) | (Brakes is null ? RuleParts.Brakes : 0);
        if (own != 0)
            yield return ("", this, own);
        if (Ramp is not null)
            yield return ("ramp.", Ramp, RuleParts.Ramp);
        foreach (var (i, brake) in (Brakes ?? []).Index())
            yield return ($"brakes.{i}.", brake, RuleParts.Brakes);
    }

    /// <summary>The keys of a preset that are of some parts of the rule, with their values.</summary>
    public IEnumerable<(RuleKey Key, RuleValue Value)> KeysOf(RuleParts parts) =>
        Preset.Keys.Where(key => (key.Of & parts) != 0).Select(key => (key, Values[key.Name]));

    /// <summary>The rule that they make.</summary>
    public Rule Rule { get; private init; }

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

    /// <summary>The same with another preset's ramp, or with the brakes of others; null keeps its own.</summary>
    public RolloutSettings Apart(RolloutSettings? ramp, ImmutableArray<RolloutSettings>? brakes) => this with
    {
        Ramp = ramp, Brakes = brakes, Rule = Composed(ramp, brakes),
    };

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
    public static RolloutSettings Phased(ImmutableArray<RampStep> steps, double holdAboveRefused = 100)
    {
        var phased = Shipped("phased", ("steps", new RuleValue.Steps(steps)));
        return holdAboveRefused >= 100
            ? phased
            : phased.Apart(null, [Shipped("refused-tickets", ("above", new RuleValue.Number(holdAboveRefused)))]);
    }

    /// <summary>
    /// The same with the brake of the rule <c>apple</c>: what is done when an application is listed as affected.
    /// </summary>
    /// <param name="action">A word of its key <c>action</c>.</param>
    public RolloutSettings WhenListed(TimeSpan reactAfter, string action = "withdraw-and-remove") => Apart(
        Ramp,
        [
            .. Brakes ?? [],
            Shipped(
                "apple", ("react-after", new RuleValue.Duration(reactAfter)), ("action", new RuleValue.Word(action))),
        ]);

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
        && Equals(Ramp, other.Ramp) && Brakes.HasValue == other.Brakes.HasValue
        && (Brakes ?? []).SequenceEqual(other.Brakes ?? []);

    public override int GetHashCode() => HashCode.Combine(Preset.Name, Values.Count, Ramp, Brakes?.Length);

    private Rule Composed(RolloutSettings? ramp, ImmutableArray<RolloutSettings>? brakes)
    {
        if (ramp is null && brakes is null)
            return _own;
        var (first, parts) = ((ramp ?? this)._own, brakes ?? [this]);
        var names = parts.Select(one => one.Preset.Name).Where(name => name != first.Name).ToArray();
        return new(
            names.Length == 0 ? first.Name : $"{first.Name} with {string.Join(" and ", names)}", first.Ramp,
            [.. parts.SelectMany(one => one._own.Brakes)])
        {
            Grants = first.Grants,
            MostPaused = _own.MostPaused,
            People = [.. parts.SelectMany(one => one._own.Brakes.Select((_, i) => one._own.PersonFor(i)))],
        };
    }
}
