using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// When an epoch ends. A row costs about 0.6 ms of processor time however small it is, so rows are made large; but a
/// kill costs at most an epoch of computing, so they are not made larger than that.
/// </summary>
/// <param name="MeanEvents">
/// Ends at the first window after which the processes with news have this many on average.
/// </param>
/// <param name="MostEvents">… or after which one process has this many.</param>
/// <param name="Longest">… or after which so much virtual time has passed.</param>
/// <param name="SnapshotEvery">States are kept, and saved, at every so manieth epoch.</param>
public sealed record EpochPolicy(int MeanEvents, int MostEvents, TimeSpan Longest, int SnapshotEvery)
{
    public static readonly EpochPolicy Default = new(300, 50_000, TimeSpan.FromDays(1), 16);

    public bool Ends(VirtualTime epochStart, VirtualTime now, long waiting, int withNews, int most) =>
        now - epochStart >= Longest || most >= MostEvents || (withNews > 0 && waiting >= (long)MeanEvents * withNews);

    public bool KeepsState(long epoch) => epoch % SnapshotEvery == 0;

    /// <summary>
    /// The same for a fleet so large that saving all its states costs more than the events in between: so many epochs
    /// then lie between two snapshots that there is about an event for each device.
    /// </summary>
    public EpochPolicy For(int devices, int processes)
    {
        var eventsBetween = (long)SnapshotEvery * MeanEvents * processes;
        var times = Math.Max(1, (devices + eventsBetween - 1) / eventsBetween);
        return this with { SnapshotEvery = (int)Math.Min(int.MaxValue, SnapshotEvery * times) };
    }
}
