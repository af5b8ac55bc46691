using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel.Windows;

/// <summary>How long windows, and the storing of epochs, take in wall time; the run's meter gets it.</summary>
/// <param name="live">Null for a run without live control: all times are zero.</param>
internal sealed class WindowTimes(LiveRun? live)
{
    private TimeSpan _openedAt;
    private TimeSpan _epochEndedAt;

    /// <summary>How long the open window has been open.</summary>
    public TimeSpan OpenFor => Now - _openedAt;

    /// <summary>The longest that a window of this execution took.</summary>
    public TimeSpan Longest { get; private set; }

    private TimeSpan Now => live?.Clock.Elapsed ?? TimeSpan.Zero;

    public void Opened() => _openedAt = Now;

    /// <param name="now">The end of the window.</param>
    public void Settled(VirtualTime now)
    {
        var took = OpenFor;
        Longest = took > Longest ? took : Longest;
        live?.Meter.WindowSettled(now, took);
    }

    public void EpochEnded() => _epochEndedAt = Now;

    public void EpochEndStored() => live?.Meter.RowStored(JournalRow.EpochEnd, Now - _epochEndedAt);

    public void EpochClosed() => live?.Meter.EpochClosed(Now - _epochEndedAt);
}
