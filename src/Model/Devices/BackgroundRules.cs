using RsrActors.Model.Devices.States;
using RsrActors.Model.Mechanisms;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// What a device installs in the background, independently of its phase: the mechanism says when, and here it becomes
/// an event. While the device restarts nothing is installed, and nothing on the Data volume while that is locked; then
/// the next check counts.
/// </summary>
internal static class BackgroundRules
{
    public static VirtualTime NextDue(in Situation now, VirtualTime until)
    {
        var all = now.World.Scenario.Background;
        if (all.IsEmpty || now.State.Phase is DevicePhase.Unenrolled)
            return until;
        var view = ViewOf(now);
        for (var place = 0; place < all.Length; place++)
            until = VirtualTime.Min(until, Moment(now, view, place));
        return until;
    }

    public static void Decide(ref SideEvents device)
    {
        var all = device.World.Scenario.Background;
        if (all.IsEmpty || device.State.Phase is DevicePhase.Unenrolled)
            return;
        for (var place = 0; place < all.Length; place++)
        {
            var now = device.Situation;
            if (Moment(now, ViewOf(now), place) != device.At)
                continue;
            device.WasDue = true;
            if (!IsDown(device.State.Phase) && !NeedsUnlock(all[place], device))
                device.Happens(Happened(all[place], device.State, place));
        }
    }

    private static DeviceView ViewOf(in Situation now) => new(
        now.State.Traits, now.State.Os, now.Moments.Life, now.World.BehaviourOf(now.State.Traits));

    /// <summary>When an update is installed, or unloaded after it was withdrawn; at or after now.</summary>
    private static VirtualTime Moment(in Situation now, in DeviceView view, int place)
    {
        var update = now.World.Scenario.Background[place];
        var mechanism = AllMechanisms.InBackground(update.Mechanism);
        if (!mechanism.Concerns(update, view))
            return VirtualTime.Never;
        var arrives = now.World.Scenario.CataloguePropagation;
        VirtualTime? withdrawn = update.Kernel?.Withdrawn is { } end ? VirtualTime.Zero + end + arrives : null;
        if (now.State.Background.Contains(place))
            return withdrawn is { } gone ? First(now, view, update, gone) : VirtualTime.Never;
        var moment = First(now, view, update, VirtualTime.Zero + update.Published + arrives);
        return moment >= withdrawn || IsReplaced(now, view, place, moment) ? VirtualTime.Never : moment;
    }

    /// <summary>The first moment at or after now at which a check since a moment takes effect.</summary>
    private static VirtualTime First(
        in Situation now, in DeviceView view, BackgroundUpdate update, VirtualTime since)
    {
        var mechanism = AllMechanisms.InBackground(update.Mechanism);
        while (true)
        {
            var check = mechanism.NextCheck(update, view, since);
            if (check.IsNever)
                return VirtualTime.Never;
            var completed = mechanism.Completed(update, view, check);
            if (completed >= now.At)
                return completed;
            since = check.Next();
        }
    }

    /// <summary>Whether the device has a later update of the mechanism, or finds one by that moment.</summary>
    private static bool IsReplaced(in Situation now, in DeviceView view, int place, VirtualTime moment)
    {
        var all = now.World.Scenario.Background;
        for (var later = place + 1; later < all.Length; later++)
        {
            var other = all[later];
            if (other.Mechanism == all[place].Mechanism
                && AllMechanisms.InBackground(other.Mechanism).Concerns(other, view)
                && (now.State.Background.Contains(later)
                    || (other.Kernel?.Withdrawn is null
                        && VirtualTime.Zero + other.Published + now.World.Scenario.CataloguePropagation <= moment)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDown(DevicePhase phase) =>
        phase is DevicePhase.Restarting or DevicePhase.AwaitingHands or DevicePhase.BootLooping;

    /// <summary>Whether it is on the Data volume, and that is locked.</summary>
    private static bool NeedsUnlock(BackgroundUpdate update, in SideEvents device) =>
        AllMechanisms.Of(update.Mechanism).NeedsUnlockedData && device.State.IsDataLocked(device.At);

    private static DeviceEvent Happened(BackgroundUpdate update, DeviceState state, int place) =>
        state.Background.Contains(place) ? new LivePatchRemoved(update.Id)
        : update switch
        {
            { Mechanism: MechanismKind.SecurityData } => new SecurityDataInstalled(update.Id, update.Download),
            { Mechanism: MechanismKind.SafariPackage } => new SafariPackageInstalled(update.Id, update.Download),
            { Kernel: { } patch } => new LivePatchApplied(
                update.Id, patch.Tool, update.Download,
                state.Traits.Dice.Between(patch.Outage.From, patch.Outage.To, Purpose.KexecOutage, place)),
            _ => throw new ArgumentOutOfRangeException(nameof(update), update, "A new mechanism needs its event here."),
        };
}
