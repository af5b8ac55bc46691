using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// Collects the events of a device that are independent of its phase. Each event is folded at once, because the next
/// rule may depend on it.
/// </summary>
internal struct SideEvents(in Situation start)
{
    private ImmutableArray<DeviceEvent>.Builder? _events;
    private ImmutableArray<Outgoing>.Builder? _mail;

    public DeviceState State { get; private set; } = start.State;

    public VirtualTime At { get; } = start.At;

    public World World { get; } = start.World;

    public Publications Published { get; } = start.Published;

    /// <summary>The situation after the events so far.</summary>
    public readonly Situation Situation => new(State, At, World, Published);

    /// <summary>
    /// True when something was due at this moment. It may have caused no event, as the totals of a day without use.
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

    /// <summary>Starts the removal of all responses that can be removed now.</summary>
    public void StartsRemoval(RemovalCause cause)
    {
        if (State.Removable is { IsEmpty: false } releases)
            Happens(new DeviceEvent.RemovalStarted(cause, releases));
    }
}
