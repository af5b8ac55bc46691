using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel.Windows;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.SimulationProtocol;

namespace RsrActors.Actors.Kernel.Control;

/// <summary>
/// The root of a run: it starts the timekeeper, then the processes, and turns the first fault that reaches it into
/// one <see cref="Failed"/>. It never restarts a child: a process that is restarted in the middle of a window would
/// have lost a part of that window.
/// </summary>
public sealed class SimulationActor : ReceiveActor
{
    private readonly SimulationPlan _plan;
    private readonly IActorRef _observer;
    private readonly IActorRef _timekeeper;
    private readonly IActorRef _control;
    private readonly IActorRef _watchdog;
    private bool _over;

    public SimulationActor(SimulationPlan plan, IActorRef observer)
    {
        _plan = plan;
        _observer = observer;
        _timekeeper = Context.Watch(Context.ActorOf(Timekeeper.Props(plan).On(plan.Dispatcher), "timekeeper"));
        _control = Context.Watch(Context.ActorOf(
            RunControlActor.Props(plan, _timekeeper).On(plan.Dispatcher), "run-control"));
        _watchdog = Context.Watch(Context.ActorOf(
            WatchdogActor.Props(plan, _timekeeper).On(plan.Dispatcher), "watchdog"));

        Receive<TimekeeperProtocol.Ready>(OnTimekeeperReady);
        Receive<Stop>(_control.Forward);
        Receive<GetSlowProcesses>(_watchdog.Forward);
        Receive<ILiveRequest>(_control.Forward);
        Receive<Slow>(_observer.Forward);
        Receive<Finished>(OnFinished);
        Receive<Stopped>(End);
        Receive<Failed>(End);
        Receive<Terminated>(gone => End(new Failed(new ActorKilledException($"{gone.ActorRef.Path.Name} stopped."))));
    }

    public static Props Props(SimulationPlan plan, IActorRef observer) =>
        Akka.Actor.Props.Create<SimulationActor>(plan, observer);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        maxNrOfRetries: 0,
        withinTimeMilliseconds: -1,
        localOnlyDecider: fault =>
        {
            End(new Failed(fault));
            return Directive.Stop;
        },
        loggingEnabled: false);

    private void OnTimekeeperReady(TimekeeperProtocol.Ready ready)
    {
        var log = Context.Watch(Context.ActorOf(
            CommandLog.Props(_timekeeper, _plan.Live).On(_plan.Dispatcher), LiveCommand.Log));
        var processes = new IActorRef[_plan.Processes.Length];
        for (var i = 0; i < processes.Length; i++)
        {
            var process = _plan.Processes[i];
            processes[i] = Context.Watch(Context.ActorOf(
                LogicalProcessActor.Props(i, process, ready.LastClosed, new(_timekeeper, _control, _watchdog), _plan)
                    .On(_plan.Dispatcher),
                process.Name));
        }

        var start = new TimekeeperProtocol.Start([.. processes], _control, log);
        _control.Tell(start);
        _watchdog.Tell(start);
        _timekeeper.Tell(start);
    }

    /// <summary>A live run stays, to answer queries.</summary>
    private void OnFinished(Finished finished)
    {
        if (_plan.Live is null)
            End(finished);
        else
            _observer.Tell(finished);
    }

    private void End(object outcome)
    {
        if (_over)
            return;
        _over = true;
        _observer.Tell(outcome);
        Context.Stop(Self);
    }
}
