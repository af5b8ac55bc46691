using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>The kinds of journal rows whose writing is measured.</summary>
public enum JournalRow
{
    /// <summary>Where an epoch ended.</summary>
    EpochEnd,

    /// <summary>What one process has to store of one epoch.</summary>
    Epoch,

    /// <summary>Live commands, which are stored together.</summary>
    LiveCommand,
}

/// <summary>
/// Measures a live run in wall time. It is called from the simulation's own threads, from several at once: it must not
/// block, and nothing in the simulation depends on it.
/// </summary>
public interface IRunMeter
{
    /// <summary>A window is settled.</summary>
    /// <param name="now">Everything before it is simulated.</param>
    /// <param name="took">The wall time for which the window was open.</param>
    void WindowSettled(VirtualTime now, TimeSpan took);

    /// <summary>What happened in one process in one window: each entity's events in order.</summary>
    void Happened(ImmutableArray<RecordedEvent> events);

    /// <summary>The journal has stored a row.</summary>
    /// <param name="took">The wall time since the row was given to the journal.</param>
    void RowStored(JournalRow row, TimeSpan took);

    /// <summary>An epoch is closed.</summary>
    /// <param name="took">The wall time since it ended; the next epoch is simulated meanwhile.</param>
    void EpochClosed(TimeSpan took);
}

/// <summary>A meter that measures nothing.</summary>
public sealed class NoMeter : IRunMeter
{
    /// <summary>The only one.</summary>
    public static readonly NoMeter Instance = new();

    private NoMeter()
    {
    }

    /// <inheritdoc/>
    public void WindowSettled(VirtualTime now, TimeSpan took)
    {
    }

    /// <inheritdoc/>
    public void Happened(ImmutableArray<RecordedEvent> events)
    {
    }

    /// <inheritdoc/>
    public void RowStored(JournalRow row, TimeSpan took)
    {
    }

    /// <inheritdoc/>
    public void EpochClosed(TimeSpan took)
    {
    }
}
