using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.States;

/// <summary>
/// What a device is in the middle of. Each phase is entered by one event and knows only what that event tells; all
/// moments it waits for follow from it.
/// </summary>
public abstract record DevicePhase
{
    private DevicePhase()
    {
    }

    /// <summary>Not yet part of the fleet.</summary>
    public sealed record Unenrolled : DevicePhase;

    /// <summary>Nothing is going on. The device polls.</summary>
    public sealed record Resting : DevicePhase;

    /// <summary>A response is offered; the download begins at <paramref name="From"/>, which may be never.</summary>
    public sealed record Fetching(InstallJob Job, VirtualTime From) : DevicePhase;

    /// <summary>The patch is here; a ticket will be asked for (again) at <paramref name="From"/>.</summary>
    public sealed record Requesting(InstallJob Job, VirtualTime From) : DevicePhase;

    /// <summary>A ticket was asked for; the answer is a message.</summary>
    public sealed record AwaitingTicket(InstallJob Job) : DevicePhase;

    /// <summary>The ticket holds. The patch is applied by <paramref name="Ready"/>.</summary>
    public sealed record Preparing(InstallJob Job, VirtualTime Ready) : DevicePhase;

    /// <summary>Staged: the device tries to restart at <paramref name="RestartAt"/>, which may be never.</summary>
    /// <param name="SafariAt">When Safari is relaunched; never on a phone, and never again when it was.</param>
    /// <param name="InSafari">Safari runs on the new content.</param>
    public sealed record Staged(InstallJob Job, VirtualTime RestartAt, VirtualTime SafariAt, bool InSafari)
        : DevicePhase;

    /// <summary>Restarting into the response; down until <paramref name="Up"/>.</summary>
    public sealed record Starting(InstallJob Job, VirtualTime Down, VirtualTime Up) : DevicePhase;

    /// <summary>Responses are to go: antipatch and restart at <paramref name="RestartAt"/>.</summary>
    /// <param name="WasStaged">None of them had been started: they are discarded without a restart.</param>
    public sealed record Removing(
        RemovalCause Cause, ImmutableArray<string> Releases, VirtualTime RestartAt, bool WasStaged) : DevicePhase;

    /// <summary>Restarting into what is left; down until <paramref name="Up"/>.</summary>
    public sealed record Returning(
        RemovalCause Cause, ImmutableArray<string> Releases, VirtualTime Down, VirtualTime Up)
        : DevicePhase;

    /// <summary>A software update is offered; its download begins at <paramref name="From"/>, which may be never.</summary>
    public sealed record FetchingUpdate(UpdateJob Job, VirtualTime From) : DevicePhase;

    /// <summary>The update is here; the device tries to install it at <paramref name="RestartAt"/>.</summary>
    public sealed record UpdateReady(UpdateJob Job, VirtualTime RestartAt) : DevicePhase;

    /// <summary>Sealing the system volume anew behind a RAM disk; down until <paramref name="Up"/>.</summary>
    public sealed record Updating(UpdateJob Job, VirtualTime Down, VirtualTime Up) : DevicePhase;
}

/// <summary>One installation, from offer to activation.</summary>
/// <param name="Attempt">From 1; one more after each fault.</param>
/// <param name="FreshDownloads">Downloads thrown away because their bytes were wrong.</param>
/// <param name="GateTries">Gates found shut: before the download, and, counted anew, before the restart.</param>
public sealed record InstallJob(string Release, OfferSource Source, int Attempt, int FreshDownloads, int GateTries)
{
    public static InstallJob First(string release, OfferSource source) => new(release, source, 1, 0, 0);
}

/// <summary>One software update on one device.</summary>
public sealed record UpdateJob(string Version, string OsBuild, OfferSource Source, int Attempt, int GateTries);
