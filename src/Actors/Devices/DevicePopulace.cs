using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Fleet;
using RsrActors.Model.Devices;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Devices;

/// <summary>A fleet's devices, as their cohorts see them.</summary>
public sealed class DevicePopulace(World world, DeviceProcedures procedures) : IPopulace<DeviceState>
{
    public DeviceState Newcomer(int number) => DeviceState.Unenrolled(world.TraitsOf(number), world);

    public MemberProtocol.Asleep<DeviceState>? Join(DeviceState state, VirtualTime at, Catalogue catalogue)
    {
        if (state.Phase is not DevicePhase.Unenrolled)
            return null;
        var events = ImmutableArray.CreateBuilder<RecordedEvent>(1);
        foreach (var happened in DeviceDecider.Decide(state, at, [], world, catalogue).Events)
        {
            state = DeviceFold.Evolve(state, happened, at, world);
            events.Add(new(state.Id, state.Seq, at, happened));
        }

        return new(state.Traits.Number, state, events.DrainToImmutable(), [], NextDue(state, at.Next(), catalogue));
    }

    public DeviceState Fold(DeviceState state, RecordedEvent happened) =>
        DeviceFold.Evolve(state, (DeviceEvent)happened.Event, happened.At, world);

    public VirtualTime NextDue(DeviceState state, VirtualTime after, Catalogue catalogue) =>
        DeviceCalendar.NextDue(state, after, world, catalogue);

    public Props Actor(DeviceState state) => DeviceActor.Props(state, world, procedures);

    /// <summary>
    /// Whoever waits for the signing service has nothing due and is far from idle. A procedure that waits for its next
    /// attempt for long goes too: the attempt is in the state, and it would begin anew after a resume as well.
    /// </summary>
    public bool IsIdle(DeviceState state) => state.Phase is not DevicePhase.AwaitingTicket;

    public ICohortMonitor<DeviceState> Monitor(int first, int count) => new DeviceMonitor(world, first, count);
}
