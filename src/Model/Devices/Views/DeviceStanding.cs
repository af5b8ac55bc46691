using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Views;

/// <summary>What a device is doing, in one word for people: the phase it is in, and how far that has come.</summary>
public enum DeviceStanding
{
    /// <summary>Not yet part of the fleet.</summary>
    Unenrolled,

    /// <summary>Nothing goes on; it polls.</summary>
    Idle,

    /// <summary>A response waits for the moment at which its download begins, mostly for its person.</summary>
    Offered,

    Downloading,

    AwaitingTicket,

    /// <summary>The patch is being applied.</summary>
    Preparing,

    /// <summary>A response waits for the restart.</summary>
    Staged,

    /// <summary>Down, on the way into a response.</summary>
    Restarting,

    /// <summary>A step did not succeed, and waits for its next attempt.</summary>
    Retrying,

    /// <summary>Responses are on their way out.</summary>
    Removing,

    /// <summary>A software update waits for the moment at which its download begins.</summary>
    UpdateOffered,

    DownloadingUpdate,

    /// <summary>A software update waits for the restart.</summary>
    UpdateReady,

    /// <summary>Down, on the way into a software update.</summary>
    Updating,
}

/// <summary>The table from phases to standings, and what else a phase says about where a device stands.</summary>
public static class DeviceStandings
{
    extension(DeviceState state)
    {
        /// <summary>The response that is being put on the device; null when none is.</summary>
        public string? Incoming => state.Job?.Release;

        /// <summary>The installation that goes on; null when none does.</summary>
        public InstallJob? Job => state.Phase switch
        {
            DevicePhase.Fetching p => p.Job,
            DevicePhase.Requesting p => p.Job,
            DevicePhase.AwaitingTicket p => p.Job,
            DevicePhase.Preparing p => p.Job,
            DevicePhase.Staged p => p.Job,
            DevicePhase.Starting p => p.Job,
            _ => null,
        };

        /// <summary>What runs carries the fixes of the newest response: see <see cref="Protection"/>.</summary>
        public bool IsProtected(Protection protection)
        {
            ArgumentNullException.ThrowIfNull(protection);
            return protection.Covers(state.Platform, state.Os.Build, state.Active?.Release);
        }

        /// <summary>… or Safari runs on such a response already, and everything else waits for the restart.</summary>
        public bool IsBrowserProtected(Protection protection) => state.IsProtected(protection)
            || (state.Phase is DevicePhase.Staged { InSafari: true, Job.Release: var release }
                && protection.Covers(state.Platform, state.Os.Build, release));

        /// <summary>Responses were taken off again, and the base runs.</summary>
        public bool IsReverted => state.Applied.IsEmpty && !state.Retained.IsEmpty;

        /// <summary>What the device is doing at a moment before which everything is done.</summary>
        public DeviceStanding StandingAt(VirtualTime at, World world) => state.Phase switch
        {
            DevicePhase.Unenrolled => DeviceStanding.Unenrolled,
            DevicePhase.Resting => DeviceStanding.Idle,
            DevicePhase.Fetching p when at > p.From => DeviceStanding.Downloading,
            DevicePhase.Fetching p => HasFailed(p.Job) ? DeviceStanding.Retrying : DeviceStanding.Offered,
            // The first request goes out with the end of the download.
            DevicePhase.Requesting => DeviceStanding.Retrying,
            DevicePhase.AwaitingTicket => DeviceStanding.AwaitingTicket,
            DevicePhase.Preparing => DeviceStanding.Preparing,
            DevicePhase.Staged => DeviceStanding.Staged,
            DevicePhase.Starting => DeviceStanding.Restarting,
            DevicePhase.Removing or DevicePhase.Returning => DeviceStanding.Removing,
            DevicePhase.FetchingUpdate p when at <= p.From =>
                p.Job.Attempt > 1 ? DeviceStanding.Retrying : DeviceStanding.UpdateOffered,
            DevicePhase.FetchingUpdate p => at <= new DeviceMoments(world, state).UpdateDownloaded(p)
                ? DeviceStanding.DownloadingUpdate
                : DeviceStanding.UpdateReady,
            DevicePhase.UpdateReady => DeviceStanding.UpdateReady,
            DevicePhase.Updating => DeviceStanding.Updating,
            _ => throw new InvalidOperationException($"A new phase needs its word here: {state.Phase}."),
        };
    }

    /// <summary>An attempt went wrong, or a gate was shut.</summary>
    private static bool HasFailed(InstallJob job) => job.Attempt > 1 || job.GateTries > 0;
}
