using System.Collections.Immutable;
using Akka.Actor;
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
/// A scenario that is ready to run: what all its actors share, and the plan with the processes for the kernel. Cohorts
/// come first, then the services; that order has no effect on the history.
/// </summary>
public sealed class FleetSimulation : IDisposable
{
    /// <summary>The number of invariants that every run checks.</summary>
    public static readonly int Invariants = Model.Invariants.DeviceInvariant.All.Length + 4;

    /// <summary>
    /// The one list of services: processes, their routes, and the names that users give follow from it. A new service
    /// needs a line here.
    /// </summary>
    private static readonly ImmutableArray<Service> Services =
    [
        new(EntityId.SigningService, _ => true, (simulation, dispatcher) => SigningServiceActor.Props(
            simulation.World, simulation.Tickets, simulation._threads, dispatcher)),
        new(EntityId.UpdateService, _ => true, (simulation, dispatcher) => UpdateServiceActor.Props(
            simulation.World, dispatcher)),
        new(EntityId.Operator, _ => true, (simulation, _) => OperatorActor.Props(simulation.World.Scenario)),
        new(
            EntityId.CrashAnalytics,
            scenario => scenario.Analytics.Enabled,
            (simulation, dispatcher) => CrashAnalyticsActor.Props(
                new Surveillance(simulation.World.Scenario), simulation._threads, dispatcher)),
    ];

    private readonly ImmutableArray<(int First, int Count)> _cohorts;
    private readonly DeviceMechanism _mechanism;
    private readonly int _threads;

    /// <param name="identity">Signs the run's tickets.</param>
    /// <param name="foreign">Signs tickets that no device may accept.</param>
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

    /// <summary>Whether the invariants are checked.</summary>
    public Checking Checking { get; init; } = Checking.Everything;

    /// <summary>
    /// Whether devices that work have actors. Without them a cohort decides all that happens to its devices, with the
    /// same rules and the same table of faults; the history is the same.
    /// </summary>
    public bool HasDeviceActors { get; init; } = true;

    /// <summary>How far the run is, to be read from any thread while it goes on.</summary>
    public RunGauges Gauges { get; init; } = new();

    /// <param name="dispatcher">The simulation's own threads; null for the system's.</param>
    /// <param name="lastEpoch">Stop after this epoch; null for the whole scenario.</param>
    /// <param name="live">For a live run; null for another run.</param>
    /// <param name="knownEnds">Where the first epochs end, for a run that is computed again.</param>
    public SimulationPlan Plan(
        string? dispatcher = null, long? lastEpoch = null, LiveRun? live = null,
        ImmutableArray<VirtualTime> knownEnds = default)
    {
        var scenario = World.Scenario;
        var kernel = scenario.Kernel;
        var logic = new DeviceLogic(World, new DeviceProcedures(_mechanism, dispatcher), Checking, HasDeviceActors);

        // Without a timeout the cohort starts an actor for each device.
        var idleTimeout = HasDeviceActors ? kernel.Passivation.IdleTimeout(World.Fleet.Devices) : TimeSpan.MaxValue;
        var services = ServicesIn(scenario);
        var names = ServicesOf(scenario);
        return new(
            scenario.Seed,
            scenario.End,
            kernel.Lookahead,
            new EpochPolicy(kernel.EpochEvents, EpochPolicy.MostOfOneProcess, kernel.EpochLongest, kernel.SnapshotEvery)
                .For(World.Fleet.Devices, _cohorts.Length),
            [
                .. _cohorts.Select((cohort, i) => new ProcessPlan(
                    CohortName(i), Cohorts.Props(cohort.First, cohort.Count, logic, idleTimeout, dispatcher))),
                .. services.Select(
                    service => new ProcessPlan(service.Entity.ToString(), service.Handler(this, dispatcher))),
            ],
            Route,
            Format,
            Checking is Checking.Nothing ? NoMonitor.Instance : new FleetMonitor(scenario.CataloguePropagation),
            Gauges,
            dispatcher,
            lastEpoch,
            live,
            knownEnds);

        (int, int) Route(EntityId entity) =>
            entity.IsDevice && entity.Number < World.Fleet.Devices ? One(CohortOf(entity.Number))
            : entity == EntityId.Fleet ? (0, _cohorts.Length)
            : One(_cohorts.Length + PlaceOf(entity));

        int PlaceOf(EntityId entity) => names.IndexOf(entity) is >= 0 and var place
            ? place
            : throw new ArgumentOutOfRangeException(
                nameof(entity), entity, "No process of this run takes its messages.");

        static (int, int) One(int process) => (process, process + 1);
    }

    /// <summary>The services of a scenario. Each is a process of its own, with the entity's name.</summary>
    public static ImmutableArray<EntityId> ServicesOf(Scenario scenario) =>
        [.. ServicesIn(scenario).Select(service => service.Entity)];

    private static ImmutableArray<Service> ServicesIn(Scenario scenario) =>
        [.. Services.Where(service => service.IsIn(scenario))];

    /// <summary>The process whose rows contain an entity's events; null when there is none.</summary>
    public static string? ProcessOf(EntityId entity, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (!entity.IsDevice)
            return entity.ReleaseId is null ? entity.ToString() : EntityId.UpdateService.ToString();
        var cohorts = Cohorts.Cut(scenario.Fleet.Devices, scenario.Kernel.Cohorts);
        return CohortName(cohorts.TakeWhile(cohort => cohort.First <= entity.Number).Count() - 1);
    }

    /// <summary>The processes whose rows contain the events of devices, in the order of their devices.</summary>
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

    /// <param name="IsIn">Whether a scenario has the service.</param>
    /// <param name="Handler">The handler of its process; the string is the dispatcher.</param>
    private sealed record Service(
        EntityId Entity, Func<Scenario, bool> IsIn, Func<FleetSimulation, string?, Props> Handler);
}
