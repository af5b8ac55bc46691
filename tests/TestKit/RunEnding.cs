using Akka.Actor;
using RsrActors.Actors.Kernel;

namespace RsrActors.TestKit;

/// <summary>Starts a run, and tells how it ends, as tasks to wait for.</summary>
public sealed class RunEnding
{
    private readonly TaskCompletionSource<object> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<object> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// The first message of <see cref="SimulationProtocol"/> that ends the run: Finished, Stopped or Failed.
    /// </summary>
    public Task<object> Outcome => _outcome.Task;

    /// <summary>The outcome, once the run has stopped with all its processes: then another may open their journal.</summary>
    public Task<object> Gone => _gone.Task;

    /// <summary>Why the run cannot go on: a failure that it has told, or that it has stopped.</summary>
    public Task<Exception> Failure => _failure.Task;

    /// <summary>Starts a run as an actor with this name, and observes it.</summary>
    public static (IActorRef Run, RunEnding Ending) Start(ActorSystem system, SimulationPlan plan, string name = "run")
    {
        ArgumentNullException.ThrowIfNull(system);
        var ending = new RunEnding();
        var observer = system.ActorOf(Props.Create<RunObserver>(ending), $"{name}-observer");
        var run = system.ActorOf(SimulationActor.Props(plan, observer), name);
        observer.Tell(run);
        return (run, ending);
    }

    internal void Tell(object outcome)
    {
        _outcome.TrySetResult(outcome);
        if (outcome is SimulationProtocol.Failed failed)
            _failure.TrySetResult(failed.Cause);
    }

    internal void Stopped()
    {
        var fault = new InvalidOperationException("The simulation has stopped.");
        _outcome.TrySetResult(new SimulationProtocol.Failed(fault));
        _failure.TrySetResult(fault);
        _gone.TrySetResult(_outcome.Task.Result);
    }
}

/// <summary>Hears how a run ends.</summary>
internal sealed class RunObserver : ReceiveActor
{
    public RunObserver(RunEnding ending)
    {
        Receive<IActorRef>(run => Context.Watch(run));
        Receive<SimulationProtocol.Slow>(_ => { });
        Receive<Terminated>(_ => ending.Stopped());
        ReceiveAny(ending.Tell);
    }
}
