using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Live;
using RsrActors.Host.Runs;
using RsrActors.Host.Storage;
using RsrActors.Host.Telemetry;
using RsrActors.Host.Tests.Commands;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Pbm.Grammar;
using RsrActors.Running;
using RsrActors.Scenarios;
using RsrActors.TestKit;

namespace RsrActors.Host.Tests.Serving;

/// <summary>
/// A live run of a scenario in a temporary folder. It stands still until the test advances it, and wall time passes
/// only when the test says so.
/// </summary>
internal sealed class LiveRig : IAsyncDisposable
{
    private const int Threads = 2;

    private readonly Workplace _here = new();
    private readonly CancellationTokenSource _over = new();
    private readonly WritableRun _run;
    private readonly FleetSimulation _simulation;
    private readonly ActorSystem _system;

    private LiveRig(ScenarioReading.Accepted reading, RunTelemetry? telemetry)
    {
        var library = new ResponseLibrary(reading.Scenario);
        _run = WritableRun.Create(
            _here["run"], overwrite: false, new(StorageChoice.Sqlite, null), reading, library);
        var directory = _run.Directory;
        _simulation = directory.Simulation(library, Threads);
        Feed = new(reading.Scenario.Start, Clock);
        var plan = _simulation.Plan(SimulationConfiguration.Dispatcher, live: new(
            Clock, Speed.Max, LiveRun.LongestEpochByDefault, Feed, StartsPaused: true)
        {
            Meter = telemetry?.Meter ?? NoMeter.Instance,
        });
        _system = ActorSystem.Create("rsr", BootstrapSetup.Create()
            .WithConfig(directory.Storage.Configuration.WithFallback(SimulationConfiguration.For(Threads)))
            .And(JournalSerializer.Setup(plan.Format)));
        var (run, ending) = RunEnding.Start(_system, plan);
        ending.Failure.ContinueWith(_ => _over.Cancel(), TaskScheduler.Default);
        Live = new(_system, run, _simulation, directory, Feed)
        {
            Orders = telemetry?.Orders ?? NoOrderWatch.Instance,
        };
        telemetry?.Observe(Live);
    }

    public LiveSimulation Live { get; }

    public ManualClock Clock { get; } = new();

    public EventFeed Feed { get; }

    /// <summary>Cancels everything for which a test waits when the run is over, so that no test hangs.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>A run that is ready, at virtual time zero.</summary>
    public static Task<LiveRig> Start(string scenario = "tiny") => Start(scenario, ScenarioOverrides.None);

    /// <summary>A run that is ready, at virtual time zero.</summary>
    /// <param name="telemetry">Measures it; the caller disposes of it afterwards.</param>
    public static async Task<LiveRig> Start(
        string scenario, ScenarioOverrides overrides, RunTelemetry? telemetry = null)
    {
        var rig = new LiveRig(ScenarioLibrary.Installed.Require(scenario, overrides), telemetry);
        await rig.Live.WhenReady(rig.Over);
        return rig;
    }

    /// <summary>Simulates up to a moment.</summary>
    public Task Advance(TimeSpan until) => Live.Advance(VirtualTime.Zero + until, Over);

    /// <summary>Runs a command of a palette to its end.</summary>
    /// <param name="words">Without the palette's name.</param>
    public async Task<(Answer Answer, string[] Lines)> Run(Palette palette, params ImmutableArray<string> words)
    {
        var reply = new HeardReply();
        var answer = await Interpreter.Run(palette, words, reply.As, Over);
        return (answer, reply.Lines);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _simulation.Dispose();
        _run.Dispose();
        _over.Dispose();
        _here.Dispose();
    }
}
