using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Kernel.Control;

namespace RsrActors.Running;

/// <summary>Starts a run, and reports its end as tasks.</summary>
public sealed class RunEnding
{
    private readonly TaskCompletionSource<object> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<object> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<object> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first outcome that the observer received.</summary>
    private object? _outcome;

    /// <summary>
    /// The first message of <see cref="SimulationProtocol"/> that reports an end: Finished, Stopped or Failed. A live
    /// run that has finished still answers queries.
    /// </summary>
    public Task<object> Outcome => _first.Task;

    /// <summary>The message with which the run stops: a live run that has finished stops later.</summary>
    public Task<object> Stop => _last.Task;

    /// <summary>
    /// The outcome, once the run and all its processes have stopped; then another run may open their journal.
    /// </summary>
    public Task<object> Gone => _gone.Task;

    /// <summary>Why the run cannot go on: the failure that it reported, or that it stopped without one.</summary>
    public Task<Exception> Failure => _failure.Task;

    /// <summary>Starts a run as an actor with this name, and observes it.</summary>
    /// <param name="slow">Called when a window does not settle.</param>
    public static (IActorRef Run, RunEnding Ending) Start(
        ActorSystem system, SimulationPlan plan, string name = "run", Action<SimulationProtocol.Slow>? slow = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(plan);
        var ending = new RunEnding();
        var observer = system.ActorOf(
            Props.Create<RunObserver>(ending, plan.Live is not null, slow ?? (_ => { })), $"{name}-observer");
        var run = system.ActorOf(SimulationActor.Props(plan, observer), name);
        observer.Tell(new RunObserver.Watch(run), ActorRefs.NoSender);
        return (run, ending);
    }

    internal void Tell(object outcome, bool isLast)
    {
        _outcome ??= outcome;
        _first.TrySetResult(_outcome);
        if (isLast)
            _last.TrySetResult(outcome);
        if (outcome is SimulationProtocol.Failed failed)
            _failure.TrySetResult(failed.Cause);
    }

    internal void Stopped()
    {
        var fault = new InvalidOperationException("The simulation has stopped.");
        Tell(new SimulationProtocol.Failed(fault), isLast: true);
        _gone.TrySetResult(_outcome!);
    }
}

/// <summary>Receives the outcomes of a run.</summary>
internal sealed class RunObserver : ReceiveActor
{
    /// <param name="isLive">The run does not stop when the scenario's end is reached.</param>
    public RunObserver(RunEnding ending, bool isLive, Action<SimulationProtocol.Slow> slow)
    {
        Receive<Watch>(watch => Context.Watch(watch.Run));
        Receive(slow);
        Receive<SimulationProtocol.Finished>(finished => ending.Tell(finished, isLast: !isLive));
        Receive<SimulationProtocol.Stopped>(stopped => ending.Tell(stopped, isLast: true));
        Receive<SimulationProtocol.Failed>(failed => ending.Tell(failed, isLast: true));

        // The run stops after its last outcome, too. Without one, this is the outcome.
        Receive<Terminated>(_ => ending.Stopped());
    }

    public sealed record Watch(IActorRef Run);
}
