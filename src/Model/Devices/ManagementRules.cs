using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>What a managed device makes of the orders of whoever manages it.</summary>
internal static class ManagementRules
{
    /// <summary>A device checks in with its management within a quarter of an hour of an order.</summary>
    private static readonly TimeSpan CheckIn = TimeSpan.FromMinutes(15);

    public static VirtualTime NextDue(in Situation now, VirtualTime until)
    {
        var (state, after) = (now.State, now.At);
        foreach (var order in OrdersFor(state, now.Published))
        {
            var heard = Heard(order, state);
            if (order is ManagementOrder.Restrict && heard >= after)
                until = VirtualTime.Min(until, heard);
            else if (order is ManagementOrder.Remove && IsToGo(state, heard))
                until = VirtualTime.Min(until, VirtualTime.Max(after, heard));
        }

        return until;
    }

    public static void Decide(ref SideEvents device)
    {
        foreach (var order in OrdersFor(device.State, device.Published))
        {
            var heard = Heard(order, device.State);
            device.WasDue |= heard == device.At;
            if (order is ManagementOrder.Restrict restrict && heard == device.At
                && restrict.Settings != device.State.Managed)
                device.Happens(new ManagementChanged(restrict.Settings));
            else if (order is ManagementOrder.Remove && heard <= device.At && IsToGo(device.State, heard))
                device.StartsRemoval(RemovalCause.Management);
        }
    }

    /// <summary>The deadline that a managed device knows of for a response; null when there is none.</summary>
    public static ManagementOrder.Enforce? EnforcementOf(string release, DeviceState state, Publications published) =>
        state.Managed is null ? null : published.Orders.EnforcementOf(release);

    private static ImmutableArray<ManagementOrder> OrdersFor(DeviceState state, Publications published) =>
        state.Managed is null || state.Phase is DevicePhase.Unenrolled ? [] : published.Orders.Orders;

    /// <summary>One pause per device, so that orders are heard in their order.</summary>
    private static VirtualTime Heard(ManagementOrder order, DeviceState state) =>
        order.At + state.Traits.Dice.Between(TimeSpan.Zero, CheckIn, Purpose.ManagementCheckIn);

    private static bool IsToGo(DeviceState state, VirtualTime heard)
    {
        if (state.Phase is not DevicePhase.Resting)
            return false;
        foreach (var applied in state.Applied)
        {
            if (applied.ActivatedAt < heard)
                return true;
        }

        return false;
    }
}
