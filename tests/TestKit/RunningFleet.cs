using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Running;
using RsrActors.TestFleets;
using static RsrActors.Actors.Kernel.LiveProtocol;

namespace RsrActors.TestKit;

/// <summary>
/// A live run of a fleet. Virtual time passes only when the test says so, and wall time has no effect. All invariants
/// are checked during the run; a broken one fails the test.
/// </summary>
public sealed partial class RunningFleet : IAsyncDisposable
{
    private const int Threads = 2;

    /// <summary>Windows and histories do not depend on the journal, which is lost when the test ends.</summary>
    private static readonly Config InMemory = ConfigurationFactory.ParseString("""
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """);

    private readonly FleetSimulation _simulation;
    private readonly EventCollector _collector = new();
    private readonly RunEnding _ending;
    private readonly IActorRef _run;
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<EntityId, FleetMember> _members = [];
    private LiveProtocol.Status? _status;

    private RunningFleet(TestFleet fleet)
    {
        var world = new World(fleet.Scenario);
        _simulation = new(
            world, new ResponseLibrary(fleet.Scenario), SigningIdentities.Own(fleet.Scenario.Signing.Algorithm),
            SigningIdentities.Foreign, Threads);
        Kit = new(
            BootstrapSetup.Create()
                .WithConfig(InMemory.WithFallback(SimulationConfiguration.For(Threads)))
                .And(JournalSerializer.Setup(_simulation.Format)),
            "fleet");
        var live = new LiveRun(
            new ManualClock(), Speed.Max, LiveRun.LongestEpochByDefault, _collector, StartsPaused: true);
        (_run, _ending) = RunEnding.Start(Kit.Sys, _simulation.Plan(SimulationConfiguration.Dispatcher, live: live));
        Devices = [.. Enumerable.Range(0, fleet.Scenario.Fleet.Devices).Select(
            number => new FleetDevice(this, number))];
        foreach (var device in Devices)
            _members.Add(device.Entity, device);
        foreach (var release in fleet.Scenario.Releases)
            _members.Add(EntityId.Release(release.Id), new FleetRelease(this, release));
    }

    /// <summary>
    /// Akka's test kit of the actor system of the fleet, for what this class does not offer: probes, event filters, and
    /// the actors themselves, which are under <c>/user/run</c>.
    /// </summary>
    public Akka.TestKit.Xunit2.TestKit Kit { get; }

    /// <summary>The scenario of the fleet, with every number resolved.</summary>
    public Scenario Scenario => World.Scenario;

    /// <summary>The scenario with everything that is derived from it.</summary>
    public World World => _simulation.World;

    /// <summary>The moment up to which virtual time has passed.</summary>
    public VirtualTime Now => _status?.Clock ?? VirtualTime.Zero;

    /// <summary>All events so far, in the order of a history.</summary>
    public IReadOnlyList<RecordedEvent> Events => _events;

    /// <summary>All devices, by number.</summary>
    public IReadOnlyList<FleetDevice> Devices { get; }

    /// <summary>A device, by its number from 0.</summary>
    public FleetDevice Device(int number) => number >= 0 && number < Devices.Count
        ? Devices[number]
        : throw new ArgumentOutOfRangeException(
            nameof(number), number, $"The fleet has devices 0 to {Devices.Count - 1}.");

    /// <summary>A response, by its name: <c>16.5.1-a</c> or <c>16.5.1 (a)</c>.</summary>
    public FleetRelease Release(string name) => (FleetRelease)Member(EntityId.Release(Scenario.Require(name).Id));

    /// <summary>A service or the operator: <see cref="EntityId.SigningService"/> and its like.</summary>
    public FleetMember Service(EntityId service) => Member(service);

    /// <summary>All events of one kind so far.</summary>
    public IEnumerable<T> All<T>() where T : IEvent => _events.Select(happened => happened.Event).OfType<T>();

    /// <summary>The share of devices on which a response is active now.</summary>
    /// <param name="by">This response; any response when it is null.</param>
    public double ShareProtected(string? by = null)
    {
        var release = by is null ? null : Scenario.Require(by).Id;
        return Devices.Count(device => device.IsProtected(release)) / (double)Devices.Count;
    }

    /// <summary>
    /// Lets so much virtual time pass. It ends with a whole window, so the last seconds may not be simulated yet.
    /// </summary>
    public Task Advance(TimeSpan time) => AdvanceTo(Later(time));

    /// <summary>
    /// Lets virtual time pass window by window until a condition holds. The test fails if the condition does not hold
    /// in time.
    /// </summary>
    public async Task AdvanceUntil(
        Func<bool> holds, TimeSpan atMost, [CallerArgumentExpression(nameof(holds))] string condition = "")
    {
        ArgumentNullException.ThrowIfNull(holds);
        if (!await ComesTo(holds, atMost))
        {
            var concerned = holds.Target as FleetMember;
            throw Failure.Of(this, $"Expected {condition} within {atMost}, and it did not come to that.", concerned);
        }
    }

    /// <summary>Ends the run at once, like a process that is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        await Kit.Sys.Terminate();
        Kit.Dispose();
        _simulation.Dispose();
    }

    internal static async Task<RunningFleet> Start(TestFleet fleet)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        foreach (var scripted in fleet.Scenario.Script)
            fleet.Scenario.Require(scripted.Command);
        var running = new RunningFleet(fleet);
        try
        {
            // A query is answered when all processes are ready; before that the run has no status.
            await running.Ask<Answers>(new Query(EntityId.Operator, "what is next?"));
            await running.Travel(new GetStatus());
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <returns>Whether the condition held in time.</returns>
    internal async Task<bool> ComesTo(Func<bool> holds, TimeSpan atMost)
    {
        var deadline = Later(atMost);
        while (!holds())
        {
            if (_status!.Phase is RunPhase.Ended)
                return false;

            // The next window would end too late, or there is none.
            if (_status.NextDue + Scenario.Kernel.Lookahead > deadline)
            {
                await AdvanceTo(deadline);
                return holds();
            }

            await Travel(new Step(1));
        }

        return true;
    }

    private VirtualTime Later(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Now + time <= Scenario.End ? Now + time : throw new ArgumentOutOfRangeException(
            nameof(time), time,
            $"It is {Now} and the scenario lasts {Scenario.Duration}: TestFleet.Lasting makes it longer.");
    }

    private Task AdvanceTo(VirtualTime moment) => Travel(new Advance(moment));

    private async Task Travel(ILiveRequest request)
    {
        _status = await Ask<LiveProtocol.Status>(request);
        Collect();
        if (_status.Phase is not (RunPhase.Paused or RunPhase.Ended))
            throw Failure.OfRun(this, await _ending.Failure);
    }

    private void Collect()
    {
        foreach (var happened in _collector.Take())
        {
            _events.Add(happened);
            Member(happened.Entity).Add(happened);
        }
    }

    internal FleetMember Member(EntityId entity)
    {
        if (!_members.TryGetValue(entity, out var member))
            _members.Add(entity, member = new(this, entity));
        return member;
    }

    /// <summary>The answer; an exception if the run has ended, since no answer will come.</summary>
    private async Task<T> Ask<T>(ILiveRequest request)
    {
        var answer = _run.Ask<object>(request);
        if (await Task.WhenAny(answer, _ending.Failure) != answer)
        {
            Collect();
            throw Failure.OfRun(this, await _ending.Failure);
        }

        return await answer switch
        {
            T expected => expected,
            Rejected rejected when rejected == Rejected.Stopped => throw Failure.OfRun(this, await _ending.Failure),
            Rejected rejected => throw Failure.Of(this, $"The simulation does not do that: {rejected.Why}"),
            var other => throw new InvalidOperationException($"{request} was answered with {other}."),
        };
    }
}
