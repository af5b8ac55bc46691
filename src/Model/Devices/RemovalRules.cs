using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>The removal of responses: how the vendor starts it, its restart, and what runs afterwards.</summary>
internal static class RemovalRules
{
    /// <summary>
    /// The vendor removes the latest response. With the same restart the response before it becomes active again, if it
    /// is not withdrawn and its ticket still holds; otherwise it is removed too, and the base runs. A response that is
    /// only staged is discarded.
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
                { Status: CatalogueStatus.Withdrawn or CatalogueStatus.WithdrawnAndRemoved };
        return DeviceDecision.Happened(new RemovalStarted(
            RemovalCause.Vendor, stays ? [release] : [.. state.Applied.Select(one => one.Release)]));
    }

    /// <summary>
    /// A restart out of responses needs the same charge as a restart into one. Use of the device does not delay it.
    /// </summary>
    public static DeviceDecision Restart(in Situation now, DevicePhase.Removing phase)
    {
        // A device that did not start with a response is down already, and must return with what charge it has.
        var needs = phase.Cause == RemovalCause.FailedActivation
            ? 0
            : now.World.Install.For(now.State.Platform).ResponseBattery;
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

        var (percent, charging) = now.Moments.Battery(phase.Down);
        return DeviceDecision.Happened(
            removed,
            new ResponseActivated(
                earlier.Release, left.RunningBuild(now.World), now.At - phase.Down, percent, charging));
    }
}
