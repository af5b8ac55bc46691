using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.TestFleets;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>Runs of which nothing is stored.</summary>
internal static class InMemory
{
    private const int Threads = 2;

    /// <summary>Runs a scenario to its end; null when it got there, else why it stopped.</summary>
    public static async Task<string?> Run(Scenario scenario)
    {
        using var simulation = new FleetSimulation(
            new World(scenario), new ResponseLibrary(scenario),
            SigningIdentities.Own(scenario.Signing.Algorithm), SigningIdentities.Foreign, Threads);
        var outcome = await SimulationHost.Run(
            simulation.Plan(HostConfiguration.Dispatcher), UnstoredRun.Configuration, Threads, _ => { },
                CancellationToken.None,
            new EpochReading(simulation.Format, [], _ => { }));
        return outcome switch
        {
            SimulationProtocol.Finished => null,
            SimulationProtocol.Failed failed => RunFailure.Sentence(failed.Cause),
            var other => other.ToString(),
        };
    }
}
