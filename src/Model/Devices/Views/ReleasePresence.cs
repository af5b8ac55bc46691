using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Views;

/// <summary>How far a release is on one device, at one moment.</summary>
public enum ReleasePresence
{
    /// <summary>It is neither active nor on its way.</summary>
    None,

    /// <summary>The device has it: the response is active, or the base is a build of the software update.</summary>
    Active,

    /// <summary>It is offered, and its download has not begun, or waits for the next attempt.</summary>
    Offered,

    Downloading,

    /// <summary>It is downloaded, and the device asks for its ticket.</summary>
    AwaitingTicket,

    /// <summary>The patch is being applied.</summary>
    Preparing,

    /// <summary>It waits for the restart.</summary>
    Staged,

    /// <summary>It waits for the restart, which the person of the device puts off.</summary>
    PutOff,

    /// <summary>The device is down, and restarts into it.</summary>
    Restarting,
}

/// <summary>The table from the state of a device to the presence of a release on it.</summary>
public static class ReleasePresences
{
    /// <summary>
    /// The presences of devices that are still to come: everything but none and active, in the order of the steps.
    /// </summary>
    public static readonly IReadOnlyList<ReleasePresence> ToCome =
        [.. Enum.GetValues<ReleasePresence>().Where(IsToCome)];

    /// <summary>Whether it is on its way.</summary>
    public static bool IsToCome(ReleasePresence presence) =>
        presence is not (ReleasePresence.None or ReleasePresence.Active);

    extension(DeviceState state)
    {
        /// <summary>How far a release is; everything before the moment is done.</summary>
        public ReleasePresence PresenceOf(IRelease release, VirtualTime at, World world)
        {
            ArgumentNullException.ThrowIfNull(release);

            // A device that comes with the update's build has it from the moment at which it joins.
            if (state.Phase is DevicePhase.Unenrolled)
                return ReleasePresence.None;
            return release is SoftwareUpdate update
                ? state.OfUpdate(update, at, world)
                : state.OfResponse(release.Id, at);
        }

        /// <summary>Whether Safari already runs a response that waits for the restart.</summary>
        public bool RunsInSafari(string response) =>
            state.Phase is DevicePhase.Staged { InSafari: true } staged && staged.Job.Release == response;

        private ReleasePresence OfResponse(string response, VirtualTime at)
        {
            if (state.Active?.Release == response)
                return ReleasePresence.Active;
            if (state.Job is not { } job || job.Release != response)
                return ReleasePresence.None;
            return state.Phase switch
            {
                DevicePhase.Fetching p => OfFetching(p.From, at),
                DevicePhase.Requesting or DevicePhase.AwaitingTicket => ReleasePresence.AwaitingTicket,
                DevicePhase.Preparing => ReleasePresence.Preparing,
                DevicePhase.Staged => OfStaged(state.Traits, job.Source),
                _ => ReleasePresence.Restarting,
            };
        }

        private ReleasePresence OfUpdate(SoftwareUpdate update, VirtualTime at, World world)
        {
            if (update.Brings(state.Platform, state.Os.Build))
                return ReleasePresence.Active;
            return state.Phase switch
            {
                DevicePhase.FetchingUpdate p when Is(p.Job) => OfFetchingUpdate(state, p, at, world),
                DevicePhase.UpdateReady p when Is(p.Job) => OfStaged(state.Traits, p.Job.Source),
                DevicePhase.AwaitingBootTicket p when Is(p.Job) => ReleasePresence.AwaitingTicket,
                DevicePhase.Updating p when Is(p.Job) => ReleasePresence.Restarting,
                DevicePhase.FallingBack p when Is(p.Job) => ReleasePresence.Restarting,
                DevicePhase.BootLooping p when Is(p.Job) => ReleasePresence.Restarting,
                DevicePhase.AwaitingHands { Restart: DevicePhase.Updating p } when Is(p.Job) =>
                    ReleasePresence.Restarting,
                DevicePhase.AwaitingHands { Restart: DevicePhase.FallingBack p } when Is(p.Job) =>
                    ReleasePresence.Restarting,
                _ => ReleasePresence.None,
            };

            bool Is(UpdateJob job) => update.Brings(state.Platform, job.OsBuild);
        }
    }

    /// <param name="from">When the download begins; never, while its person does not decide.</param>
    public static ReleasePresence OfFetching(VirtualTime from, VirtualTime at) =>
        at > from ? ReleasePresence.Downloading : ReleasePresence.Offered;

    /// <summary>
    /// No event says when the download of a software update is complete; it waits for the restart from then on.
    /// </summary>
    public static ReleasePresence OfFetchingUpdate(
        DeviceState state, DevicePhase.FetchingUpdate phase, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(phase);
        return at <= phase.From ? ReleasePresence.Offered
            : at <= new DeviceMoments(world, state).UpdateDownloaded(phase) ? ReleasePresence.Downloading
            : OfStaged(state.Traits, phase.Job.Source);
    }

    public static ReleasePresence OfStaged(Traits traits, OfferSource source)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return traits.Restarts switch
        {
            RestartHabit.Never when source != OfferSource.Command => ReleasePresence.PutOff,
            RestartHabit.PutsOff when !source.IsByHand => ReleasePresence.PutOff,
            _ => ReleasePresence.Staged,
        };
    }
}
