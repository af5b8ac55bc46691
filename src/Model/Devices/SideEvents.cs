using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// What happens on a device independently of its phase, collected while it is decided: each event is folded
/// at once, for the next one may depend on it.
/// </summary>
internal struct SideEvents(in Situation begins)
{
    private ImmutableArray<DeviceEvent>.Builder? _events;
    private ImmutableArray<Outgoing>.Builder? _mail;

    public DeviceState State { get; private set; } = begins.State;

    public VirtualTime At { get; } = begins.At;

    public World World { get; } = begins.World;

    public Publications Published { get; } = begins.Published;

    /// <summary>With what has happened so far.</summary>
    public readonly Situation Situation => new(State, At, World, Published);

    /// <summary>
    /// Something was due here, though nothing may have come of it, as of the totals of a day without use.
    /// </summary>
    public bool WasDue { get; set; }

    public readonly DeviceDecision Decision => new(_events?.ToImmutable() ?? [], _mail?.ToImmutable() ?? [], null);

    public void Happens(DeviceEvent happened)
    {
        WasDue = true;
        State = DeviceFold.Evolve(State, happened, At, World);
        (_events ??= ImmutableArray.CreateBuilder<DeviceEvent>(1)).Add(happened);
    }

    public void Sends(EntityId to, TimeSpan delay, object body) =>
        (_mail ??= ImmutableArray.CreateBuilder<Outgoing>(1)).Add(new(to, delay, body));

    /// <summary>Takes all responses off, if a device in this phase can.</summary>
    public void StartsRemoval(RemovalCause cause)
    {
        if (State.Phase is DevicePhase.Resting && !State.Applied.IsEmpty)
            Happens(new DeviceEvent.RemovalStarted(cause, [.. State.Applied.Select(one => one.Release)]));
    }
}
