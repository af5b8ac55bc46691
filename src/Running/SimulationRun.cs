using Akka.Actor;
using Akka.Configuration;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;

namespace RsrActors.Running;

/// <summary>Runs a plan in an actor system of its own, and waits for its outcome.</summary>
public static class SimulationRun
{
    /// <param name="storage">The journal's and the snapshot store's configuration.</param>
    /// <param name="slow">Called when a window does not settle.</param>
    /// <param name="listener">
    /// Receives the rows of a run of which nothing is stored: <see cref="UnstoredRun.Configuration"/>.
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
        ArgumentNullException.ThrowIfNull(plan);
        var setup = BootstrapSetup.Create()
            .WithConfig(storage.WithFallback(SimulationConfiguration.For(threads)))
            .And(JournalSerializer.Setup(plan.Format));
        if (listener is not null)
            setup = setup.And(new UnstoredRun(listener));
        using var system = ActorSystem.Create("rsr", setup);
        try
        {
            var (run, ending) = RunEnding.Start(system, plan, slow: slow);
            await using var registration = stop.Register(
                () => run.Tell(new SimulationProtocol.Stop(), ActorRefs.NoSender));
            return await ending.Outcome;
        }
        finally
        {
            await system.Terminate();
        }
    }
}
