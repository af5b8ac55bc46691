using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.TestKit;
using static RsrActors.Actors.Kernel.LiveProtocol;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>A live run of a fleet. Virtual time stands still until the test advances it.</summary>
public sealed class LiveFleet : IAsyncDisposable
{
    private readonly FleetSimulation _simulation;
    private readonly RunSimulations _simulations;
    private readonly Task<object> _outcome;
    private readonly IActorRef _run;

    private LiveFleet(FleetSimulation simulation, RunSimulations simulations, IEventFeed feed)
    {
        (_simulation, _simulations) = (simulation, simulations);
        var plan = simulation.Plan(
            RunSimulations.Dispatcher,
            live: new(new ManualClock(), Speed.Max, LiveRun.LongestEpochByDefault, feed, StartsPaused: true));
        (_run, _outcome) = simulations.Start(plan);
    }

    /// <param name="storage">Where its journal is; in memory by default.</param>
    public static LiveFleet Of(TestFleet fleet, string storage = "", IEventFeed? feed = null)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        var simulation = new FleetSimulation(
            new World(fleet.Scenario), new ResponseLibrary(fleet.Scenario), SigningIdentities.Own(),
            SigningIdentities.Foreign, threads: 2);
        return new(simulation, new RunSimulations(simulation.Format, storage: storage), feed ?? NoFeed.Instance);
    }

    public Task<LiveProtocol.Status> Advance(TimeSpan until) =>
        Ask<LiveProtocol.Status>(new Advance(VirtualTime.Zero + until));

    public Task<LiveProtocol.Status> Status() => Ask<LiveProtocol.Status>(new GetStatus());

    public Task<Accepted> Submit(OperatorCommand command) => Ask<Accepted>(new Submit(command, "console"));

    public async Task<T[]> Query<T>(EntityId about, object query) =>
        [.. (await Ask<Answers>(new Query(about, query))).Bodies.Cast<T>()];

    /// <summary>Asks the run to stop, and waits until it has stopped.</summary>
    public Task<object> Stop()
    {
        _run.Tell(new SimulationProtocol.Stop());
        return _outcome;
    }

    /// <summary>Ends it like a process that is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _simulations.DisposeAsync();
        _simulation.Dispose();
    }

    private async Task<T> Ask<T>(object request) => await _run.Ask<object>(request) switch
    {
        T answer => answer,
        var other => throw new InvalidOperationException($"{request} was answered with {other}."),
    };
}
