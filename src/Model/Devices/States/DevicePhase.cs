using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.States;

/// <summary>
/// What a device is doing. Each phase is entered by one event and holds only what follows from that event, including
/// the moments it waits for.
/// </summary>
public abstract record DevicePhase
{
    private DevicePhase()
    {
    }

    /// <summary>Not yet part of the fleet.</summary>
    public sealed record Unenrolled : DevicePhase;

    /// <summary>
    /// The device does nothing but poll. It holds nothing, so that a million devices at rest share one.
    /// </summary>
    public sealed record Resting : DevicePhase
    {
        public static readonly Resting Shared = new();
    }

    /// <summary>A response is offered; the download begins at <paramref name="From"/>, which may be never.</summary>
    public sealed record Fetching(InstallJob Job, VirtualTime From) : DevicePhase;

    /// <summary>
    /// The patch is downloaded; the device requests a ticket, or requests it again, at <paramref name="From"/>.
    /// </summary>
    public sealed record Requesting(InstallJob Job, VirtualTime From) : DevicePhase;

    /// <summary>The device has requested a ticket; the answer is a message.</summary>
    public sealed record AwaitingTicket(InstallJob Job) : DevicePhase;

    /// <summary>The ticket is valid. The patch is applied by <paramref name="Ready"/>.</summary>
    public sealed record Preparing(InstallJob Job, VirtualTime Ready) : DevicePhase;

    /// <summary>
    /// The response is staged; the device tries to restart at <paramref name="RestartAt"/>, which may be never.
    /// </summary>
    /// <param name="SafariAt">When Safari is relaunched; never on a phone, and never after a relaunch.</param>
    /// <param name="InSafari">Whether Safari runs on the new content.</param>
    public sealed record Staged(InstallJob Job, VirtualTime RestartAt, VirtualTime SafariAt, bool InSafari)
        : DevicePhase;

    /// <summary>The device restarts: it goes through the steps of a boot.</summary>
    /// <param name="Down">When it went down.</param>
    /// <param name="Up">When it will be up, if no step fails.</param>
    public abstract record Restarting(VirtualTime Down, VirtualTime Up) : DevicePhase
    {
        /// <summary>When the present boot began: after a repair later than <see cref="Down"/>.</summary>
        public VirtualTime Begun { get; init; } = Down;

        /// <summary>
        /// The last step that a person has repaired; null for none. Chance lets neither it nor the steps before fail.
        /// </summary>
        public BootStep? Repaired { get; init; }

        /// <summary>
        /// When the person unlocks the Data volume, on a Mac that needs that before the kernel; else null.
        /// </summary>
        public VirtualTime? UnlockedAt { get; init; }
    }

    /// <summary>The device restarts into the response; it is down until <paramref name="Up"/>.</summary>
    public sealed record Starting(InstallJob Job, VirtualTime Down, VirtualTime Up) : Restarting(Down, Up);

    /// <summary>
    /// Responses are being removed: the device applies the antipatch and restarts at <paramref name="RestartAt"/>.
    /// </summary>
    /// <param name="WasStaged">True when none of them was in use yet: they are discarded without a restart.</param>
    public sealed record Removing(
        RemovalCause Cause, ImmutableArray<string> Releases, VirtualTime RestartAt, bool WasStaged) : DevicePhase;

    /// <summary>The device restarts into what remains; it is down until <paramref name="Up"/>.</summary>
    public sealed record Returning(
        RemovalCause Cause, ImmutableArray<string> Releases, VirtualTime Down, VirtualTime Up)
        : Restarting(Down, Up);

    /// <summary>
    /// A software update is offered; its download begins at <paramref name="From"/>, which may be never.
    /// </summary>
    public sealed record FetchingUpdate(UpdateJob Job, VirtualTime From) : DevicePhase;

    /// <summary>The update is downloaded; the device tries to install it at <paramref name="RestartAt"/>.</summary>
    public sealed record UpdateReady(UpdateJob Job, VirtualTime RestartAt) : DevicePhase;

    /// <summary>
    /// The device may restart into an update, and has requested its boot ticket; the answer is a message.
    /// </summary>
    public sealed record AwaitingBootTicket(UpdateJob Job) : DevicePhase;

    /// <summary>
    /// The device seals the system volume anew from a RAM disk; it is down until <paramref name="Up"/>.
    /// </summary>
    public sealed record Updating(UpdateJob Job, VirtualTime Down, VirtualTime Up) : Restarting(Down, Up);

    /// <summary>
    /// The device does not start with a software update, and restarts from the snapshot before it.
    /// </summary>
    /// <param name="Fault">Why it does not start with the update.</param>
    public sealed record FallingBack(UpdateJob Job, DeviceFault Fault, VirtualTime Down, VirtualTime Up)
        : Restarting(Down, Up);

    /// <summary>
    /// A step of a boot failed, and only a person can repair the device; a person does so at
    /// <paramref name="HandsCome"/>.
    /// </summary>
    public sealed record AwaitingHands(Restarting Restart, BootStep Step, VirtualTime HandsCome) : DevicePhase;

    /// <summary>
    /// The device does not start with a software update: it restarts again and again until a person comes.
    /// </summary>
    public sealed record BootLooping(UpdateJob Job, VirtualTime Down, VirtualTime HandsCome) : DevicePhase;
}

/// <summary>One installation, from offer to activation.</summary>
/// <param name="Attempt">From 1; one more after each fault.</param>
/// <param name="FreshDownloads">Downloads that were discarded because their bytes were wrong.</param>
/// <param name="GateTries">
/// How often a gate was closed: before the download, then, counted anew, before the restart.
/// </param>
public sealed record InstallJob(string Release, OfferSource Source, int Attempt, int FreshDownloads, int GateTries)
{
    /// <summary>
    /// The deadline of the device's ring, for its download at first, later for its restart; never when there is none.
    /// </summary>
    public VirtualTime DueBy { get; init; } = VirtualTime.Never;

    public static InstallJob First(string release, OfferSource source) => new(release, source, 1, 0, 0);
}

/// <summary>One software update on one device.</summary>
public sealed record UpdateJob(string Version, string OsBuild, OfferSource Source, int Attempt, int GateTries)
{
    /// <summary>Downloads that were discarded because a step after them failed.</summary>
    public int FreshDownloads { get; init; }

    /// <summary>The deadline of the device's ring, without its grace; never when there is none.</summary>
    public VirtualTime DueBy { get; init; } = VirtualTime.Never;
}
