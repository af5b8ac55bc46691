using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Kernel.Control;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Numbers;
using static RsrActors.Actors.Kernel.LiveProtocol;

namespace RsrActors.Host.Live;

/// <summary>
/// Queries and live commands of a live run, for the console and for tests. Queries are answered between two windows.
/// </summary>
/// <param name="run">The <see cref="SimulationActor"/>.</param>
internal sealed class LiveSimulation(
    ActorSystem system, IActorRef run, FleetSimulation simulation, RunDirectory directory, EventFeed feed)
{
    public ActorSystem System => system;

    /// <summary>The <see cref="SimulationActor"/>; its children are the processes.</summary>
    public IActorRef Run => run;

    /// <summary>How far the run is.</summary>
    public RunGauges Gauges => simulation.Gauges;

    /// <summary>Follows the orders that are given here.</summary>
    public IOrderWatch Orders { get; init; } = NoOrderWatch.Instance;

    public World World => simulation.World;

    public Scenario Scenario => simulation.World.Scenario;

    public RunDirectory Directory => directory;

    /// <summary>Events as they happen.</summary>
    public EventFeed Feed => feed;

    /// <summary>What clients are doing.</summary>
    public ClientGauges Clients => feed.Clients;

    /// <summary>The counts of the fleet.</summary>
    public SharedCensus Counts { get; } = new(TimeProvider.System);

    /// <summary>How many devices match the lists that were asked for.</summary>
    public CountedLists Lists { get; } = new();

    /// <summary>A moment as exports write it, <c>2023-07-10T17:00:45.250Z</c>.</summary>
    public string Instant(VirtualTime moment) =>
        moment.IsNever ? "never" : Encoding.ASCII.GetString(new InstantText(Scenario.Start).Of(moment));

    public Task<LiveProtocol.Status> Status(CancellationToken cancelled) =>
        Ask<LiveProtocol.Status>(new GetStatus(), cancelled);

    public Task<LiveProtocol.Status> Pause(CancellationToken cancelled) =>
        Ask<LiveProtocol.Status>(new Pause(), cancelled);

    public Task<LiveProtocol.Status> Resume(CancellationToken cancelled) =>
        Ask<LiveProtocol.Status>(new Resume(), cancelled);

    public Task<LiveProtocol.Status> SetSpeed(Speed speed, CancellationToken cancelled) =>
        Ask<LiveProtocol.Status>(new SetSpeed(speed), cancelled);

    /// <returns>The status when the windows are settled, or the scenario has ended.</returns>
    public Task<LiveProtocol.Status> Step(int windows, CancellationToken cancelled) =>
        Ask<LiveProtocol.Status>(new Step(windows), cancelled);

    /// <returns>The status when the moment is reached, or the scenario has ended.</returns>
    public Task<LiveProtocol.Status> Advance(VirtualTime until, CancellationToken cancelled) =>
        Ask<LiveProtocol.Status>(new Advance(until), cancelled);

    /// <returns>The answer, once the command is stored; then it takes effect even if this process ends.</returns>
    public async Task<Accepted> Submit(
        OperatorCommand command, string issuedBy, CancellationToken cancelled, OrderKey? key = null)
    {
        var trace = Orders.Begin(command, issuedBy);

        // A command is stored also when its client has gone, so the answer is waited for all the same.
        return await Followed(Ask<Accepted>(new Submit(command, issuedBy, key), CancellationToken.None))
            .WaitAsync(cancelled);

        async Task<Accepted> Followed(Task<Accepted> answer)
        {
            try
            {
                var accepted = await answer;
                trace.Stored(accepted);
                return accepted;
            }
            catch (RequestRejectedException e)
            {
                trace.Rejected(e.Message);
                throw;
            }
        }
    }

    /// <summary>Completes when everything stored is read; from then on queries are answered.</summary>
    public Task WhenReady(CancellationToken cancelled) =>
        Ask<RecentEvents>(EntityId.Operator, new GetRecentEvents(EntityId.Operator), cancelled);

    /// <summary>The processes and entities for which the open window waits; none when no window is open.</summary>
    public async Task<ImmutableArray<SlowProcess>> SlowProcesses(CancellationToken cancelled) =>
        [.. (await Ask<Answers>(new GetSlowProcesses(), cancelled)).Bodies.Cast<SlowProcess>()];

    /// <summary>
    /// Sends a query to the process that has the entity: all cohorts for the fleet, one cohort for a device.
    /// </summary>
    public async Task<(VirtualTime At, ImmutableArray<T> Answers)> Ask<T>(
        EntityId about, object query, CancellationToken cancelled)
    {
        var answers = await Ask<Answers>(new Query(about, query), cancelled);
        return (answers.At, [.. answers.Bodies.Cast<T>()]);
    }

    /// <summary>Reads the closed epochs, one after the other.</summary>
    public EpochReader EpochReader => new(directory.Storage.Rows, simulation.Format, feed.Recent);

    /// <summary>What is stored, for a reader: the closed epochs and the live commands.</summary>
    /// <exception cref="HostException">It cannot be read.</exception>
    public StoredRun Stored() => new(directory.Storage.Rows, simulation.Format);

    /// <summary>The whole history of an entity: what is stored, and what is not yet.</summary>
    public async Task<ImmutableArray<RecordedEvent>> History(EntityId entity, CancellationToken cancelled)
    {
        var process = FleetSimulation.ProcessOf(entity, Scenario);

        // A release's events are among the update service's.
        var about = entity.ReleaseId is null ? entity : EntityId.UpdateService;
        var (_, answers) = await Ask<RecentEvents>(about, new GetRecentEvents(entity), cancelled);
        var recent = answers.Single();
        using var stored = Stored();
        var history = ImmutableArray.CreateBuilder<RecordedEvent>();
        foreach (var happened in stored.Events(process, before: recent.FromEpoch))
        {
            cancelled.ThrowIfCancellationRequested();
            if (happened.Entity == entity)
                history.Add(happened);
        }

        history.AddRange(recent.Events);
        return history.DrainToImmutable();
    }

    /// <exception cref="RequestRejectedException">The simulation rejects the request; the message says why.</exception>
    private async Task<T> Ask<T>(ILiveRequest request, CancellationToken cancelled)
    {
        Clients.Asked();
        try
        {
            return await run.Ask<object>(request, cancelled) switch
            {
                T answer => answer,
                Rejected rejected => throw new RequestRejectedException(rejected.Why),
                var other => throw new InvalidOperationException(
                    $"{request.GetType().Name} was answered with {other.GetType().Name}."),
            };
        }
        finally
        {
            Clients.Answered();
        }
    }
}

/// <summary>The simulation rejects a request.</summary>
internal sealed class RequestRejectedException(string why) : Exception(why);
