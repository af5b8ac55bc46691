using System.Collections.Immutable;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>
/// The presets that a simulation knows, by name. It is a value: a rule of one's own is added with one line.
/// </summary>
public sealed class RuleRegistry
{
    private readonly ImmutableSortedDictionary<string, RulePreset> _presets;

    private RuleRegistry(ImmutableSortedDictionary<string, RulePreset> presets) => _presets = presets;

    /// <summary>The presets that come with the simulator.</summary>
    public static readonly RuleRegistry Shipped = new RuleRegistry(
        ImmutableSortedDictionary.Create<string, RulePreset>(StringComparer.Ordinal))
        .With([
            .. CalendarPresets.All, .. GroupPresets.All, .. DistributionPresets.All, .. StorePresets.All,
            .. GrantPresets.All, .. DeliveryPresets.All, .. TestPresets.All,
        ]);

    /// <summary>In the order of their names.</summary>
    public IEnumerable<RulePreset> Presets => _presets.Values;

    public IEnumerable<string> Names => _presets.Keys;

    public RulePreset? Find(string name) => _presets.GetValueOrDefault(name);

    /// <summary>The same with more presets. One with a name that is known replaces it.</summary>
    public RuleRegistry With(params ReadOnlySpan<RulePreset> presets)
    {
        var all = _presets.ToBuilder();
        foreach (var preset in presets)
            all[preset.Name] = preset;
        return new(all.ToImmutable());
    }
}
