using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using Xunit.Sdk;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>The history of a fleet: run to its end in an actor system of its own, with a journal in memory.</summary>
public sealed class Story
{
    private readonly ImmutableDictionary<string, ImmutableArray<EpochCommitted>> _rows;
    private readonly ILookup<EntityId, RecordedEvent> _histories;
    private readonly PayloadFormat _format;

    private Story(
        TestFleet fleet, SimulationProtocol.Finished outcome, ImmutableDictionary<string,
        ImmutableArray<EpochCommitted>> rows,
        PayloadFormat format)
    {
        (Fleet, Outcome, _rows, _format) = (fleet, outcome, rows, format);
        Events = StoredHistory.EventsOf(rows.Values.SelectMany(one => one), format);
        _histories = Events.ToLookup(e => e.Entity);
        World = new World(fleet.Scenario);
    }

    public TestFleet Fleet { get; }

    public World World { get; }

    public SimulationProtocol.Finished Outcome { get; }

    /// <summary>The whole history, in its order.</summary>
    public ImmutableArray<RecordedEvent> Events { get; }

    public IEnumerable<T> All<T>() where T : IEvent => Events.Select(e => e.Event).OfType<T>();

    /// <summary>What a process has stored.</summary>
    public ImmutableArray<EpochCommitted> Rows(string process) => _rows[process];

    /// <summary>What the update service has stored last of what no event contains.</summary>
    public UpdateServiceWorking UpdateService => (UpdateServiceWorking)_format.Decode(
        _rows[EntityId.UpdateService.ToString()].Last(row => !row.Working.IsEmpty).Working);

    public IEnumerable<RecordedEvent> Moments<T>() where T : IEvent => Events.Where(e => e.Event is T);

    /// <summary>The history of one device.</summary>
    public DeviceStory Device(int number) =>
        new(number, [.. _histories[EntityId.Device(number)]], World);

    public IEnumerable<DeviceStory> Devices => Enumerable.Range(0, Fleet.Scenario.Fleet.Devices).Select(Device);

    /// <summary>A plain fleet whose scenario lasts four days: a story runs to its end.</summary>
    public static TestFleet FleetOf(int devices, params ImmutableArray<Platform> platforms) =>
        TestFleet.Of(devices, platforms).Lasting(TimeSpan.FromDays(4));

    /// <param name="listener">Reads all mail.</param>
    public static async Task<Story> Of(TestFleet fleet, int threads = 2, MailListener? listener = null)
    {
        var world = new World(fleet.Scenario);
        using var simulation = new FleetSimulation(
            world, new ResponseLibrary(fleet.Scenario), SigningIdentities.Own(fleet.Scenario.Signing.Algorithm),
            SigningIdentities.Foreign, threads);
        await using var simulations = new RunSimulations(simulation.Format, threads);
        var plan = simulation.Plan(RunSimulations.Dispatcher);
        return await simulations.Run(listener?.Behind(plan) ?? plan) switch
        {
            SimulationProtocol.Finished finished => new(
                fleet, finished, await StoredHistory.Rows(simulations.System, plan), simulation.Format),
            SimulationProtocol.Failed failed => throw new XunitException(
                $"The run failed with seed {fleet.Scenario.Seed}: {failed.Cause}"),
            var outcome => throw new XunitException($"The run ended with {outcome}."),
        };
    }
}
