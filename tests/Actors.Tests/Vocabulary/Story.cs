using System.Collections.Immutable;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Simulation;
using Xunit.Sdk;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>What a fleet lived through: run to its end in an actor system of its own, journaled in memory.</summary>
public sealed class Story
{
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
            world, new ResponseLibrary(fleet.Scenario), SharedIdentities.Of(fleet.Scenario.Signing.Algorithm),
            SharedIdentities.Foreign, threads);
        await using var simulations = new Simulations(simulation.Format, threads);
        var plan = simulation.Plan(Simulations.Dispatcher);
        return await simulations.Run(plan) switch
        {
            SimulationProtocol.Finished finished => new(fleet, finished, await StoredHistory.Read(simulations.System, plan)),
            SimulationProtocol.Failed failed => throw new XunitException(
                $"The run failed with seed {fleet.Scenario.Seed}: {failed.Cause}"),
            var outcome => throw new XunitException($"The run ended with {outcome}."),
        };
    }
}
