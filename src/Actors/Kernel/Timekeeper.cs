using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Kernel.SimulationProtocol;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// Keeps virtual time in windows (the conservative scheme of Nicol's YAWNS, 1993): nothing sent within a window can be
/// due within it, so all processes may handle theirs at once. Idle time is skipped. Windows add up to epochs, and an
/// epoch is the unit in which the run is stored. What comes from outside comes in between two windows.
/// </summary>
public sealed partial class Timekeeper : ReceivePersistentActor, IWithTimers
{
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromSeconds(10);

    private readonly SimulationPlan _plan;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly PostOffice _office;
    private readonly EpochLedger _ledger;
    private readonly Pacer _pacer;
    private readonly CommandDesk _desk = new();
    private readonly Inquiries _inquiries;
    private readonly Laggards _laggards;
    private readonly HashSet<int> _unsettled = [];
    private readonly List<Letter> _sent = [];

    private ImmutableArray<IActorRef> _processes = [];
    private ImmutableArray<LiveCommand>? _stored;
    private IActorRef _commandLog = ActorRefs.Nobody;
    private EpochClosed _lastClosed = new(0, VirtualTime.Zero, [], HistoryHash.Empty, 0, null);
    private EpochEnded? _expectedEnd;
    private EpochClosed? _closing;
    private VirtualTime _end;
    private VirtualTime _settled;
    private long _window;
    private long _windowAtLastLook;
    private bool _stopAsked;
    private bool _waitsForClose;

    public Timekeeper(SimulationPlan plan)
    {
        _plan = plan;
        _office = new PostOffice(plan.Processes.Length, plan.Seed, plan.Route);
        _ledger = new EpochLedger(plan.Processes.Length);
        _pacer = new Pacer(plan.Live);
        _inquiries = new Inquiries(plan.Route);
        _laggards = new Laggards(plan.Processes);
        for (var i = 0; i < plan.Processes.Length; i++)
            _unsettled.Add(i);

        Recover<SnapshotOffer>(offer => OnStoredClose((EpochClosed)offer.Snapshot));
        Recover<EpochEnded>(ended => _expectedEnd = ended);
        Recover<EpochClosed>(OnStoredClose);
        Recover<RecoveryCompleted>(_ => OnStoredRead());

        Command<Start>(OnStart);
        Command<CommandLog.Restored>(OnCommandsRestored);
        Command<Recovered>(OnRecovered);
        Command<Settled>(OnSettled);
        Command<EpochStored>(OnEpochStored);
        Command<Look>(_ => OnLook());
        Command<Awake>(OnAwake);
        Command<SaveSnapshotSuccess>(OnSnapshotSaved);
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(_ => { }); // They cost room and nothing else, and the next one takes them along.
        Command<SaveSnapshotFailure>(failure => throw new JournalFailureException(
            $"The timekeeper's snapshot could not be saved: {failure.Cause.Message}", failure.Cause));
        ListenToOutside();
    }

    public override string PersistenceId => "timekeeper";

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>To the parent, after recovery: start the processes, and tell them this.</summary>
    internal sealed record Ready(EpochEnded LastClosed);

    /// <summary>From the parent: the processes, in the order of the plan.</summary>
    /// <param name="Log">The <see cref="CommandLog"/>.</param>
    internal sealed record Start(ImmutableArray<IActorRef> Processes, IActorRef Log);

    /// <summary>From the watchdog's timer.</summary>
    internal sealed record Look;

    public static Props Props(SimulationPlan plan) => Akka.Actor.Props.Create<Timekeeper>(plan);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(JournalOutcome.WriteFailed(PersistenceId, sequenceNr, cause));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(JournalOutcome.WriteFailed(PersistenceId, sequenceNr, cause));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Context.Parent.Tell(JournalOutcome.ReadFailed(PersistenceId, LastSequenceNr, reason));

    private void OnStoredClose(EpochClosed closed)
    {
        _lastClosed = closed;
        _expectedEnd = null;
    }

    private void OnStoredRead()
    {
        foreach (var letter in _lastClosed.InFlight)
            _office.Post(letter);
        _end = _lastClosed.End;
        BeginEpoch(_lastClosed.Epoch + 1);
        Context.Parent.Tell(new Ready(new(_lastClosed.Epoch, _lastClosed.End)));
    }

    private void OnStart(Start start)
    {
        (_processes, _commandLog) = (start.Processes, start.Log);
        Timers.StartPeriodicTimer("watchdog", new Look(), WatchdogPeriod);
        BeginWhenReady();
    }

    private void OnCommandsRestored(CommandLog.Restored restored)
    {
        _stored = restored.Commands;
        _desk.Restore(restored.Commands);
        BeginWhenReady();
    }

    private void OnRecovered(Recovered recovered)
    {
        _office.Expect(recovered.Process, recovered.NextDue);
        _ledger.Recovered(recovered.Process, recovered.Sum, recovered.Events);
        _unsettled.Remove(recovered.Process);
        BeginWhenReady();
    }

    /// <summary>The processes, their commands and the word of all processes come in any order.</summary>
    private void BeginWhenReady()
    {
        if (_unsettled.Count > 0 || _processes.IsEmpty || _stored is not { } commands)
            return;
        if (_ledger.Sum != _lastClosed.Sum)
            throw new DivergedException(
                $"Epoch {_lastClosed.Epoch} was closed with history {_lastClosed.Sum}, "
                + $"but the rows that are stored add up to {_ledger.Sum}.");

        foreach (var command in commands.Where(command => command.At >= _lastClosed.End))
            Post(command);

        // The clock had been at least where the last command was given.
        _pacer.Begin(commands.IsEmpty ? _end : VirtualTime.Max(_end, commands[^1].At));
        _phase = RunPhase.Running;
        TakeEarlyOrders();
        Report();
        _inquiries.Put(_processes, _end, Self);
        if (_lastClosed.Epoch > 0 && IsLast(_lastClosed))
            Conclude();
        else
            OpenWindow();
    }

    private void OpenWindow()
    {
        _held = false;
        if (_desk.IsStoring || TryStoreCommands())
            return; // No window opens before they are stored; then the next one does.
        if (StopsHere && _expectedEnd is null)
        {
            StopBetweenWindows();
            return;
        }

        var start = _office.EarliestDue();
        var end = NextEnd();
        if (!TryPass(end))
        {
            if (WallEndsEpoch())
                EndEpoch();
            else
                Hold(end);
            return;
        }

        if (start >= _plan.Duration)
        {
            // Nothing is left to happen. The last epoch ends with the scenario.
            _end = _plan.Duration;
            EndEpoch();
            return;
        }

        if (start < _end)
            throw new CausalityException($"Something is due at {start}, but everything before {_end} is settled.");

        _window++;
        (_settled, _end) = (_end, end);
        _openedAt = _pacer.Wall;
        for (var i = 0; i < _processes.Length; i++)
        {
            if (_office.Due(i) >= _end)
                continue;
            _unsettled.Add(i);
            _processes[i].Tell(new Open(_window, _end, _office.Collect(i, _end)), Self);
        }
    }

    /// <summary>Where the next window ends; with the scenario when nothing is due any more.</summary>
    private VirtualTime NextEnd() => VirtualTime.Min(_office.EarliestDue() + _plan.Lookahead, _plan.Duration);

    private void OnSettled(Settled settled)
    {
        if (settled.Window != _window || !_unsettled.Remove(settled.Process))
            throw new InvalidOperationException(
                $"{Name(settled.Process)} settled window {settled.Window}, open is {_window}.");

        _office.Expect(settled.Process, settled.NextDue);
        _ledger.Settled(settled.Process, settled.EventsWaiting);
        _sent.AddRange(settled.Mail);
        _plan.Gauges.Wakes += settled.Wakes;
        if (_unsettled.Count == 0)
            AfterWindow();
    }

    private void AfterWindow()
    {
        foreach (var letter in _sent)
        {
            if (letter.Due < _end)
                throw new CausalityException(
                    $"{letter.From} sent {letter.Body.GetType().Name} to {letter.To} for {letter.Due}, before the window's end at {_end}.");
            _office.Post(letter);
        }

        _sent.Clear();
        NoteWindow();
        Report();
        _inquiries.Put(_processes, _end, Self);
        if (EpochEndsHere())
            EndEpoch();
        else
            OpenWindow();
    }

    /// <summary>Where an epoch ended once it ends again, whatever had ended it.</summary>
    private bool EpochEndsHere()
    {
        if ((_expectedEnd?.End ?? _knownEnd) is not { } expected)
            return _ledger.Ends(_plan.Epochs, _end) || _end >= _plan.Duration || WallEndsEpoch();
        return _end <= expected
            ? _end == expected
            : throw new DivergedException($"Epoch {_ledger.Epoch} ended at {expected}, where no window ends now.");
    }

    private void BeginEpoch(long epoch)
    {
        _ledger.Begin(epoch, _end);
        _epochBegan = _pacer.Wall;
        _knownEnd = !_plan.KnownEnds.IsDefault && epoch <= _plan.KnownEnds.Length
            ? _plan.KnownEnds[(int)epoch - 1]
            : null;
    }

    private void EndEpoch()
    {
        if (_closing is not null)
        {
            // The epoch before is still being written, and no row of this one may be written before it is closed.
            _waitsForClose = true;
            return;
        }

        _waitsForClose = false;
        _closing = new EpochClosed(
            _ledger.Epoch, _end, _office.InFlight(), HistoryHash.Empty, 0, _lastClosed.Findings);
        if (_expectedEnd is null)
        {
            // Nothing is at work and nothing is waited for, so nothing has to be kept out meanwhile; and this may run
            // in the handler of the close before, within which Persist would never let go of its stash.
            PersistAsync(new EpochEnded(_ledger.Epoch, _end), _ => AfterEpochEnded());
        }
        else
        {
            _expectedEnd = null;
            _pacer.CatchUp(_end);
            AfterEpochEnded();
        }
    }

    private void AfterEpochEnded()
    {
        var keepState = _plan.Epochs.KeepsState(_closing!.Epoch);
        var taking = _ledger.End(everyone: keepState);
        foreach (var process in taking)
            _processes[process].Tell(new EndEpoch(_closing.Epoch, keepState), Self);

        if (taking.Count == 0)
            Close();
        if (IsLast(_closing))
            return;
        BeginEpoch(_closing.Epoch + 1);
        if (!StopsHere)
            OpenWindow();
    }

    private void OnEpochStored(EpochStored stored)
    {
        if (_ledger.Stored(stored))
            Close();
    }

    private void Close()
    {
        var (state, broken) = _plan.Monitor.Observe(_lastClosed.Findings, _ledger.Findings);
        if (!broken.IsEmpty)
            throw new InvariantBrokenException(string.Join(Environment.NewLine, broken));
        var closed = _closing! with { Sum = _ledger.Sum, Events = _ledger.Events, Findings = state };
        PersistAsync(closed, OnClosed);
    }

    private void OnClosed(EpochClosed closed)
    {
        _lastClosed = closed;
        _closing = null;
        _plan.Gauges.Epochs = closed.Epoch;
        if (_plan.Epochs.KeepsState(closed.Epoch))
        {
            SaveSnapshot(closed);
            foreach (var process in _processes)
                process.Tell(new SaveState(closed.Epoch), Self);
        }

        if (IsLast(closed) || (_stopAsked && (_plan.Live is null || (closed.End == _end && !_desk.IsStoring))))
            Conclude();
        else if (_waitsForClose)
            EndEpoch();
    }

    /// <summary>Older ones serve nobody: what the newest does not tell, the rows do.</summary>
    private void OnSnapshotSaved(SaveSnapshotSuccess saved) => DeleteSnapshots(new(saved.Metadata.SequenceNr - 1));

    private bool IsLast(EpochClosed epoch) => epoch.End >= _plan.Duration || epoch.Epoch >= _plan.LastEpoch;

    private void Conclude()
    {
        var (epochs, sum, events) = (_lastClosed.Epoch, _lastClosed.Sum, _lastClosed.Events);
        var complete = _lastClosed.End >= _plan.Duration;
        if (complete && _phase is not RunPhase.Ended)
            Context.Parent.Tell(new Finished(epochs, sum, events));
        if (!complete || StopsHere)
            Context.Parent.Tell(new Stopped(epochs, sum, events));
        _phase = RunPhase.Ended;
        TellThatItIsOver();
    }

    private void Report()
    {
        _plan.Gauges.Now = _end;
        _plan.Gauges.Windows = _window;
        _plan.Gauges.Epochs = _lastClosed.Epoch;
        _plan.Gauges.Events = _ledger.AllEvents;
    }

    /// <summary>The watchdog: it names who keeps the window open, and does nothing about it.</summary>
    private void OnLook()
    {
        if (_unsettled.Count > 0 && _window == _windowAtLastLook)
        {
            // One is named, and asked; it answers unless it is at work itself.
            var slowest = _unsettled.Min();
            ReportSlow(slowest, []);
            _laggards.AskForWatchdog(slowest, _processes, Self);
        }

        _windowAtLastLook = _window;
    }

    private void ReportSlow(int process, ImmutableArray<EntityId> entities)
    {
        _log.Warning(
            "Window {Window} waits for {Process} {Entities}", _window, Name(process), string.Join(", ", entities));
        Context.Parent.Tell(new Slow(_window, Name(process), Math.Max(0, _unsettled.Count - 1), entities));
    }

    private string Name(int process) => _plan.Processes[process].Name;
}
