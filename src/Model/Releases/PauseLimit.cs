using RsrActors.Model.Population;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>The end of a pause that no person ends: some rollout rules allow pauses of a limited time.</summary>
public static class PauseLimit
{
    /// <summary>When a pause ends by itself, not before the last review; never when nothing ends it.</summary>
    public static VirtualTime EndOf(ReleaseState release, UpdateServiceMemory memory, World world)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(world);
        return release.Phase is ReleasePhase.Paused && world.RolloutOf(release.Release).Rule.MostPaused is { } most
            ? VirtualTime.Max(release.PausedFully(most), memory.ReviewsFrom)
            : VirtualTime.Never;
    }

    /// <summary>The command that ends a pause whose end is due; otherwise none.</summary>
    public static IEnumerable<CommandForRelease> DueAt(
        ReleaseState release, UpdateServiceMemory memory, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(world);
        return EndOf(release, memory, world) == at
            && world.RolloutOf(release.Release).Rule is { Name: var name, MostPaused: { } most }
            ? [new(release.Release.Id, new ReleaseCommand.Resume(
                $"{name} allows pauses of {new RuleValue.Duration(most)} in all"))]
            : [];
    }
}
