using Akka.Actor;
using RsrActors.Actors.Fleet;
using RsrActors.Model.Devices;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Devices;

/// <summary>A fleet's devices, as their cohorts see them.</summary>
public sealed class DevicePopulace(World world, DeviceMechanism mechanism) : IPopulace<DeviceState>
{
    public DeviceState Newcomer(int number) => DeviceState.Unenrolled(world.TraitsOf(number), world);

    public DeviceState Fold(DeviceState state, RecordedEvent happened) =>
        DeviceFold.Evolve(state, (DeviceEvent)happened.Event, happened.At, world);

    public VirtualTime NextDue(DeviceState state, VirtualTime after, Catalogue catalogue) =>
        DeviceCalendar.NextDue(state, after, world, catalogue);

    public Props Actor(DeviceState state) => DeviceActor.Props(state, world, mechanism);

    public ICohortMonitor<DeviceState> Monitor(int first, int count) => new DeviceMonitor(world, first, count);
}
