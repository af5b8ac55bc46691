using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>The result of building a rule from a preset.</summary>
public abstract record RuleBuilding
{
    private RuleBuilding()
    {
    }

    public sealed record Built(Rule Rule) : RuleBuilding;

    /// <param name="Key">The key at fault.</param>
    /// <param name="Message">One sentence: what was found, and what is allowed.</param>
    public sealed record Refused(string Key, string Message) : RuleBuilding;

    public static implicit operator RuleBuilding(Rule rule) => FromRule(rule);

    public static RuleBuilding FromRule(Rule rule) => new Built(rule);
}

/// <summary>A rule by its name, with keys that have the vendor's defaults.</summary>
/// <param name="name">Its name in scenarios.</param>
/// <param name="sentence">What it does, in one sentence.</param>
/// <param name="source">Where its definition is published.</param>
/// <param name="keys">The keys of a scenario that change it.</param>
/// <param name="make">Makes the rule of values that are allowed one by one, or refuses those that do not fit.</param>
public sealed class RulePreset(
    string name, string sentence, string source, ImmutableArray<RuleKey> keys, Func<RuleParameters, RuleBuilding> make)
{
    public string Name => name;

    public string Sentence => sentence;

    public string Source => source;

    public ImmutableArray<RuleKey> Keys => keys;

    /// <summary>The evidence that it reads with its defaults.</summary>
    public EvidenceNeeds Reads => Default.Reads;

    /// <summary>The rule with all its defaults.</summary>
    public Rule Default => Build(ImmutableSortedDictionary<string, RuleValue>.Empty) is RuleBuilding.Built built
        ? built.Rule
        : throw new InvalidOperationException($"The defaults of {Name} are not allowed.");

    /// <summary>A rule of one's own: a brake over a ramp, without keys.</summary>
    public static RulePreset OfBrake(string name, string sentence, IBrake brake, IRamp? ramp = null) => new(
        name, sentence, "a rule of one's own", [],
        _ => new Rule(name, ramp ?? new StepsRamp("all-at-once", [new(TimeSpan.Zero, 100)]), [brake]));

    /// <summary>A rule of one's own: a ramp without a brake, without keys.</summary>
    public static RulePreset OfRamp(string name, string sentence, IRamp ramp) =>
        new(name, sentence, "a rule of one's own", [], _ => new Rule(name, ramp, []));

    /// <summary>Builds the rule. Keys that are not given have their defaults.</summary>
    public RuleBuilding Build(IReadOnlyDictionary<string, RuleValue> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        foreach (var name in given.Keys.Order(StringComparer.Ordinal))
        {
            if (Keys.All(key => key.Name != name))
                return new RuleBuilding.Refused(name, $"{Name} has no key '{name}'; allowed: {KeyNames}.");
        }

        var values = ValuesOf(given);
        foreach (var key in Keys)
        {
            if (!key.Allows(values[key.Name]))
            {
                return new RuleBuilding.Refused(
                    key.Name, $"'{key.Name}' is {values[key.Name]}; allowed: {key.Allowed}.");
            }
        }

        return CommonKeys.Refusal(values) ?? make(new(values));
    }

    /// <summary>The values of all keys: those that are given, and the defaults of the others.</summary>
    public ImmutableSortedDictionary<string, RuleValue> ValuesOf(IReadOnlyDictionary<string, RuleValue> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return Keys.ToImmutableSortedDictionary(
            key => key.Name, key => given.GetValueOrDefault(key.Name) ?? key.Default, StringComparer.Ordinal);
    }

    private string KeyNames => Keys.IsEmpty ? "none" : string.Join(", ", Keys.Select(key => key.Name));
}
