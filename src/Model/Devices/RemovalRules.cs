using System.Collections.Immutable;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>The removal of responses: how the vendor starts it, its restart, and what runs afterwards.</summary>
internal static class RemovalRules
{
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
            : DeviceDecision.After(new DeviceWork.Revert(
                phase.Releases[^1], now.VariantOf(phase.Releases[^1]), DamageOf(now, phase.Releases[^1])));
    }

    /// <summary>The device is up again: the base runs, or an earlier response.</summary>
    public static DeviceDecision Returned(
        in Situation now, DevicePhase.Returning phase, DeviceWork.Boot work, WorkResult.Booted booted)
    {
        if (work.Response is not { } earlier || earlier.Release == now.State.Active?.Release)
        {
            var state = now.State;
            var left = state with { Applied = state.Applied.RemoveAll(one => phase.Releases.Contains(one.Release)) };
            return DeviceDecision.Happened(new ResponsesRemoved(phase.Releases, left.RunningBuild(now.World)));
        }

        var activated = BootRules.Activated(now, earlier.Release, phase.Down, booted.TrustCaches);
        return DeviceDecision.Happened(new ResponsesRemoved(phase.Releases, activated.OsBuild), activated);
    }

    /// <summary>The earlier response does not come up: it is removed as well, and the base runs.</summary>
    public static ImmutableArray<DeviceEvent> DidNotComeBack(
        DeviceState state, DevicePhase.Returning phase, string earlier, DeviceFault fault) =>
    [
        new ResponsesRemoved(
            [
                .. phase.Releases,
                .. state.Applied.Select(one => one.Release).Where(one => !phase.Releases.Contains(one)),
            ],
            state.Os.Build),
        new InstallAttemptFailed(earlier, InstallStep.Activate, fault, 1, null),
        new InstallAbandoned(earlier, fault, 1),
    ];

    /// <summary>
    /// The stored antipatch is damaged. It is fetched again while the response is served. After a withdrawal it cannot
    /// be had any more: the responses stay until a software update. A device that is down cannot fetch anything: a
    /// person repairs it.
    /// </summary>
    public static DeviceDecision AntipatchDamaged(in Situation now, DeviceFault fault)
    {
        var phase = (DevicePhase.Removing)now.State.Phase;
        var release = phase.Releases[^1];
        var isServed = now.Published.Catalogue.Find(release) is
            { Status: not (CatalogueStatus.Withdrawn or CatalogueStatus.WithdrawnAndRemoved) };
        VirtualTime? again = phase.Cause == RemovalCause.FailedActivation ? now.Moments.HandsCome(now.At)
            : isServed ? now.Moments.FetchedAgain(release, now.At)
            : null;
        return DeviceDecision.Happened(
            new StoredFileDamaged(Volume.Preboot, StoredFile.Antipatch, release),
            new RemovalAttemptFailed(phase.Releases, fault, again));
    }

    /// <summary>
    /// The bit that is wrong in the stored antipatch; null for none. A response that ran in Safari only has changed no
    /// image yet.
    /// </summary>
    private static ulong? DamageOf(in Situation now, string release)
    {
        foreach (var applied in now.State.Applied)
        {
            if (applied.Release == release)
                return now.StoredDamage(StoredFile.Antipatch);
        }

        return null;
    }
}
