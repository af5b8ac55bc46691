using System.Collections.Immutable;
using RsrActors.Laboratory.Planning;
using RsrActors.Model;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios;

namespace RsrActors.Laboratory.Sharing;

/// <summary>
/// Cells that differ in the brakes of their rollout rules only. A brake that has not acted leaves the world as it is,
/// so one run without brakes is the run of each of them, until its brakes act.
/// </summary>
public static class SharedWorlds
{
    /// <summary>With fewer cells, all of which may halt, a run more than theirs would not pay.</summary>
    private const int FewestWithBrakes = 3;

    private const EvidenceKinds KeptApart = EvidenceKinds.ByRing | EvidenceKinds.ByPlatform | EvidenceKinds.ByModel;

    /// <summary>
    /// For each cell the places of those with which it shares its world, itself included; only itself when it shares
    /// none.
    /// </summary>
    public static ImmutableArray<ImmutableArray<int>> Of(ImmutableArray<PlannedCell> cells)
    {
        ImmutableArray<int>[] worlds = [.. cells.Select((_, place) => ImmutableArray.Create(place))];
        var groups = Enumerable.Range(0, cells.Length)
            .Where(place => CanShare(cells[place].Scenario))
            .GroupBy(place => (WithoutRule(cells[place].Scenario), RampOf(cells[place])))
            .SelectMany(group => ByEvidence(group, cells));
        foreach (var group in groups.Where(group => Pays(group, cells)))
        {
            foreach (var place in group)
                worlds[place] = group;
        }

        return [.. worlds];
    }

    /// <summary>
    /// Whether a world without the brakes can be told from the scenario: devices are not granted one by one, the ramp
    /// goes by the calendar, and nothing but a brake pauses it.
    /// </summary>
    private static bool CanShare(Scenario scenario) =>
        scenario.Rollout.Rule is { Grants: null, Ramp.Reads.Kinds: EvidenceKinds.None }
        && scenario.Faults.ReleaseActorDies == 0
        && !scenario.Script.Any(one => one.Command is OperatorCommand.Ramp or OperatorCommand.Pause
            or OperatorCommand.Resume or OperatorCommand.Publish { Percent: not null });

    /// <summary>The digest of a scenario with every key written out but those of its rule.</summary>
    private static Digest WithoutRule(Scenario scenario) =>
        Digest.Sha256(ScenarioWriter.Write(scenario with { Rollout = RolloutSettings.AllAtOnce }));

    /// <summary>Ramps are equal whatever they are called.</summary>
    private static IRamp RampOf(PlannedCell cell) =>
        cell.Scenario.Rollout.Rule.Ramp is StepsRamp steps ? steps with { Name = "" } : cell.Scenario.Rollout.Rule.Ramp;

    /// <summary>
    /// Evidence is kept in the windows and slices that rules read, so those of one world must read the same ones. A
    /// rule that reads nothing fits all.
    /// </summary>
    private static ImmutableArray<int>[] ByEvidence(
        IEnumerable<int> places, ImmutableArray<PlannedCell> cells)
    {
        var byReading = places.ToLookup(place => ReadsOf(place).Kinds != EvidenceKinds.None);
        var groups = byReading[true]
            .GroupBy(place => (
                ReadsOf(place).Window, ReadsOf(place).Kinds & KeptApart, cells[place].Scenario.EvidenceStep))
            .OrderByDescending(group => group.Count())
            .Select(group => group.ToImmutableArray())
            .ToArray();
        if (groups.Length > 0)
            groups[0] = [.. byReading[false], .. groups[0]];
        return groups;

        EvidenceNeeds ReadsOf(int place) => cells[place].Scenario.Rollout.Rule.Reads;
    }

    private static bool Pays(ImmutableArray<int> group, ImmutableArray<PlannedCell> cells) =>
        group.Length >= FewestWithBrakes
        || (group.Length > 1 && group.Any(place => cells[place].Scenario.Rollout.Rule.Brakes.IsEmpty));
}
