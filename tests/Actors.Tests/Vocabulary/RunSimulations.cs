using Akka.Actor;
using Akka.Configuration;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Running;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>An actor system with a journal in memory. The runs in it share that journal, one after the other.</summary>
public sealed class RunSimulations : IAsyncDisposable
{
    private const string InMemory = """
        akka {
          loglevel = ERROR
          stdout-loglevel = OFF
          persistence.journal.plugin = "akka.persistence.journal.inmem"
          persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        }
        """;

    /// <summary>The dispatcher with the simulation's own threads.</summary>
    public const string Dispatcher = SimulationConfiguration.Dispatcher;

    private int _runs;

    public RunSimulations(PayloadFormat format, int threads = 2, string storage = "") => System = ActorSystem.Create(
        "story", BootstrapSetup.Create()
            .WithConfig(ConfigurationFactory
                .ParseString(storage)
                .WithFallback(ConfigurationFactory.ParseString(InMemory))
                .WithFallback(SimulationConfiguration.For(threads)))
            .And(JournalSerializer.Setup(format)));

    public ActorSystem System { get; }

    /// <summary>Runs a plan to its outcome, a message of <see cref="SimulationProtocol"/>.</summary>
    /// <param name="stopAtOnce">Asks the run to stop at the end of its first epoch.</param>
    public async Task<object> Run(SimulationPlan plan, bool stopAtOnce = false)
    {
        var (run, outcome) = Start(plan);
        if (stopAtOnce)
            run.Tell(new SimulationProtocol.Stop());
        return await outcome;
    }

    /// <summary>Starts a plan. The outcome is sent when the run has stopped.</summary>
    public (IActorRef Run, Task<object> Outcome) Start(SimulationPlan plan)
    {
        var (run, ending) = RunEnding.Start(System, plan, $"run-{++_runs}");
        return (run, ending.Gone);
    }

    public async ValueTask DisposeAsync() => await System.Terminate();
}
