using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Fleet;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Devices;

/// <summary>The device logic of a fleet.</summary>
/// <param name="checking">Whether the histories of the devices are checked.</param>
/// <param name="hasActors">
/// Whether a device that works has an actor; otherwise its cohort does the work of procedures too.
/// </param>
public sealed class DeviceLogic(World world, DeviceProcedures procedures, Checking checking, bool hasActors = true)
    : IDeviceLogic<DeviceState>
{
    /// <summary>
    /// So many devices are filtered together: their references fill a fraction of a processor's cache.
    /// </summary>
    private const int Block = 256;

    public DeviceState NewDevice(int number) => DeviceState.Unenrolled(world.TraitsOf(number), world);

    public bool IsEnrolled(DeviceState state) => state.Phase is not DevicePhase.Unenrolled;

    public CohortProtocol.Asleep<DeviceState>? Routine(DeviceState state, VirtualTime at, Publications published)
    {
        if (DeviceDecider.Routine(new(state, at, world, published)) is not var (decision, nextDue))
            return null;
        var events = ImmutableArray.CreateBuilder<RecordedEvent>(decision.Events.Length);
        state = DeviceFold.Record(state, decision.Events, at, world, events);
        return new(
            state.Traits.Number, state, events.MoveToImmutable(),
            [.. decision.Mail.Select((outgoing, i) => outgoing.Stamp(state.Id, at, i))], nextDue);
    }

    public CohortProtocol.Asleep<DeviceState>? WithoutActor(
        DeviceState state, VirtualTime at, ImmutableArray<Message> mail, Publications published)
    {
        var decision = DeviceDecider.Decide(new(state, at, world, published), mail);
        if (decision.Work is not null && hasActors)
            return null;
        var events = ImmutableArray.CreateBuilder<RecordedEvent>(decision.Events.Length);
        var sent = ImmutableArray.CreateBuilder<Message>(decision.Mail.Length);
        var after = DeviceWake.Absorb(state, decision, at, world, events, sent);
        while (decision.Work is { } work)
        {
            decision = procedures.Directly(new(after, at, world, published), work);
            after = DeviceWake.Absorb(after, decision, at, world, events, sent);
        }

        return DeviceWake.Asleep(new(after, at, world, published), events, sent);
    }

    public DeviceState Fold(DeviceState state, RecordedEvent happened) =>
        DeviceFold.Evolve(state, (DeviceEvent)happened.Event, happened.At, world);

    public VirtualTime NextDue(DeviceState state, VirtualTime after, Publications published) =>
        DeviceCalendar.NextDue(new(state, after, world, published));

    public Func<DeviceState, bool>? ConcernedBy(Publications before, Publications after) =>
        RampChange.Between(before, after, world) is { } change ? change.Concerns : null;

    public Props Actor(DeviceState state) => DeviceActor.Props(state, world, procedures);

    /// <summary>
    /// A device that waits for the signing service has nothing due, but is not idle. A procedure that waits long for
    /// its next attempt stops, too: the attempt is in the state, and the procedure is also made anew after a resume.
    /// </summary>
    public bool IsIdle(DeviceState state) =>
        state.Phase is not (DevicePhase.AwaitingTicket or DevicePhase.AwaitingBootTicket);

    public object AnswerQuery(object query, CohortView<DeviceState> cohort) => query switch
    {
        FleetQuery.Census => FleetCensus.Of(
            cohort.States, cohort.At, world, cohort.Published.Catalogue),
        FleetQuery.Holders asked => ReleaseHolders.Of(cohort.States, asked.Release, cohort.At, world),
        FleetQuery.Devices asked => Find(asked, cohort),
        FleetQuery.Device asked when asked.Number - cohort.First is var device => new DeviceFound(
            cohort.States[device], cohort.NextDue[device], cohort.Published),
        _ => throw new ArgumentOutOfRangeException(nameof(query), query, "A cohort does not answer this query."),
    };

    private DevicesFound Find(FleetQuery.Devices asked, CohortView<DeviceState> cohort)
    {
        var first = Math.Clamp(asked.From - cohort.First, 0, cohort.States.Count);
        if (asked.Selection == DeviceSelection.All)
            return new([.. cohort.States.Skip(first).Take(asked.Limit)], cohort.States.Count);
        var filter = new DeviceFilter(
            asked.Selection, cohort.At, world, new(world, cohort.Published.Catalogue.Responses));
        var found = ImmutableArray.CreateBuilder<DeviceState>();
        var matching = 0;
        var block = new DeviceState[Block];
        var next = asked.Counts ? 0 : first;
        while (next < cohort.States.Count && (asked.Counts || found.Count < asked.Limit))
        {
            var isListed = next >= first;
            var read = 0;
            for (var end = isListed ? cohort.States.Count : first; read < Block && next < end; read++)
                block[read] = cohort.States[next++];
            var kept = filter.Keep(block.AsSpan(0, read));
            matching += kept;
            if (isListed)
                found.AddRange(block.AsSpan(0, Math.Min(kept, asked.Limit - found.Count)));
        }

        return new(found.DrainToImmutable(), asked.Counts ? matching : null);
    }

    public ICohortMonitor<DeviceState> Monitor(int first, int count) => checking is Checking.Nothing
        ? NoCohortMonitor<DeviceState>.Instance
        : new DeviceMonitor(world, first, count);
}
