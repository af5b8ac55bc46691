using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>
/// Runs that share one journal on SQLite, each in an actor system of its own: one run resumes what another has stored.
/// </summary>
public sealed class JournaledFleet : IDisposable
{
    public SqliteJournal Journal { get; } = new();

    /// <summary>Runs or resumes a fleet, to an outcome of <see cref="SimulationProtocol"/>.</summary>
    public async Task<object> Run(TestFleet fleet, bool stopAtOnce = false, long? lastEpoch = null)
    {
        using var simulation = Simulation(fleet);
        await using var simulations = new RunSimulations(simulation.Format, storage: Journal.Configuration);
        return await simulations.Run(simulation.Plan(RunSimulations.Dispatcher, lastEpoch), stopAtOnce);
    }

    public async Task<ImmutableDictionary<string, ImmutableArray<EpochCommitted>>> Rows(TestFleet fleet)
    {
        using var simulation = Simulation(fleet);
        await using var simulations = new RunSimulations(simulation.Format, storage: Journal.Configuration);
        return await StoredHistory.Rows(simulations.System, simulation.Plan());
    }

    public async Task<ImmutableArray<RecordedEvent>> Events(TestFleet fleet) =>
        StoredHistory.EventsOf(
            (await Rows(fleet)).Values.SelectMany(rows => rows), RunFormat.ForRunning(new World(fleet.Scenario)));

    public async Task<IReadOnlyList<EpochClosed>> Closes(TestFleet fleet)
    {
        using var simulation = Simulation(fleet);
        await using var simulations = new RunSimulations(simulation.Format, storage: Journal.Configuration);
        return await StoredHistory.Rows<EpochClosed>(simulations.System, "timekeeper");
    }

    /// <summary>
    /// Continues the run as a live one, and gives the commands at their moments. Then goes to a moment, where it dies.
    /// </summary>
    public async Task Live(
        TestFleet fleet, ImmutableArray<(TimeSpan At, OperatorCommand Command)> given, TimeSpan until)
    {
        await using var live = LiveFleet.Of(fleet, Journal.Configuration);
        foreach (var (at, command) in given)
        {
            await live.Advance(at);
            Assert.Equal(VirtualTime.Zero + at, (await live.Submit(command)).At);
        }

        await live.Advance(until);
    }

    public void Dispose() => Journal.Dispose();

    private static FleetSimulation Simulation(TestFleet fleet) => new(
        new World(fleet.Scenario), new ResponseLibrary(fleet.Scenario), SigningIdentities.Own(),
        SigningIdentities.Foreign,
        threads: 2);
}
