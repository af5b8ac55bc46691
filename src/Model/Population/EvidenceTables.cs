using System.Collections.Frozen;
using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Population;

/// <summary>
/// Which evidence the rollout rules of a scenario read, and to which slice of it each device belongs. What no rule
/// reads is not collected.
/// </summary>
public sealed class EvidenceTables
{
    private readonly World _world;
    private readonly FrozenDictionary<string, (IRelease Release, EvidenceNeeds Needs)> _needs;

    internal EvidenceTables(World world)
    {
        _world = world;
        var scenario = world.Scenario;
        _needs = scenario.AllReleases.ToFrozenDictionary(
            release => release.Id, release => (release, scenario.EvidenceOf(release)),
            StringComparer.Ordinal);
        Step = scenario.EvidenceStep;
        CollectsInstalls = _needs.Values.Any(
            one => (one.Needs.Kinds & (EvidenceKinds.Offers | EvidenceKinds.Installs)) != 0);
        CollectsCrashKinds = _needs.Values.Any(one => one.Needs.Reads(EvidenceKinds.CrashKinds));
        CollectsRings = _needs.Values.Any(one => one.Needs.Reads(EvidenceKinds.Use | EvidenceKinds.ByRing));
        CollectsUpdateUse = scenario.Updates.Any(
            update => (_needs[update.Version].Needs.Kinds & EvidenceKinds.Use) != 0);
    }

    /// <summary>The length of a cell of <see cref="EvidenceGrid"/>.</summary>
    public TimeSpan Step { get; }

    /// <summary>Whether a rule reads offers or results of installations.</summary>
    public bool CollectsInstalls { get; }

    /// <summary>Whether a rule reads kinds of crash.</summary>
    public bool CollectsCrashKinds { get; }

    /// <summary>Whether the rule of a software update reads use and crashes.</summary>
    public bool CollectsUpdateUse { get; }

    /// <summary>Whether a rule reads use and crashes by ring.</summary>
    public bool CollectsRings { get; }

    public EvidenceNeeds NeedsOf(string release) => _needs[release].Needs;

    /// <summary>The slice of a release's evidence to which a device belongs.</summary>
    public SliceKey SliceOf(string release, Traits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        var (released, needs) = _needs[release];
        var ring = needs.Reads(EvidenceKinds.ByRing) ? RingOf(released, traits) : "";
        return needs.KeyOf(ring, traits.Platform, traits.Model.Name);
    }

    /// <summary>
    /// How many devices there are for which a release is made, by slice: those of its platforms on a base that it is
    /// for, or that a software update leads to such a base.
    /// </summary>
    public ImmutableArray<(SliceKey Slice, long Devices)> EligibleFor(string release)
    {
        var targets = _needs[release].Release.Targets;
        var ledTo = _world.Scenario.Updates
            .SelectMany(update => update.Targets.Select(target => (target.Platform, target.Build)))
            .ToFrozenSet();
        var eligible = targets
            .Select(target => (target.Platform, Build: target.PrerequisiteBuild.Text))
            .ToFrozenSet();
        var led = eligible.Where(ledTo.Contains).Select(one => one.Platform).ToFrozenSet();
        var counts = new SortedDictionary<SliceKey, long>();
        for (var device = 0; device < _world.Fleet.Devices; device++)
        {
            var traits = _world.TraitsOf(device);
            if (!eligible.Contains((traits.Platform, traits.Kind.OsBuild)) && !led.Contains(traits.Platform))
                continue;
            var slice = SliceOf(release, traits);
            counts[slice] = counts.GetValueOrDefault(slice) + 1;
        }

        return [.. counts.Select(pair => (pair.Key, pair.Value))];
    }

    private string RingOf(IRelease release, Traits traits) =>
        _world.RolloutOf(release).Rule.Ramp is GroupsRamp groups
            ? GroupsRamp.RingOf(groups.GroupOf(RampDraws.Of(_world, traits.Dice, release.Id)))
            : _world.RingOf(traits)?.Name ?? "";
}
