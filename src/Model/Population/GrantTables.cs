using System.Collections.Frozen;
using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Population;

/// <summary>Which releases, and which rings, need a grant of the update service for each device.</summary>
public sealed class GrantTables
{
    private readonly FrozenDictionary<string, IGrantRule> _rules;
    private readonly ImmutableArray<(string Name, AtMost? Limit)> _rings;

    internal GrantTables(World world)
    {
        _rules = world.Scenario.AllReleases
            .Select(release => (release.Id, world.RolloutOf(release).Rule.Grants))
            .Where(one => one.Grants is not null)
            .ToFrozenDictionary(one => one.Id, one => one.Grants!, StringComparer.Ordinal);
        _rings = [.. world.Fleet.Rings.Select(ring => (ring.Name, ring.AtMost))];
        IsUsed = _rules.Count > 0 || _rings.Any(ring => ring.Limit is not null);
    }

    /// <summary>Whether the scenario has any such release or ring.</summary>
    public bool IsUsed { get; }

    /// <summary>The rule that grants a release to single devices; null when devices decide.</summary>
    public IGrantRule? RuleOf(string release) => _rules.GetValueOrDefault(release);

    /// <summary>How many devices of a ring may update at once; null for any number.</summary>
    /// <param name="ring">Its name; empty for no ring.</param>
    public AtMost? LimitOf(string ring) => _rings.FirstOrDefault(one => one.Name == ring).Limit;

    /// <summary>Whether a device needs a grant for a release.</summary>
    public bool Needs(string release, Traits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return IsUsed
            && (_rules.ContainsKey(release) || (traits.Ring >= 0 && _rings[traits.Ring].Limit is not null));
    }
}
