using System.Collections.Immutable;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// What comes of a wake, or of a piece of work: events that have happened, mail, and work to be done before the
/// device may sleep again.
/// </summary>
public readonly record struct DeviceDecision(
    ImmutableArray<DeviceEvent> Events, ImmutableArray<Outgoing> Mail, DeviceWork? Work)
{
    public static readonly DeviceDecision Nothing = new([], [], null);

    public static DeviceDecision Happened(params ImmutableArray<DeviceEvent> events) => new(events, [], null);

    public static DeviceDecision After(DeviceWork work, params ImmutableArray<DeviceEvent> events) =>
        new(events, [], work);
}
