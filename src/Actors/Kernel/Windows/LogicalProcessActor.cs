using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;

namespace RsrActors.Actors.Kernel.Windows;

/// <summary>
/// One logical process: a part of the simulation that handles its messages in the order of time. This actor journals;
/// its only child, described by <see cref="ProcessPlan.Handler"/>, does everything else.
/// </summary>
public sealed class LogicalProcessActor : ReceivePersistentActor
{
    private readonly int _process;
    private readonly long _lastClosed;
    private readonly PayloadFormat _format;
    private readonly KernelActors _kernel;
    private readonly IActorRef _handler;
    private readonly LiveRun? _live;
    private readonly IEventReceiver? _receiver;
    private readonly EpochEvents _events;

    private long _window;
    private HistoryHash _sum;
    private long _eventsSoFar;
    private ReadOnlyMemory<byte> _working;
    private EpochCommitted? _expected;
    private ProcessSnapshot? _kept;

    public LogicalProcessActor(
        int process, ProcessPlan plan, EpochEnded lastClosed, KernelActors kernel, SimulationPlan simulation)
    {
        _process = process;
        _lastClosed = lastClosed.Epoch;
        _format = simulation.Format;
        _live = simulation.Live;
        _receiver = simulation.Receiver;
        _events = new EpochEvents(firstEpoch: lastClosed.Epoch + 1, isLive: simulation.Live is not null);
        _kernel = kernel;
        PersistenceId = plan.Name;
        _handler = Context.ActorOf(plan.Handler.On(simulation.Dispatcher), "handler");

        Recover<SnapshotOffer>(offer => Restore((ProcessSnapshot)offer.Snapshot));
        Recover<EpochCommitted>(OnStoredRow);
        Recover<RecoveryCompleted>(_ => _handler.Tell(new ProcessProtocol.Begin(lastClosed.End)));

        Command<ProcessProtocol.AtRest>(
            rest => _kernel.Timekeeper.Tell(new Recovered(_process, rest.NextDue, _sum, _eventsSoFar)));
        Command<Open>(OnOpen);
        Command<ProcessProtocol.Handled>(OnHandled);
        Command<EndEpoch>(end => _handler.Tell(new ProcessProtocol.Capture(end.Epoch, end.KeepState)));
        Command<ProcessProtocol.Captured>(OnCaptured);
        Command<SaveState>(OnSaveState);
        Command<GetBusyEntities>(_ => _handler.Tell(new ProcessProtocol.GetBusyEntities()));
        Command<ProcessProtocol.BusyEntities>(
            waiting => _kernel.Watchdog.Tell(new BusyEntities(_process, waiting.Entities)));
        Command<ForwardQuery>(OnForwardQuery);
        Command<ProcessProtocol.QueryAnswered>(
            answered => _kernel.Control.Tell(new QueryAnswer(_process, answered.Number, answered.Answer)));
        Command<SaveSnapshotSuccess>(OnSnapshotSaved);
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(_ => { }); // They only take space, and the next deletion includes them.
        Command<SaveSnapshotFailure>(failure => throw new JournalFailureException(
            $"A snapshot of {PersistenceId} could not be saved: {failure.Cause.Message}", failure.Cause));
    }

    public override string PersistenceId { get; }

    public static Props Props(
        int process, ProcessPlan plan, EpochEnded lastClosed, KernelActors kernel, SimulationPlan simulation) =>
        Akka.Actor.Props.Create<LogicalProcessActor>(process, plan, lastClosed, kernel, simulation);

    /// <summary>A fault of the handler is escalated, and stops the run.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(0, -1, _ => Directive.Escalate, loggingEnabled: false);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(JournalOutcome.WriteFailed(PersistenceId, sequenceNr, cause));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(JournalOutcome.WriteFailed(PersistenceId, sequenceNr, cause));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Context.Parent.Tell(JournalOutcome.ReadFailed(PersistenceId, LastSequenceNr, reason));

    /// <summary>Only the newest snapshot is needed: recovery replays the rows after it.</summary>
    private void OnSnapshotSaved(SaveSnapshotSuccess saved) => DeleteSnapshots(new(saved.Metadata.SequenceNr - 1));

    private void Restore(ProcessSnapshot snapshot)
    {
        (_sum, _eventsSoFar, _working) = (snapshot.Sum, snapshot.Events, snapshot.Working);
        _handler.Tell(new ProcessProtocol.Restore(snapshot.State));
        if (!_working.IsEmpty)
            _handler.Tell(new ProcessProtocol.Replay([], _format.Decode(_working)));
    }

    /// <summary>
    /// The handler replays the rows of closed epochs. A row after the last closed epoch is kept, because computing that
    /// epoch again must give the same row.
    /// </summary>
    private void OnStoredRow(EpochCommitted row)
    {
        if (row.Epoch > _lastClosed)
        {
            _expected = row;
            return;
        }

        (_sum, _eventsSoFar) = (row.Sum, row.EventsSoFar);
        if (!row.Working.IsEmpty)
            _working = row.Working;
        _handler.Tell(new ProcessProtocol.Replay(
            EventBlock.Decode(row.Events, row.Count, _format),
            row.Working.IsEmpty ? null : _format.Decode(row.Working)));
    }

    private void OnOpen(Open open)
    {
        _window = open.Window;
        _handler.Tell(new ProcessProtocol.Handle(open.End, open.Mail));
    }

    private void OnHandled(ProcessProtocol.Handled handled)
    {
        _events.Add(handled.Events);
        if (_live is not null && !handled.Events.IsEmpty)
            Tell(_live, handled.Events);
        _kernel.Timekeeper.Tell(new Settled(
            _process, _window, handled.NextDue, handled.Mail, _events.Count, handled.Wakes));
    }

    private static void Tell(LiveRun live, ImmutableArray<RecordedEvent> events)
    {
        live.Meter.Happened(events);
        if (live.Feed.IsWatched)
            live.Feed.Happened(events);
    }

    /// <summary>
    /// The next window may be open already. But the handler's mailbox keeps the order, so that none of the window's
    /// events have arrived yet.
    /// </summary>
    private void OnCaptured(ProcessProtocol.Captured captured)
    {
        if (_receiver is not null)
        {
            HandOver(captured, _receiver);
            return;
        }

        var events = _events.InOrder();
        if (_live is { Feed: { WantsEpochs: true } feed })
            feed.Ended(captured.Epoch, [.. events]);
        var (bytes, sum) = EventBlock.Encode(events, _sum, _format);
        var working = captured.Working is null ? [] : _format.Encode(captured.Working);
        var unchanged = _working.Span.SequenceEqual(working);
        var row = _events.Count == 0 && unchanged
            ? null
            : new EpochCommitted(
                captured.Epoch, _events.Count, bytes, unchanged ? [] : working, sum, _eventsSoFar + _events.Count);

        _sum = sum;
        _eventsSoFar += _events.Count;
        _working = working;
        _events.End(captured.Epoch);
        if (captured.State is not null)
            _kept = new(captured.Epoch, captured.State, sum, _eventsSoFar, working);
        Store(row, new EpochStored(_process, captured.Epoch, _sum, _eventsSoFar, captured.Findings));
    }

    private void HandOver(ProcessProtocol.Captured captured, IEventReceiver receiver)
    {
        receiver.Receive(_events.All);
        _eventsSoFar += _events.Count;
        _events.End(captured.Epoch);
        _kernel.Timekeeper.Tell(
            new EpochStored(_process, captured.Epoch, HistoryHash.Empty, _eventsSoFar, captured.Findings));
    }

    private void Store(EpochCommitted? row, EpochStored answer)
    {
        if (_expected is { } expected)
        {
            _expected = null;
            RowComparison.Require(PersistenceId, LastSequenceNr, expected, row, _format);
            _kernel.Timekeeper.Tell(answer);
        }
        else if (row is null)
        {
            _kernel.Timekeeper.Tell(answer);
        }
        else
        {
            var given = _live?.Clock.Elapsed ?? TimeSpan.Zero;
            PersistAsync(row, _ =>
            {
                _live?.Meter.RowStored(JournalRow.Epoch, _live.Clock.Elapsed - given);
                _kernel.Timekeeper.Tell(answer);
            });
        }
    }

    private void OnForwardQuery(ForwardQuery forwarded)
    {
        if (forwarded.Query is LiveProtocol.GetRecentEvents recent)
            _kernel.Control.Tell(new QueryAnswer(_process, forwarded.Number, _events.Of(recent.Entity)));
        else
            _handler.Tell(new ProcessProtocol.AnswerQuery(forwarded.Number, forwarded.At, forwarded.Query));
    }

    private void OnSaveState(SaveState request)
    {
        if (_kept is not { } kept || kept.Epoch != request.Epoch)
            return;
        _kept = null;
        SaveSnapshot(kept);
    }
}

/// <summary>The actors to which a process sends its answers.</summary>
public sealed record KernelActors(IActorRef Timekeeper, IActorRef Control, IActorRef Watchdog);
