using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// When a restart is forced: by the enforcement of an organisation, or by the deadline of the device's ring. Neither
/// passes the battery gate, and neither restarts a device on a blocked day.
/// </summary>
internal static class DeadlineRules
{
    /// <summary>A device that missed a deadline tries again so soon: it restarts in the first minute it can.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    /// <summary>The first moment at which a device may restart because of an enforcement.</summary>
    /// <remarks>The deadline of an enforcement that is the same for all devices wakes a laptop that sleeps.</remarks>
    public static VirtualTime DeadlineOf(ManagementOrder.Enforce order, DeviceState state, DeviceMoments moments)
    {
        var deadline = moments.Unblocked(order.DeadlineIn(state.Traits.TimeZone));
        return order.IsLocal ? moments.Unblocked(moments.Life.WhenOpen(deadline)) : deadline;
    }

    /// <summary>
    /// When a restart is tried: when it would be without a deadline, but at the deadline at the latest. If it could not
    /// be tried before the deadline, it is tried at once. After a shut gate it is tried as without a deadline.
    /// </summary>
    /// <param name="due">When it would be tried without a deadline.</param>
    /// <param name="dueBy">The deadline of the ring; never for none.</param>
    /// <param name="release">As management names it.</param>
    /// <param name="gateTries">How often a gate was shut.</param>
    public static VirtualTime RestartDue(
        in Situation now, VirtualTime due, VirtualTime dueBy, string release, int gateTries)
    {
        var forced = ForcedAt(now, dueBy, release);
        if (forced.IsNever)
            return due;
        return now.At <= forced ? VirtualTime.Min(due, forced)
            : gateTries == 0 ? AtOnce(now)
            : due;
    }

    /// <summary>Now; on a blocked day, when the device is first awake after it.</summary>
    private static VirtualTime AtOnce(in Situation now)
    {
        var free = now.Moments.Unblocked(now.At);
        return free == now.At ? free : now.Moments.Unblocked(now.Moments.Life.WhenOpen(free));
    }

    /// <summary>Whether a restart at this moment is forced: use of the device does not prevent it.</summary>
    public static bool IsForced(in Situation now, VirtualTime dueBy, string release) =>
        ForcedAt(now, dueBy, release) <= now.At;

    /// <summary>When a gate that was shut is tried again.</summary>
    public static VirtualTime GateAgain(
        in Situation now, DeviceFault gate, int needs, VirtualTime dueBy, string release)
    {
        var precise = dueBy <= now.At
            || ManagementRules.EnforcementOf(release, now.State, now.Published) is { IsLocal: true } order
                && DeadlineOf(order, now.State, now.Moments) <= now.At;
        return now.Moments.Unblocked(now.Moments.GateAgain(now.At, gate, needs, precise ? Retry : null));
    }

    private static VirtualTime ForcedAt(in Situation now, VirtualTime dueBy, string release) =>
        ManagementRules.EnforcementOf(release, now.State, now.Published) is { } order
            ? VirtualTime.Min(dueBy, DeadlineOf(order, now.State, now.Moments))
            : dueBy;
}
