using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Simulation;
using Xunit.Sdk;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>What a fleet lived through: run to its end in an actor system of its own, journaled in memory.</summary>
public sealed class Story
{
    private const string InMemory = """
        akka {
          loglevel = ERROR
          stdout-loglevel = OFF
          persistence.journal.plugin = "akka.persistence.journal.inmem"
          persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        }
        """;

    private Story(TestFleet fleet, SimulationProtocol.Finished outcome, ImmutableArray<RecordedEvent> events) =>
        (Fleet, Outcome, Events) = (fleet, outcome, events);

    public TestFleet Fleet { get; }

    public SimulationProtocol.Finished Outcome { get; }

    /// <summary>The whole history, in its order.</summary>
    public ImmutableArray<RecordedEvent> Events { get; }

    public IEnumerable<T> All<T>() where T : IEvent => Events.Select(e => e.Event).OfType<T>();

    /// <summary>What one device lived through.</summary>
    public DeviceStory Device(int number) =>
        new(number, [.. Events.Where(e => e.Entity == EntityId.Device(number))], new World(Fleet.Scenario));

    public IEnumerable<DeviceStory> Devices => Enumerable.Range(0, Fleet.Scenario.Fleet.Devices).Select(Device);

    public static async Task<Story> Of(TestFleet fleet, int threads = 2)
    {
        var world = new World(fleet.Scenario);
        using var simulation = new FleetSimulation(
            world, new ResponseLibrary(fleet.Scenario), SharedIdentities.Own, SharedIdentities.Foreign, threads);
        var setup = BootstrapSetup.Create()
            .WithConfig(ConfigurationFactory.ParseString(InMemory))
            .And(JournalSerializer.Setup(simulation.Format));
        var system = ActorSystem.Create("story", setup);
        try
        {
            var plan = simulation.Plan();
            var outcome = await Observe(system, plan);
            return outcome switch
            {
                SimulationProtocol.Finished finished => new(fleet, finished, await StoredHistory.Read(system, plan)),
                SimulationProtocol.Failed failed => throw new XunitException(
                    $"The run failed with seed {fleet.Scenario.Seed}: {failed.Cause}"),
                _ => throw new XunitException($"The run ended with {outcome}."),
            };
        }
        finally
        {
            await system.Terminate();
        }
    }

    private static Task<object> Observe(ActorSystem system, SimulationPlan plan)
    {
        var over = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        var observer = system.ActorOf(Props.Create<Observer>(over));
        system.ActorOf(SimulationActor.Props(plan, observer), "run");
        return over.Task;
    }

    private sealed class Observer : ReceiveActor
    {
        public Observer(TaskCompletionSource<object> over)
        {
            Receive<SimulationProtocol.Slow>(_ => { });
            ReceiveAny(outcome => over.TrySetResult(outcome));
        }
    }
}
