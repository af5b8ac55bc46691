using System.Collections.Immutable;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Image4;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports;
using RsrActors.Reports.Figures;

namespace RsrActors.Running;

/// <summary>Runs a scenario without storing it, and returns its report and events.</summary>
public static class InMemoryRun
{
    /// <summary>
    /// Simulates a scenario from its start to its end. Its history is the one that <c>rsr run</c> stores, with the same
    /// hash, for any number of threads.
    /// </summary>
    /// <param name="seed">Replaces the scenario's seed.</param>
    /// <param name="threads">The number of the simulation's own threads, at least 1.</param>
    /// <param name="stop">Stops the run at the end of the epoch that is being simulated.</param>
    /// <exception cref="ArgumentException">The scenario has no end.</exception>
    public static async Task<InMemoryOutcome> Run(
        Scenario scenario, ulong seed, int threads, InMemoryOptions? options = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (scenario.IsUnlimited)
            throw new ArgumentException("A run in memory needs a scenario with an end.", nameof(scenario));
        options ??= new();

        // No snapshot is stored, so no process has to keep its state for one.
        var world = new World(scenario with
        {
            Seed = seed,
            Kernel = scenario.Kernel with
            {
                SnapshotEvery = int.MaxValue,
                Passivation = options.Passivation ?? scenario.Kernel.Passivation,
            },
        });
        var identity = options.Identity ?? SigningKeys.OfProcess(scenario.Signing.Algorithm, scenario.Start);
        var foreign = SigningKeys.ForeignOfProcess(scenario.Start);
        var isSigned = options.Fidelity is Fidelity.Full;
        using var simulation = new FleetSimulation(
            world,
            options.Library ?? new ResponseLibrary(world.Scenario),
            isSigned ? identity : identity.WithoutSignatures(),
            isSigned ? foreign : foreign.WithoutSignatures(),
            threads)
        {
            Gauges = options.Gauges,
            Checking = options.Checking,
            HasDeviceActors = isSigned,
        };
        var projection = new ReportProjection(world, options.Commands.AsScript());
        var reading = new EventReading(simulation.Format, options.Commands, happened =>
        {
            projection.Apply(happened);
            options.Happened?.Invoke(happened);
        });
        var plan = simulation.Plan(SimulationConfiguration.Dispatcher) with
        {
            Receiver = options.Checking is Checking.Nothing ? reading : null,
        };
        return await Run(plan, reading, threads, options.Slow, stop) switch
        {
            SimulationProtocol.Finished finished => new InMemoryOutcome.Finished(
                projection.ReportAt(Facts(world.Scenario, options.Program, finished), RunFigures.None)),
            SimulationProtocol.Failed failed => new InMemoryOutcome.Failed(failed.Cause),
            _ => new InMemoryOutcome.Stopped(),
        };
    }

    /// <summary>Runs a plan without storing it; the listener receives its rows, for example to compare them.</summary>
    /// <returns>A message of <see cref="SimulationProtocol"/>: finished, stopped or failed.</returns>
    public static Task<object> Run(
        SimulationPlan plan,
        IRowListener listener,
        int threads,
        Action<SimulationProtocol.Slow>? slow = null,
        CancellationToken stop = default) =>
        SimulationRun.Run(plan, UnstoredRun.Configuration, threads, slow ?? (_ => { }), stop, listener);

    /// <summary>Facts for the report that are not in the events of a finished run.</summary>
    /// <param name="program">The version of the program, for the report.</param>
    public static RunFacts Facts(Scenario scenario, string program, SimulationProtocol.Finished finished)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(finished);
        return new(
            scenario.Name, scenario.Seed, program, scenario.Start, scenario.Fleet.Devices, scenario.End,
            finished.Epochs, finished.Hash.ToString(), FleetSimulation.Invariants, 0);
    }
}

/// <summary>Optional arguments of a run in memory.</summary>
public sealed record InMemoryOptions
{
    /// <summary>Called with every event, in the order of the history, while the run goes on.</summary>
    public Action<RecordedEvent>? Happened { get; init; }

    /// <summary>Live commands that an earlier run accepted.</summary>
    public ImmutableArray<LiveCommand> Commands { get; init; } = [];

    /// <summary>Images of the scenario's responses, to share between runs; null for the run's own.</summary>
    public ResponseLibrary? Library { get; init; }

    /// <summary>Signs the tickets; null for a key of the process.</summary>
    public SigningIdentity? Identity { get; init; }

    public Fidelity Fidelity { get; init; } = Fidelity.Full;

    /// <summary>
    /// Whether invariants are checked, and events are encoded and hashed as a journal would store them. The report of a
    /// run without checks has the hash of an empty history.
    /// </summary>
    public Checking Checking { get; init; } = Checking.Everything;

    /// <summary>When an idle device loses its actor; null for the scenario's setting.</summary>
    public Passivation? Passivation { get; init; }

    /// <summary>Written while the run goes on, to be read from any thread.</summary>
    public RunGauges Gauges { get; init; } = new();

    /// <summary>Called when a window does not settle.</summary>
    public Action<SimulationProtocol.Slow>? Slow { get; init; }

    /// <summary>The version of the program, for the report.</summary>
    public string Program { get; init; } = "";
}

/// <summary>How a run in memory ended.</summary>
public abstract record InMemoryOutcome
{
    private InMemoryOutcome()
    {
    }

    public sealed record Finished(Report Report) : InMemoryOutcome;

    /// <summary>The run was stopped before the scenario's end.</summary>
    public sealed record Stopped : InMemoryOutcome;

    /// <summary>The run failed: an invariant was broken, or the program has a defect.</summary>
    public sealed record Failed(Exception Cause) : InMemoryOutcome;
}
