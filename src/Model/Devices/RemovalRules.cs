using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>The removal of responses: how the vendor starts it, its restart, and what runs afterwards.</summary>
internal static class RemovalRules
{
    /// <summary>Above the numbers of all attempts of an installation, so that the draws differ.</summary>
    private const int FirstReturn = 2048;

    /// <summary>
    /// The vendor removes the latest response. With the same restart the response before it becomes active again, if it
    /// is not withdrawn, its ticket still holds, and there is room for its images; otherwise it is removed too, and the
    /// base runs. A response that is only staged is discarded.
    /// </summary>
    public static DeviceDecision StartByVendor(in Situation now, string release)
    {
        var state = now.State;
        if (state.Phase is DevicePhase.Staged staged)
        {
            var started = new RemovalStarted(RemovalCause.Vendor, [release]);
            return staged.InSafari
                ? DeviceDecision.Happened(started)
                : DeviceDecision.Happened(started, new ResponsesRemoved([release], state.RunningBuild(now.World)));
        }

        var stays = state.Applied.Length > 1
            && state.Applied[^2].NonceGeneration == state.NonceGeneration
            && now.Published.Catalogue.Find(state.Applied[^2].Release) is not
                { Status: CatalogueStatus.Withdrawn or CatalogueStatus.WithdrawnAndRemoved }
            && HasRoomFor(state.Applied[^2].Release, release, now);
        return DeviceDecision.Happened(new RemovalStarted(
            RemovalCause.Vendor, stays ? [release] : [.. state.Applied.Select(one => one.Release)]));
    }

    /// <summary>Whether the images of an earlier response have room when those of a later one are gone.</summary>
    private static bool HasRoomFor(string earlier, string later, in Situation now)
    {
        var (state, world) = (now.State, now.World);
        return DeviceVolumes.Of(state, now.At, world).RoomOnPreboot + Images(later) >= Images(earlier);

        long Images(string release) =>
            DeviceVolumes.NeededBy(release, state, world) - DeviceVolumes.KeptOf(release, state, world);
    }

    /// <summary>
    /// A restart out of responses needs the same charge as a restart into one. Use of the device does not delay it.
    /// </summary>
    public static DeviceDecision Restart(in Situation now, DevicePhase.Removing phase)
    {
        // A device that did not start with a response is down already, and must return with what charge it has.
        var needs = phase.Cause == RemovalCause.FailedActivation
            ? 0
            : AllMechanisms.Of(MechanismKind.RapidResponse)
                .BatteryNeeded(now.World.Install.For(now.State.Platform));
        return RestartGates.Shut(now.Moments, now.At, needs, byHand: true) is { } gate
            ? DeviceDecision.Happened(
                new RemovalAttemptFailed(phase.Releases, gate, now.Moments.GateAgain(now.At, gate, needs)))
            : DeviceDecision.After(new DeviceWork.Revert(phase.Releases[^1], now.VariantOf(phase.Releases[^1])));
    }

    public static DeviceDecision ComeBack(in Situation now, DevicePhase.Returning phase)
    {
        var state = now.State;
        var left = state with { Applied = state.Applied.RemoveAll(one => phase.Releases.Contains(one.Release)) };
        var removed = new ResponsesRemoved(phase.Releases, left.RunningBuild(now.World));
        if (left.Active is not { } earlier || earlier == state.Active)
            return DeviceDecision.Happened(removed);

        var starts = !state.Traits.Dice.Chance(
            now.World.Faults.DidNotStart, Purpose.DidNotStart,
            now.World.DrawOf(earlier.Release, FirstReturn + state.NonceGeneration));
        return DeviceDecision.After(new DeviceWork.BringBack(
            earlier.Release, now.VariantOf(earlier.Release), state.Binding, state.Nonce, starts));
    }

    /// <summary>The earlier response runs again.</summary>
    public static DeviceDecision CameBack(in Situation now, DeviceWork.BringBack work)
    {
        var phase = (DevicePhase.Returning)now.State.Phase;
        var (percent, charging) = now.Moments.Battery(phase.Down);
        var build = now.TargetOf(work.Release).Build.Text;
        return DeviceDecision.Happened(
            new ResponsesRemoved(phase.Releases, build),
            new ResponseActivated(work.Release, build, now.At - phase.Down, percent, charging));
    }

    /// <summary>The earlier response does not come up: it is removed as well, and the base runs.</summary>
    public static DeviceDecision DidNotComeBack(in Situation now, DeviceWork.BringBack work, DeviceFault fault)
    {
        var phase = (DevicePhase.Returning)now.State.Phase;
        return DeviceDecision.Happened(
            new ResponsesRemoved([.. phase.Releases, work.Release], now.State.Os.Build),
            new InstallAttemptFailed(work.Release, InstallStep.Activate, fault, 1, null),
            new InstallAbandoned(work.Release, fault, 1));
    }
}
