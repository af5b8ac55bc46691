using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Kernel.SimulationProtocol;

namespace RsrActors.Actors.Kernel;

/// <summary>What comes from outside: orders about the pace, live commands, questions, and the wish to stop.</summary>
public sealed partial class Timekeeper
{
    private readonly List<IActorRef> _waitForArrival = [];

    /// <summary>Orders about the pace, before there is virtual time.</summary>
    private readonly List<(ILiveRequest Order, IActorRef From)> _early = [];

    private RunPhase _phase = RunPhase.Starting;
    private VirtualTime? _knownEnd;
    private TimeSpan _epochBegan;
    private TimeSpan _openedAt;
    private TimeSpan _longest;

    /// <summary>Nothing is at work, and the next window waits for the clock, or for somebody.</summary>
    private bool _held;

    private bool StopsHere => _stopAsked && _plan.Live is not null;

    private bool IsOver => _phase is RunPhase.Ended;

    /// <summary>From the clock: a window may be due.</summary>
    private sealed record ClockStruck;

    protected override void PostStop()
    {
        _pacer.Disarm();
        _desk.Abandon();
        _inquiries.Abandon();
        _laggards.Abandon();
        foreach (var asker in _waitForArrival.Concat(_early.Select(one => one.From)))
            asker.Tell(Rejected.Stopped);
        base.PostStop();
    }

    private void ListenToOutside()
    {
        Command<Stop>(_ => OnStop());
        Command<ClockStruck>(_ => GoOn());
        Command<GetStatus>(_ => Sender.Tell(StatusNow()));
        Command<Pause>(pause => SetPace(pause, () => _pacer.Pace.Pause(_pacer.Wall, _end)));
        Command<Resume>(resume => SetPace(resume, () => _pacer.Pace.Resume(_pacer.Wall, _end)));
        Command<SetSpeed>(set => SetPace(set, () => _pacer.Pace.With(set.Speed, _pacer.Wall, _end)));
        Command<Step>(step => Travel(step, () => _pacer.Pace.Step(step.Windows, _pacer.Wall, _end)));
        Command<Advance>(advance => Travel(advance, () => _pacer.Pace.Advance(advance.Until, _pacer.Wall, _end)));
        Command<Submit>(OnSubmit);
        Command<CommandLog.Appended>(_ => OnCommandsStored());
        Command<Question>(OnQuestion);
        Command<Inspected>(_inquiries.OnInspected);
        Command<WhoLags>(_ => OnWhoLags());
    }

    private void OnSubmit(Submit submit)
    {
        if (_plan.Live is null)
        {
            Sender.Tell(new Rejected("This run takes no commands."));
        }
        else if (IsOver || StopsHere)
        {
            Sender.Tell(new Rejected(IsOver ? "The scenario has ended." : "The simulation is stopping."));
        }
        else
        {
            _desk.Take(submit, Sender);
            GoOn();
        }
    }

    /// <summary>Has the commands that wait stored, with the moment from which they hold.</summary>
    /// <returns>False when there are none.</returns>
    private bool TryStoreCommands()
    {
        if (!_desk.HasWaiting)
            return false;

        // Where the simulation lags behind the clock, no command is taken to a moment that it is far from.
        var latest = _expectedEnd?.End ?? VirtualTime.Max(_end, NextEnd());
        var commands = _desk.Stamp(VirtualTime.Min(Clock(), latest), _plan.Duration);
        if (commands.IsEmpty)
            return false;
        _commandLog.Tell(new CommandLog.Append(commands));
        return true;
    }

    private void OnCommandsStored()
    {
        foreach (var command in _desk.Acknowledge())
            Post(command);
        OpenWindow();
    }

    private void Post(LiveCommand command) => _office.Post(new(
        EntityId.Operator, EntityId.Console, command.At, (int)command.Number, command.At, command));

    private void OnQuestion(Question question)
    {
        _inquiries.Take(question, Sender);
        if (_unsettled.Count == 0 && _phase is not RunPhase.Starting)
            _inquiries.Put(_processes, _end, Self);
    }

    /// <summary>
    /// Lets a window pass if the pace allows it: a step is taken then, and whoever has arrived is told. What was
    /// computed once is computed again as fast as can be.
    /// </summary>
    private bool TryPass(VirtualTime end)
    {
        if (_expectedEnd is not null)
            return true;
        if (_pacer.Pace.Arrived(end, _pacer.Wall, _end) is { } paused)
        {
            _pacer.Pace = paused;
            TellOfArrival();
        }

        if (!_pacer.Pace.Allows(end, _pacer.Wall))
            return false;
        _pacer.Pace = _pacer.Pace.Stepped();
        return true;
    }

    private void Hold(VirtualTime end)
    {
        _held = true;
        var self = Self;
        TimeSpan? epochLasts = _plan.Live is { } live && _ledger.Waiting > 0
            ? live.LongestEpoch - (_pacer.Wall - _epochBegan)
            : null;
        _pacer.CallWhenDue(end, epochLasts, () => self.Tell(new ClockStruck(), ActorRefs.NoSender));
    }

    /// <summary>Something has come that may matter to a window that is held back.</summary>
    private void GoOn()
    {
        if (_held)
            OpenWindow();
    }

    /// <summary>Of a run that somebody watches: what waits to be stored has waited long enough.</summary>
    private bool WallEndsEpoch() =>
        StopsHere || (_plan.Live is { } live && _ledger.Waiting > 0 && _pacer.Wall - _epochBegan >= live.LongestEpoch);

    private void SetPace(ILiveRequest order, Func<Pace> set)
    {
        if (!TryTake(order))
            return;
        _pacer.Pace = set();
        if (!_pacer.Pace.IsUnderWay)
            TellOfArrival();
        Sender.Tell(StatusNow());
        GoOn();
    }

    private void Travel(ILiveRequest order, Func<Pace> set)
    {
        if (!TryTake(order))
            return;
        if (IsOver || StopsHere)
        {
            Sender.Tell(new Rejected(IsOver ? "The scenario has ended." : "The simulation is stopping."));
            return;
        }

        TellOfArrival();
        _pacer.Pace = set();
        _waitForArrival.Add(Sender);
        GoOn();
    }

    /// <summary>Brings the clock to where an order about the pace can be obeyed.</summary>
    /// <returns>False when it cannot be: it is answered, or kept until there is virtual time.</returns>
    private bool TryTake(ILiveRequest order)
    {
        if (_plan.Live is null)
            Sender.Tell(new Rejected("This run goes as fast as it can."));
        else if (_phase is RunPhase.Starting)
            _early.Add((order, Sender));
        else if (_expectedEnd is { } expected)
            _pacer.CatchUp(expected.End); // The time that computing again takes is not to count.
        return _plan.Live is not null && _phase is not RunPhase.Starting;
    }

    private void TakeEarlyOrders()
    {
        foreach (var (order, from) in _early)
            Self.Tell(order, from);
        _early.Clear();
    }

    private void TellOfArrival()
    {
        foreach (var asker in _waitForArrival)
            asker.Tell(StatusNow());
        _waitForArrival.Clear();
    }

    private void OnStop()
    {
        _stopAsked = true;
        if (_plan.Live is null)
            return;
        _desk.RejectWaiting(new("The simulation is stopping."));
        TellOfArrival();
        if (IsOver)
            Conclude();
        else if (_held)
            StopBetweenWindows();
    }

    private void StopBetweenWindows()
    {
        _held = false;
        if (_closing is null && _end == _lastClosed.End)
            Conclude();
        else if (_end == (_closing?.End ?? _lastClosed.End))
            return; // What is being closed is all there is.
        else
            EndEpoch();
    }

    private void TellThatItIsOver()
    {
        _pacer.Disarm();
        _desk.RejectWaiting(new("The scenario has ended."));
        TellOfArrival();
    }

    private void OnWhoLags()
    {
        if (_unsettled.Count == 0 || _phase is RunPhase.Starting)
        {
            Sender.Tell(new Answers(_end, []));
            return;
        }

        _laggards.Ask(Sender, _unsettled, _processes, Self);
    }

    private void OnAwake(Awake awake)
    {
        if (_laggards.OnAwake(awake, SettledUntil()) && !awake.Entities.IsEmpty && _unsettled.Contains(awake.Process))
            ReportSlow(awake.Process, awake.Entities);
    }

    private void NoteWindow()
    {
        var took = _pacer.Wall - _openedAt;
        _longest = took > _longest ? took : _longest;
    }

    /// <summary>Virtual time now. What is computed again is past: nothing that comes now belongs there.</summary>
    private VirtualTime Clock() => VirtualTime.Min(
        _plan.Duration,
        _expectedEnd is { } expected ? VirtualTime.Max(_end, expected.End)
            : _phase is RunPhase.Running ? _pacer.Pace.At(_pacer.Wall, _end)
            : _end);

    /// <summary>Everything before it is simulated.</summary>
    private VirtualTime SettledUntil() => _unsettled.Count == 0 || _phase is RunPhase.Starting ? _end : _settled;

    private LiveProtocol.Status StatusNow() => new(
        _phase is not RunPhase.Running ? _phase
            : StopsHere ? RunPhase.Stopping
            : _pacer.Pace.Mode is PaceMode.Paused ? RunPhase.Paused
            : RunPhase.Running,
        _pacer.Pace.Speed,
        SettledUntil(),
        Clock(),
        _phase is RunPhase.Running ? _office.EarliestDue() : VirtualTime.Never,
        _window,
        _unsettled.Count == 0 || _phase is RunPhase.Starting ? null : _pacer.Wall - _openedAt,
        _longest,
        [.. _unsettled.Order().Select(Name)],
        _ledger.Epoch,
        _lastClosed,
        Math.Max(_ledger.AllEvents, _lastClosed.Events), // Which the processes have not told while they read theirs.
        _plan.Gauges.Wakes,
        _desk.Accepted);
}
