using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>Which management orders a managed device follows, and when it receives them.</summary>
internal static class ManagementRules
{
    /// <summary>A managed device receives an order within a quarter of an hour.</summary>
    private static readonly TimeSpan CheckIn = TimeSpan.FromMinutes(15);

    public static VirtualTime NextDue(in Situation now, VirtualTime until)
    {
        var (state, after) = (now.State, now.At);
        foreach (var order in OrdersFor(state, now.Published))
        {
            var received = ReceivedAt(order, state);
            if (order is ManagementOrder.Restrict && received >= after)
                until = VirtualTime.Min(until, received);
            else if (order is ManagementOrder.Remove && HasToRemove(state, received, after))
                until = VirtualTime.Min(until, VirtualTime.Max(after, received));
            else if (order is ManagementOrder.Enforce { IsLocal: true } enforce)
                until = VirtualTime.Min(until, DeadlineNotices.Next(enforce, received, now));
        }

        return until;
    }

    public static void Decide(ref SideEvents device)
    {
        foreach (var order in OrdersFor(device.State, device.Published))
        {
            var received = ReceivedAt(order, device.State);
            device.WasDue |= received == device.At;
            if (order is ManagementOrder.Restrict restrict && received == device.At
                && restrict.Settings != device.State.Managed)
                device.Happens(new ManagementChanged(restrict.Settings));
            else if (order is ManagementOrder.Remove && received <= device.At
                && HasToRemove(device.State, received, device.At))
                device.StartsRemoval(RemovalCause.Management);
            else if (order is ManagementOrder.Enforce { IsLocal: true } enforce
                && DeadlineNotices.Next(enforce, received, device.Situation) == device.At)
                device.Happens(DeadlineNotices.At(enforce, device.Situation));
        }
    }

    /// <summary>The enforcement of a response on a managed device; null when there is none.</summary>
    public static ManagementOrder.Enforce? EnforcementOf(string release, DeviceState state, Publications published) =>
        state.Managed is null ? null : published.Orders.EnforcementOf(release);

    private static ImmutableArray<ManagementOrder> OrdersFor(DeviceState state, Publications published) =>
        state.Managed is null || state.Phase is DevicePhase.Unenrolled ? [] : published.Orders.Orders;

    /// <summary>
    /// When a device receives an order. The delay is the same for all orders of a device, so it receives them in their
    /// order.
    /// </summary>
    private static VirtualTime ReceivedAt(ManagementOrder order, DeviceState state) => VirtualTime.Max(
        order.At + state.Traits.Dice.Between(TimeSpan.Zero, CheckIn, Purpose.ManagementCheckIn),
        state.Traits.AwayUntil);

    /// <summary>
    /// Whether an order to remove all responses concerns one that runs now. A response that runs in Safari only is
    /// removed when the order comes; one that Safari takes up later is not.
    /// </summary>
    private static bool HasToRemove(DeviceState state, VirtualTime received, VirtualTime at)
    {
        if (state.Phase is DevicePhase.Staged { InSafari: true } && !state.LacksAntipatch)
            return received >= at;
        if (state.Phase is not DevicePhase.Resting || state.LacksAntipatch)
            return false;
        foreach (var applied in state.Applied)
        {
            if (applied.ActivatedAt < received)
                return true;
        }

        return false;
    }
}
