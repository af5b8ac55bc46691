using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Views;

/// <summary>What a device is doing, in one word for people: its phase, and the progress within the phase.</summary>
public enum DeviceStanding
{
    /// <summary>Not yet part of the fleet.</summary>
    Unenrolled,

    /// <summary>Nothing goes on; the device polls the catalogue.</summary>
    Idle,

    /// <summary>A response waits for its download to begin, mostly for a person's decision.</summary>
    Offered,

    Downloading,

    AwaitingTicket,

    /// <summary>The patch is being applied.</summary>
    Preparing,

    /// <summary>A response waits for the restart.</summary>
    Staged,

    /// <summary>The device is down, and restarts into a response.</summary>
    Restarting,

    /// <summary>An attempt failed or a gate was shut; the device waits for the next attempt.</summary>
    Retrying,

    /// <summary>Responses are being removed.</summary>
    Removing,

    /// <summary>A software update waits for its download to begin.</summary>
    UpdateOffered,

    DownloadingUpdate,

    /// <summary>A software update waits for the restart.</summary>
    UpdateReady,

    /// <summary>The device is down, and restarts into a software update, or back from one.</summary>
    Updating,

    /// <summary>The device does not boot, and waits for a person who repairs it.</summary>
    AwaitingHands,

    /// <summary>The device does not start with a software update, and waits for a person.</summary>
    BootLooping,
}

/// <summary>The table from phases to standings, and other properties that follow from a device's state.</summary>
public static class DeviceStandings
{
    extension(DeviceState state)
    {
        /// <summary>The response that is being put on the device; null when none is.</summary>
        public string? Incoming => state.Job?.Release;

        /// <summary>The device runs the fixes of the newest response: see <see cref="Protection"/>.</summary>
        public bool IsProtected(Protection protection)
        {
            ArgumentNullException.ThrowIfNull(protection);
            return protection.Covers(state.Platform, state.Os.Build, state.Active?.Release);
        }

        /// <summary>
        /// The device is protected, or Safari already runs on such a response and the rest waits for the restart.
        /// </summary>
        public bool IsBrowserProtected(Protection protection) => state.IsProtected(protection)
            || (state.Phase is DevicePhase.Staged { InSafari: true, Job.Release: var release }
                && protection.Covers(state.Platform, state.Os.Build, release));

        /// <summary>Responses were removed, and the base runs.</summary>
        public bool IsReverted => state.Applied.IsEmpty && !state.Retained.IsEmpty;

        /// <summary>What the device is doing at a moment; everything before the moment is done.</summary>
        public DeviceStanding StandingAt(VirtualTime at, World world) => state.Phase switch
        {
            DevicePhase.Unenrolled => DeviceStanding.Unenrolled,
            DevicePhase.Resting => DeviceStanding.Idle,
            DevicePhase.Fetching p when at > p.From => DeviceStanding.Downloading,
            DevicePhase.Fetching p => HasFailed(p.Job) ? DeviceStanding.Retrying : DeviceStanding.Offered,
            // The first request is sent at the end of the download, so a request that waits is a later attempt.
            DevicePhase.Requesting => DeviceStanding.Retrying,
            DevicePhase.AwaitingTicket or DevicePhase.AwaitingBootTicket => DeviceStanding.AwaitingTicket,
            DevicePhase.Preparing => DeviceStanding.Preparing,
            DevicePhase.Staged => DeviceStanding.Staged,
            DevicePhase.Starting => DeviceStanding.Restarting,
            DevicePhase.Removing or DevicePhase.Returning => DeviceStanding.Removing,
            DevicePhase.FetchingUpdate p when at <= p.From =>
                p.Job is { Attempt: > 1 } or { GateTries: > 0 }
                    ? DeviceStanding.Retrying
                    : DeviceStanding.UpdateOffered,
            DevicePhase.FetchingUpdate p => at <= new DeviceMoments(world, state).UpdateDownloaded(p)
                ? DeviceStanding.DownloadingUpdate
                : DeviceStanding.UpdateReady,
            DevicePhase.UpdateReady => DeviceStanding.UpdateReady,
            DevicePhase.Updating or DevicePhase.FallingBack => DeviceStanding.Updating,
            DevicePhase.AwaitingHands => DeviceStanding.AwaitingHands,
            DevicePhase.BootLooping => DeviceStanding.BootLooping,
            _ => throw new InvalidOperationException($"A new phase needs its word here: {state.Phase}."),
        };
    }

    /// <summary>An attempt failed, or a gate was shut.</summary>
    private static bool HasFailed(InstallJob job) => job.Attempt > 1 || job.GateTries > 0;
}
