using System.Collections.Immutable;
using RsrActors.Actors.Analytics;
using RsrActors.Actors.Devices;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Operations;
using RsrActors.Actors.Signing;
using RsrActors.Actors.Updates;
using RsrActors.Model.Analytics;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Image4;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Simulations;

/// <summary>
/// A scenario made ready to run: what all its actors share, and the plan that tells the kernel which processes there
/// are. Cohorts come first, then the services; that order never shows in a history.
/// </summary>
public sealed class FleetSimulation : IDisposable
{
    /// <summary>The number of invariants that every run checks.</summary>
    public static readonly int Invariants = Model.Invariants.DeviceInvariant.All.Length + 2;

    private readonly ImmutableArray<(int First, int Count)> _cohorts;
    private readonly DeviceMechanism _mechanism;
    private readonly int _threads;

    /// <param name="identity">Signs the run's tickets.</param>
    /// <param name="foreign">Signs those that no device may accept.</param>
    /// <param name="threads">Also the number of signing workers, and of crash counters.</param>
    public FleetSimulation(
        World world, ResponseLibrary library, SigningIdentity identity, SigningIdentity foreign, int threads)
    {
        World = world;
        Tickets = new TicketAuthority(world, library, identity, foreign);
        Format = RunFormat.ForRunning(world);
        _threads = threads;
        _mechanism = new DeviceMechanism(
            world, library, Tickets,
            world.Scenario.Kernel.Memoise ? new MemoisedCryptexes() : new RecomputedCryptexes());
        _cohorts = Cohorts.Cut(world.Fleet.Devices, world.Scenario.Kernel.Cohorts);
    }

    public World World { get; }

    public TicketAuthority Tickets { get; }

    public PayloadFormat Format { get; }

    public RunGauges Gauges { get; } = new();

    /// <param name="dispatcher">The simulation's own threads; null for the system's.</param>
    /// <param name="lastEpoch">Stop after this epoch; null for the whole scenario.</param>
    /// <param name="live">For a run that somebody watches and steers.</param>
    /// <param name="knownEnds">Where the first epochs end, of a run that is computed again.</param>
    public SimulationPlan Plan(
        string? dispatcher = null, long? lastEpoch = null, LiveRun? live = null, ImmutableArray<VirtualTime> knownEnds = default)
    {
        var scenario = World.Scenario;
        var kernel = scenario.Kernel;
        var logic = new DeviceLogic(World, new DeviceProcedures(_mechanism, dispatcher));
        var (signing, updates, operations) = (_cohorts.Length, _cohorts.Length + 1, _cohorts.Length + 2);
        var analytics = _cohorts.Length + 3;
        ImmutableArray<ProcessPlan> watching = scenario.Analytics.Enabled
            ? [new("crash-analytics", CrashAnalyticsActor.Props(new Surveillance(scenario), _threads, dispatcher))]
            : [];
        return new(
            scenario.Seed,
            scenario.End,
            kernel.Lookahead,
            (EpochPolicy.Default with
            {
                MeanEvents = kernel.EpochEvents,
                Longest = kernel.EpochLongest,
                SnapshotEvery = kernel.SnapshotEvery,
            }).For(World.Fleet.Devices, _cohorts.Length),
            [
                .. _cohorts.Select((cohort, i) => new ProcessPlan(
                    CohortName(i), Cohorts.Props(cohort.First, cohort.Count, logic, dispatcher))),
                new("signing-service", SigningServiceActor.Props(World, Tickets, _threads, dispatcher)),
                new("update-service", UpdateServiceActor.Props(World, dispatcher)),
                new("operator", OperatorActor.Props(scenario)),
                .. watching,
            ],
            Route,
            Format,
            new FleetMonitor(scenario.CataloguePropagation),
            Gauges,
            dispatcher,
            lastEpoch,
            live,
            knownEnds);

        (int, int) Route(EntityId entity) =>
            entity.IsDevice && entity.Number < World.Fleet.Devices ? One(CohortOf(entity.Number))
            : entity == EntityId.Fleet ? (0, _cohorts.Length)
            : entity == EntityId.SigningService ? One(signing)
            : entity == EntityId.UpdateService ? One(updates)
            : entity == EntityId.Operator ? One(operations)
            : entity == EntityId.CrashAnalytics && scenario.Analytics.Enabled ? One(analytics)
            : throw new ArgumentOutOfRangeException(nameof(entity), entity, "Nobody takes mail for it.");

        static (int, int) One(int process) => (process, process + 1);
    }

    /// <summary>The process in whose rows an entity's events are; null when it has none.</summary>
    public static string? ProcessOf(EntityId entity, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (!entity.IsDevice)
            return entity.ReleaseId is null ? entity.ToString() : EntityId.UpdateService.ToString();
        var cohorts = Cohorts.Cut(scenario.Fleet.Devices, scenario.Kernel.Cohorts);
        return CohortName(cohorts.TakeWhile(cohort => cohort.First <= entity.Number).Count() - 1);
    }

    /// <summary>The processes in whose rows the events of devices are, in the order of their devices.</summary>
    public static ImmutableArray<(string Process, int First, int Count)> CohortsOf(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return
        [
            .. Cohorts.Cut(scenario.Fleet.Devices, scenario.Kernel.Cohorts)
                .Select((cohort, i) => (CohortName(i), cohort.First, cohort.Count)),
        ];
    }

    private static string CohortName(int cohort) => $"cohort-{cohort:D3}";

    public void Dispose() => _mechanism.Dispose();

    private int CohortOf(int device)
    {
        // Cohorts differ in size by one at most, so the guess is right or one off.
        var guess = Math.Min(_cohorts.Length - 1, (int)((long)device * _cohorts.Length / World.Fleet.Devices));
        while (device < _cohorts[guess].First)
            guess--;
        while (device >= _cohorts[guess].First + _cohorts[guess].Count)
            guess++;
        return guess;
    }
}
