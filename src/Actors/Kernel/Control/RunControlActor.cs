using Akka.Actor;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Kernel.Windows.TimekeeperProtocol;

namespace RsrActors.Actors.Kernel.Control;

/// <summary>
/// Handles what comes from outside: pace requests, live commands, queries, and the request to stop. A pace request
/// changes the pace at once. Live commands are stored, and queries are answered, at a boundary, where no window is
/// open; a command takes effect at its own moment (<see cref="Journal.LiveCommand.At"/>).
/// </summary>
public sealed class RunControlActor : ReceiveActor
{
    private static readonly Rejected ScenarioHasEnded = new("The scenario has ended.");
    private static readonly Rejected IsStopping = new("The simulation is stopping.");

    private readonly SimulationPlan _plan;
    private readonly IActorRef _timekeeper;
    private readonly Pacer _pacer;
    private readonly PendingCommands _commands = new();
    private readonly PendingQueries _queries;

    /// <summary>Those whose status waits for a window report: the reports come in their order.</summary>
    private readonly Queue<IActorRef> _awaitStatus = new();

    /// <summary>The senders of steps or an advance that are not complete.</summary>
    private readonly List<IActorRef> _awaitArrival = [];

    private RunControlPhase _phase = new RunControlPhase.Starting([]);
    private Start _actors = Start.Pending;

    /// <summary>Where the open window ends, or the last one when none is open.</summary>
    private VirtualTime _end;

    private VirtualTime _recomputedUntil;
    private bool _stops;

    public RunControlActor(SimulationPlan plan, IActorRef timekeeper)
    {
        _plan = plan;
        _timekeeper = timekeeper;
        _pacer = new Pacer(plan.Live);
        _queries = new PendingQueries(plan.Route);

        Receive<Start>(start => _actors = start);
        Receive<Began>(OnBegan);
        Receive<Boundary>(OnBoundary);
        Receive<ScenarioEnded>(OnScenarioEnded);
        Receive<WindowReport>(report => _awaitStatus.Dequeue().Tell(StatusOf(report)));
        Receive<WindowMayBeDue>(_ => Decide());
        Receive<CommandLog.Appended>(_ => OnCommandsStored());
        Receive<QueryAnswer>(_queries.OnAnswer);

        Receive<SimulationProtocol.Stop>(_ => OnStop());
        Receive<GetStatus>(_ => AskForStatus(Sender));
        Receive<Pause>(pause => SetPace(pause, () => _pacer.Pace.Pause(_pacer.Wall, _end)));
        Receive<Resume>(resume => SetPace(resume, () => _pacer.Pace.Resume(_pacer.Wall, _end)));
        Receive<SetSpeed>(set => SetPace(set, () => _pacer.Pace.With(set.Speed, _pacer.Wall, _end)));
        Receive<Step>(step => Proceed(step, () => _pacer.Pace.Step(step.Windows, _pacer.Wall, _end)));
        Receive<Advance>(advance => Proceed(advance, () => _pacer.Pace.Advance(advance.Until, _pacer.Wall, _end)));
        Receive<Submit>(OnSubmit);
        Receive<Query>(OnQuery);
    }

    /// <summary>From the clock: a window, or the end of an epoch, may be due.</summary>
    private sealed record WindowMayBeDue;

    private bool HasEnded => _phase is RunControlPhase.Ended;

    /// <summary>Whether an earlier execution computed the window that is open or comes next.</summary>
    private bool IsRecomputing => _phase.Settled < _recomputedUntil;

    public static Props Props(SimulationPlan plan, IActorRef timekeeper) =>
        Akka.Actor.Props.Create<RunControlActor>(plan, timekeeper);

    protected override void PostStop()
    {
        _pacer.Disarm();
        _commands.Abandon();
        _queries.Abandon();
        var early = _phase is RunControlPhase.Starting starting ? starting.Requests : [];
        foreach (var asker in _awaitArrival.Concat(_awaitStatus).Concat(early.Select(one => one.From)))
            asker.Tell(Rejected.Stopped);
        base.PostStop();
    }

    private void OnBegan(Began began)
    {
        var early = ((RunControlPhase.Starting)_phase).Requests;
        _commands.Restore(began.Commands);
        (_end, _recomputedUntil) = (began.At, began.RecomputedUntil);
        _phase = new RunControlPhase.Simulating(began.At);

        // The clock restarts no earlier than the last accepted command.
        _pacer.Begin(began.Commands.IsEmpty ? _end : VirtualTime.Max(_end, began.Commands[^1].At));
        foreach (var (request, from) in early)
            Self.Tell(request, from);
    }

    private void OnBoundary(Boundary boundary)
    {
        var recomputed = IsRecomputing;
        _phase = new RunControlPhase.AtBoundary(boundary);
        _end = boundary.Settled;
        if (recomputed && !IsRecomputing)
            _pacer.CatchUp(_end); // The wall time that computing again took does not count.
        _pacer.Reach(boundary);
        _queries.Put(_actors.Processes, boundary.Settled, Self);
        Decide();
    }

    /// <summary>Answers the boundary, if one waits and its answer is allowed now.</summary>
    private void Decide()
    {
        if (_phase is not RunControlPhase.AtBoundary { Boundary: var boundary } || _commands.IsStoring)
            return;

        if (!IsRecomputing && _pacer.IsEpochOverdue(boundary))
            Answer(boundary, new EndEpochHere());
        else if (!TryStoreCommands(boundary))
            OpenWhenDue(boundary);
    }

    /// <summary>What an earlier execution computed is computed again as fast as possible.</summary>
    private void OpenWhenDue(Boundary boundary)
    {
        if (_plan.Live is not null && !IsRecomputing)
        {
            if (_pacer.TryArrive(boundary))
                AnswerArrival();
            if (!_pacer.TryOpen(boundary))
            {
                var self = Self;
                _pacer.CallWhenDue(boundary, () => self.Tell(new WindowMayBeDue(), ActorRefs.NoSender));
                return;
            }
        }

        Answer(boundary, new MayOpen());
        _end = boundary.NextEnd;
    }

    private void Answer(Boundary boundary, object answer)
    {
        _phase = new RunControlPhase.Simulating(boundary.Settled);
        _timekeeper.Tell(answer, Self);
    }

    /// <summary>Stores the waiting commands, with the moments at which they take effect.</summary>
    /// <returns>False when there are none.</returns>
    private bool TryStoreCommands(Boundary boundary)
    {
        if (!_commands.HasWaiting)
            return false;

        // If the simulation lags behind the clock, a command takes effect at the end of the next window at the latest.
        var latest = IsRecomputing ? _recomputedUntil : VirtualTime.Max(boundary.Settled, boundary.NextEnd);
        var earliest = VirtualTime.Min(Clock(boundary.Settled, _recomputedUntil), latest);
        var commands = _commands.Stamp(earliest, _plan.Duration);
        if (commands.IsEmpty)
            return false;
        _actors.Log.Tell(new CommandLog.Append(commands), Self);
        return true;
    }

    private void OnCommandsStored()
    {
        var commands = _commands.Acknowledge();
        Answer(((RunControlPhase.AtBoundary)_phase).Boundary, new PostCommands(commands));
        if (_stops)
            _timekeeper.Tell(new SimulationProtocol.Stop(), Self);
    }

    private void OnSubmit(Submit submit)
    {
        if (_plan.Live is null)
        {
            Sender.Tell(new Rejected("This run takes no commands."));
        }
        else if (HasEnded || _stops)
        {
            Sender.Tell(HasEnded ? ScenarioHasEnded : IsStopping);
        }
        else
        {
            _commands.Take(submit, Sender);
            Decide();
        }
    }

    private void OnQuery(Query query)
    {
        _queries.Take(query, Sender);
        if (_phase is RunControlPhase.AtBoundary or RunControlPhase.Ended)
            _queries.Put(_actors.Processes, _end, Self);
        else if (_plan.Live is null)
            _timekeeper.Tell(new AskAtNextBoundary(), Self);
    }

    private void SetPace(ILiveRequest request, Func<Pace> set)
    {
        if (!TryTake(request))
            return;
        _pacer.Pace = set();
        if (!_pacer.Pace.IsUnderWay)
            AnswerArrival();
        AskForStatus(Sender);
        Decide();
    }

    private void Proceed(ILiveRequest request, Func<Pace> set)
    {
        if (!TryTake(request))
            return;
        if (HasEnded || _stops)
        {
            Sender.Tell(HasEnded ? ScenarioHasEnded : IsStopping);
            return;
        }

        AnswerArrival();
        _pacer.Pace = set();
        _awaitArrival.Add(Sender);
        Decide();
    }

    /// <summary>Prepares the clock for a pace request.</summary>
    /// <returns>False when the request is rejected, or kept until recovery is complete.</returns>
    private bool TryTake(ILiveRequest request)
    {
        if (_plan.Live is null)
        {
            Sender.Tell(new Rejected("This run goes as fast as it can."));
            return false;
        }

        if (_phase is RunControlPhase.Starting starting)
        {
            _phase = new RunControlPhase.Starting(starting.Requests.Add((request, Sender)));
            return false;
        }

        if (IsRecomputing)
            _pacer.CatchUp(_recomputedUntil); // The wall time that computing again takes does not count.
        return true;
    }

    private void AnswerArrival()
    {
        foreach (var asker in _awaitArrival)
            AskForStatus(asker);
        _awaitArrival.Clear();
    }

    /// <summary>A command that is being stored is acknowledged first, because it will be part of the run.</summary>
    private void OnStop()
    {
        _stops = true;
        _commands.RejectWaiting(IsStopping);
        AnswerArrival();
        if (!_commands.IsStoring)
            _timekeeper.Tell(new SimulationProtocol.Stop(), Self);
    }

    private void OnScenarioEnded(ScenarioEnded ended)
    {
        _phase = RunControlPhase.Ended.Instance;
        _end = ended.At;
        _pacer.Disarm();
        _commands.RejectWaiting(ScenarioHasEnded);
        AnswerArrival();
        _queries.Put(_actors.Processes, _end, Self);
    }

    private void AskForStatus(IActorRef asker)
    {
        _awaitStatus.Enqueue(asker);
        _timekeeper.Tell(new DescribeWindow(), Self);
    }

    /// <summary>Virtual time now. It is not before the end of what is computed again, which is past already.</summary>
    private VirtualTime Clock(VirtualTime end, VirtualTime recomputedUntil) => VirtualTime.Min(
        _plan.Duration,
        recomputedUntil > end ? recomputedUntil
            : _phase is RunControlPhase.Starting or RunControlPhase.Ended ? end
            : _pacer.Pace.At(_pacer.Wall, end));

    private LiveProtocol.Status StatusOf(WindowReport report) => report.AsStatus(
        _plan, PhaseNow, _pacer.Pace.Speed, Clock(report.End, report.RecomputedUntil), _commands.Accepted);

    private RunPhase PhaseNow => _phase switch
    {
        RunControlPhase.Starting => RunPhase.Starting,
        RunControlPhase.Ended => RunPhase.Ended,
        _ when _stops && _plan.Live is not null => RunPhase.Stopping,
        _ => _pacer.Pace.Mode is PaceMode.Paused ? RunPhase.Paused : RunPhase.Running,
    };
}
