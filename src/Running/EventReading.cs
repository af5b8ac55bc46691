using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;

namespace RsrActors.Running;

/// <summary>
/// Reads the events of a run while it goes on, in the order of its history, epoch by epoch; nothing is kept. The run is
/// never more than one epoch ahead.
/// </summary>
/// <param name="commands">The live commands of the run.</param>
public sealed class EventReading(
    PayloadFormat format, ImmutableArray<LiveCommand> commands, Action<RecordedEvent> happened)
    : IRowListener, IEventReceiver
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

    /// <summary>The events of a run that has no rows of them: <see cref="SimulationPlan.Receiver"/>.</summary>
    public void Receive(IReadOnlyList<RecordedEvent> events)
    {
        lock (_lock)
            _epoch.AddRange(events);
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
