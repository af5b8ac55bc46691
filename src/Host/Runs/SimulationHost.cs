using Akka.Actor;
using Akka.Configuration;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Runs;

/// <summary>Runs a plan in an actor system of its own, and waits for its outcome.</summary>
public static class SimulationHost
{
    /// <param name="storage">The journal's and the snapshot store's configuration.</param>
    /// <param name="slow">Called when a window does not settle.</param>
    /// <param name="listener">
    /// Hears the rows of a run of which nothing is stored: <see cref="UnstoredRun.Configuration"/>.
    /// </param>
    /// <param name="stop">Asks the run to stop at the end of the epoch; the outcome says whether it did.</param>
    /// <returns>A message of <see cref="SimulationProtocol"/>: finished, stopped or failed.</returns>
    public static async Task<object> Run(
        SimulationPlan plan,
        Config storage,
        int threads,
        Action<SimulationProtocol.Slow> slow,
        CancellationToken stop,
        IRowListener? listener = null)
    {
        var setup = BootstrapSetup.Create()
            .WithConfig(storage.WithFallback(HostConfiguration.ForSimulation(threads)))
            .And(JournalSerializer.Setup(plan.Format));
        if (listener is not null)
            setup = setup.And(new UnstoredRun(listener));
        using var system = ActorSystem.Create("rsr", setup);
        try
        {
            var over = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
            var observer = system.ActorOf(RunObserver.Props(outcome => over.TrySetResult(outcome), slow), "observer");
            var run = system.ActorOf(SimulationActor.Props(plan, observer), "run");
            observer.Tell(new RunObserver.Watch(run), ActorRefs.NoSender);
            await using var registration = stop.Register(
                () => run.Tell(new SimulationProtocol.Stop(), ActorRefs.NoSender));
            return await over.Task;
        }
        finally
        {
            await system.Terminate();
        }
    }
}
