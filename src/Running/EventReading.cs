using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Running;

/// <summary>
/// Reads the events of a run while it goes on, in the order of its history, epoch by epoch; nothing is kept. The run is
/// never more than one epoch ahead.
/// </summary>
/// <param name="commands">The live commands of the run.</param>
public sealed class EventReading(
    PayloadFormat format, ImmutableArray<LiveCommand> commands, Action<RecordedEvent> happened) : IRowListener
{
    private readonly Lock _lock = new();
    private readonly List<RecordedEvent> _epoch = [];

    public ImmutableArray<LiveCommand> Commands => commands;

    public Exception? OnRow(string persistenceId, long sequenceNr, IStored row)
    {
        // A journal may call from several threads, but no row of an epoch comes before the previous epoch is closed.
        lock (_lock)
        {
            if (row is EpochCommitted committed)
                _epoch.AddRange(EventBlock.Decode(committed.Events, committed.Count, format));
            else if (row is EpochClosed)
                Tell();
        }

        return null;
    }

    public Exception? OnSnapshot(string persistenceId, long sequenceNr, IStored snapshot) => null;

    private void Tell()
    {
        _epoch.Sort(RecordedEvent.HistoryOrder);
        foreach (var one in _epoch)
            happened(one);
        _epoch.Clear();
    }
}
