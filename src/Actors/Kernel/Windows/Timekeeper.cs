using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Kernel.SimulationProtocol;
using static RsrActors.Actors.Kernel.Windows.TimekeeperProtocol;

namespace RsrActors.Actors.Kernel.Windows;

/// <summary>
/// Opens windows of virtual time (the conservative scheme of Nicol's YAWNS, 1993): no message that is sent within a
/// window can be due within it, so all processes may handle their messages at once. Idle time is skipped. Several
/// windows form an epoch, the unit in which the run is stored. <see cref="TimekeeperDecider"/> decides what comes
/// next; the <c>RunControlActor</c> handles pace, live commands and queries.
/// </summary>
public sealed class Timekeeper : ReceivePersistentActor
{
    private readonly SimulationPlan _plan;
    private readonly TimekeeperDecider _decider;
    private readonly MessageQueues _messages;
    private readonly EpochLedger _ledger;
    private readonly WindowTimes _times;
    private readonly HashSet<int> _unsettled;
    private readonly List<Message> _sent = [];

    private TimekeeperState _state = TimekeeperState.Initial;
    private Start _actors = Start.Pending;
    private ImmutableArray<LiveCommand> _commands = [];
    private long _window;
    private bool _controlAsks;

    public Timekeeper(SimulationPlan plan)
    {
        _plan = plan;
        _decider = TimekeeperDecider.For(plan);
        _messages = new MessageQueues(plan.Processes.Length, plan.Seed, plan.Route);
        _ledger = new EpochLedger(plan.Processes.Length);
        _times = new WindowTimes(plan.Live);
        _unsettled = [.. Enumerable.Range(0, plan.Processes.Length)];

        Recover<SnapshotOffer>(offer => OnStoredClose((EpochClosed)offer.Snapshot));
        Recover<EpochEnded>(ended => _state = _state with { EpochEnd = new EpochEnd.Stored(ended.End) });
        Recover<EpochClosed>(OnStoredClose);
        Recover<RecoveryCompleted>(_ => OnStoredRead());

        Command<Start>(OnStart);
        Command<CommandLog.Restored>(OnCommandsRestored);
        Command<Recovered>(OnRecovered);
        Command<Settled>(OnSettled);
        Command<EpochStored>(stored =>
        {
            if (_ledger.Stored(stored))
                CloseEpoch();
        });
        Command<MayOpen>(_ => Do(_decider.Answered(_state, Facts(), ControlAnswer.MayOpen)));
        Command<PostCommands>(OnPostCommands);
        Command<EndEpochHere>(_ => Do(_decider.Answered(_state, Facts(), ControlAnswer.EndEpoch)));
        Command<AskAtNextBoundary>(_ => _controlAsks = true);
        Command<DescribeWindow>(_ => Sender.Tell(
            WindowReport.Of(_state, _window, _messages.EarliestDue(), _unsettled, _ledger, _times)));
        Command<Stop>(_ => Do(_decider.StopAsked(_state)));
        Command<SaveSnapshotSuccess>(OnSnapshotSaved);
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(_ => { }); // They only take space, and the next deletion includes them.
        Command<SaveSnapshotFailure>(failure => throw new JournalFailureException(
            $"The timekeeper's snapshot could not be saved: {failure.Cause.Message}", failure.Cause));
    }

    public override string PersistenceId => "timekeeper";

    public static Props Props(SimulationPlan plan) => Akka.Actor.Props.Create<Timekeeper>(plan);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(JournalOutcome.WriteFailed(PersistenceId, sequenceNr, cause));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(JournalOutcome.WriteFailed(PersistenceId, sequenceNr, cause));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Context.Parent.Tell(JournalOutcome.ReadFailed(PersistenceId, LastSequenceNr, reason));

    private void OnStoredClose(EpochClosed closed) => _state = _state with
    {
        LastClosed = closed,
        End = closed.End,
        EpochEnd = EpochEnd.ByPolicy.Instance,
    };

    private void OnStoredRead()
    {
        var closed = _state.LastClosed;
        foreach (var message in closed.InFlight)
            _messages.Post(message);
        _ledger.Begin(closed.Epoch + 1, closed.End);
        if (_state.EpochEnd is EpochEnd.ByPolicy)
            _state = _state with { EpochEnd = EndOf(closed.Epoch + 1) };
        Context.Parent.Tell(new Ready(new(closed.Epoch, closed.End)));
    }

    private void OnStart(Start start)
    {
        _actors = start;
        OnReceived(RecoveryParts.References);
    }

    private void OnCommandsRestored(CommandLog.Restored restored)
    {
        _commands = restored.Commands;
        OnReceived(RecoveryParts.Commands);
    }

    private void OnRecovered(Recovered recovered)
    {
        _messages.Expect(recovered.Process, recovered.NextDue);
        _ledger.Recovered(recovered.Process, recovered.Sum, recovered.Events);
        _unsettled.Remove(recovered.Process);
        if (_unsettled.Count == 0)
            OnReceived(RecoveryParts.Processes);
    }

    private void OnReceived(RecoveryParts part)
    {
        _state = TimekeeperDecider.Received(_state, part);
        if (_state.Phase is TimekeeperPhase.Recovering { Missing: RecoveryParts.None })
            Begin();
    }

    private void Begin()
    {
        var closed = _state.LastClosed;
        if (_ledger.Sum != closed.Sum)
            throw new DivergedException(
                $"Epoch {closed.Epoch} was closed with history {closed.Sum}, "
                + $"but the rows that are stored add up to {_ledger.Sum}.");

        foreach (var command in _commands.Where(command => command.At >= closed.End))
            Post(command);
        _actors.Control.Tell(new Began(_state.End, _state.RecomputedUntil, _commands), Self);
        UpdateGauges();
        Do(_decider.Begin(_state, Facts()));
    }

    private void OnSettled(Settled settled)
    {
        if (settled.Window != _window || !_unsettled.Remove(settled.Process))
            throw new InvalidOperationException(
                $"{_plan.Processes[settled.Process].Name} settled window {settled.Window}, open is {_window}.");

        _messages.Expect(settled.Process, settled.NextDue);
        _ledger.Settled(settled.Process, settled.EventsWaiting);
        _sent.AddRange(settled.Mail);
        _plan.Gauges.Wakes += settled.Wakes;
        if (_unsettled.Count == 0)
            OnWindowSettled();
    }

    private void OnWindowSettled()
    {
        foreach (var message in _sent)
        {
            if (message.Due < _state.End)
                throw new CausalityException(
                    $"{message.From} sent {message.Body.GetType().Name} to {message.To} for {message.Due}, "
                    + $"before the window's end at {_state.End}.");
            _messages.Post(message);
        }

        _sent.Clear();
        _times.Settled(_state.End);
        UpdateGauges();
        Do(_decider.WindowSettled(_state, Facts()));
    }

    private void OnPostCommands(PostCommands post)
    {
        foreach (var command in post.Commands)
            Post(command);
        Do(_decider.Answered(_state, Facts(), ControlAnswer.CommandsPosted));
    }

    private void Post(LiveCommand command) => _messages.Post(new(
        EntityId.Operator, EntityId.Console, command.At, (int)command.Number, command.At, command));

    private void Do(TimekeeperDecision decision)
    {
        _state = decision.State;
        switch (decision.Action)
        {
            case TimekeeperAction.OpenWindow:
                OpenWindow();
                break;
            case TimekeeperAction.AskControl:
                _controlAsks = false;
                _actors.Control.Tell(
                    new Boundary(
                        _state.End, _decider.NextEnd(_messages.EarliestDue()), _ledger.Epoch, _ledger.Waiting),
                    Self);
                break;
            case TimekeeperAction.StoreEpochEnd:
                // No window is open and no answer is awaited, so no Akka message has to be stashed meanwhile. Besides,
                // this may run in the handler of the close before, within which Persist would never empty its stash.
                _times.EpochEnded();
                PersistAsync(new EpochEnded(_ledger.Epoch, _state.End), _ => TakeRows());
                break;
            case TimekeeperAction.TakeRows:
                TakeRows();
                break;
            case TimekeeperAction.Finish or TimekeeperAction.Stop or TimekeeperAction.FinishAndStop:
                Conclude(decision.Action);
                break;
        }
    }

    private void OpenWindow()
    {
        _window++;
        _times.Opened();
        var processes = _actors.Processes;
        for (var i = 0; i < processes.Length; i++)
        {
            if (_messages.Due(i) >= _state.End)
                continue;
            _unsettled.Add(i);
            processes[i].Tell(new Open(_window, _state.End, _messages.Collect(i, _state.End)), Self);
        }
    }

    /// <summary>The end of the epoch is stored: no process writes its row before that.</summary>
    private void TakeRows()
    {
        _times.EpochEndStored();
        var ended = new EpochClosed(
            _ledger.Epoch, _state.End, _messages.InFlight(), HistoryHash.Empty, 0, _state.LastClosed.Findings);
        var keepState = _plan.Epochs.KeepsState(ended.Epoch);
        var taking = _ledger.End(everyone: keepState);
        foreach (var process in taking)
            _actors.Processes[process].Tell(new EndEpoch(ended.Epoch, keepState), Self);

        if (!_decider.IsLast(ended))
            _ledger.Begin(ended.Epoch + 1, ended.End);
        var decision = _decider.EpochEndStored(_state, ended, EndOf(ended.Epoch + 1), Facts());
        _state = decision.State;
        if (taking.Count == 0)
            CloseEpoch();
        Do(decision);
    }

    private void CloseEpoch()
    {
        var ended = ((EpochStorage.Writing)_state.Storage).Epoch;
        var (findings, broken) = _plan.Monitor.Observe(_state.LastClosed.Findings, _ledger.Findings);
        if (!broken.IsEmpty)
            throw new InvariantBrokenException(string.Join(Environment.NewLine, broken));
        PersistAsync(ended with { Sum = _ledger.Sum, Events = _ledger.Events, Findings = findings }, OnClosed);
    }

    private void OnClosed(EpochClosed closed)
    {
        _times.EpochClosed();
        _plan.Gauges.Epochs = closed.Epoch;
        if (_plan.Epochs.KeepsState(closed.Epoch))
        {
            SaveSnapshot(closed);
            foreach (var process in _actors.Processes)
                process.Tell(new SaveState(closed.Epoch), Self);
        }

        Do(_decider.EpochClosed(_state, closed));
        _plan.Live?.Feed.Closed(closed.Epoch, closed.Events);
    }

    /// <summary>Only the newest snapshot is needed: recovery replays the rows after it.</summary>
    private void OnSnapshotSaved(SaveSnapshotSuccess saved) => DeleteSnapshots(new(saved.Metadata.SequenceNr - 1));

    private void Conclude(TimekeeperAction action)
    {
        var (epochs, sum, events) = (_state.LastClosed.Epoch, _state.LastClosed.Sum, _state.LastClosed.Events);
        if (action is TimekeeperAction.Finish or TimekeeperAction.FinishAndStop)
        {
            Context.Parent.Tell(new Finished(epochs, sum, events));
            _actors.Control.Tell(new ScenarioEnded(_state.End), Self);
        }

        if (action is TimekeeperAction.Stop or TimekeeperAction.FinishAndStop)
            Context.Parent.Tell(new Stopped(epochs, sum, events));
    }

    private BoundaryFacts Facts() => new(
        _messages.EarliestDue(), _ledger.Epoch, _ledger.Ends(_plan.Epochs, _state.End), _controlAsks);

    /// <summary>Of a run that is computed again: where the epoch ended the first time.</summary>
    private EpochEnd EndOf(long epoch) => !_plan.KnownEnds.IsDefault && epoch <= _plan.KnownEnds.Length
        ? new EpochEnd.Known(_plan.KnownEnds[(int)epoch - 1])
        : EpochEnd.ByPolicy.Instance;

    private void UpdateGauges() =>
        _plan.Gauges.Update(_state.End, _window, _state.LastClosed.Epoch, _ledger.AllEvents, _messages.Count);
}
