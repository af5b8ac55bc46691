using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// When an epoch ends. A row costs about 0.6 ms of processor time even if it is small, so rows are made large. But a
/// kill costs up to one epoch of computing, so they are not made too large.
/// </summary>
/// <param name="MeanEvents">
/// An epoch ends at the first window after which the processes with events have this many on average.
/// </param>
/// <param name="MostEvents">Or it ends when one process has this many events.</param>
/// <param name="Longest">Or it ends when this much virtual time has passed.</param>
/// <param name="SnapshotEvery">States are kept and saved at every epoch whose number is a multiple of it.</param>
public sealed record EpochPolicy(int MeanEvents, int MostEvents, TimeSpan Longest, int SnapshotEvery)
{
    /// <summary>The <see cref="MostEvents"/> of every fleet: a row of this many events has a few megabytes.</summary>
    public const int MostOfOneProcess = 50_000;

    /// <summary>For kernels that simulate no scenario, as benchmarks do. A scenario has settings of its own.</summary>
    public static readonly EpochPolicy WithoutScenario = new(300, MostOfOneProcess, TimeSpan.FromDays(1), 16);

    /// <param name="waiting">The events of the epoch so far.</param>
    /// <param name="largest">The most events that one process has in the epoch.</param>
    public bool Ends(VirtualTime epochStart, VirtualTime now, long waiting, int processesWithEvents, int largest) =>
        now - epochStart >= Longest || largest >= MostEvents
        || (processesWithEvents > 0 && waiting >= (long)MeanEvents * processesWithEvents);

    public bool KeepsState(long epoch) => epoch % SnapshotEvery == 0;

    /// <summary>
    /// The policy for a fleet. In a large fleet, saving all states costs more than the events between two snapshots.
    /// Then snapshots are rarer: about one event per device between two.
    /// </summary>
    public EpochPolicy For(int devices, int processes)
    {
        var eventsBetween = (long)SnapshotEvery * MeanEvents * processes;
        var times = Math.Max(1, (devices + eventsBetween - 1) / eventsBetween);
        return this with { SnapshotEvery = (int)Math.Min(int.MaxValue, SnapshotEvery * times) };
    }
}
