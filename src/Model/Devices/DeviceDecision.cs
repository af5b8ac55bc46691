using System.Collections.Immutable;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// The result of a wake or of finished work: events that have happened, messages to send, and work that must be done
/// before the wake ends.
/// </summary>
public readonly record struct DeviceDecision(
    ImmutableArray<DeviceEvent> Events, ImmutableArray<Outgoing> Mail, DeviceWork? Work)
{
    public static readonly DeviceDecision Nothing = new([], [], null);

    public static DeviceDecision Happened(params ImmutableArray<DeviceEvent> events) => new(events, [], null);

    public static DeviceDecision After(DeviceWork work, params ImmutableArray<DeviceEvent> events) =>
        new(events, [], work);
}
