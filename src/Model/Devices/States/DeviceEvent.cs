using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.States;

/// <summary>
/// What happens on a device, with the names that are stored and exported. Every change of a <see cref="DeviceState"/>
/// comes from one of these events.
/// </summary>
public abstract record DeviceEvent : IEvent
{
    private DeviceEvent()
    {
    }

    public sealed record Enrolled(
        Platform Platform,
        string Model,
        string OsVersion,
        string OsBuild,
        uint ChipId,
        ulong Ecid,
        Digest BootTicketDigest,
        Digest SystemVolumeSeal,
        ImmutableArray<string> Applications,
        bool SharesAnalytics,
        bool AutomaticUpdates,
        bool LockdownMode,
        Management? Managed) : DeviceEvent
    {
        /// <summary>The response that is active from the start; null for none.</summary>
        public string? Response { get; init; }
    }

    public sealed record ResponseOffered(string Release, OfferSource Source) : DeviceEvent;

    public sealed record PatchDownloaded(string Release, long Bytes, TimeSpan Duration) : DeviceEvent;

    /// <param name="Nonce">The nonce to which the ticket will be bound.</param>
    /// <param name="Attempt">The attempt of this installation, from 1.</param>
    public sealed record TicketRequested(string Release, Digest Nonce, int Attempt) : DeviceEvent;

    /// <param name="ManifestDigest">SHA-384 of the signed bytes.</param>
    /// <param name="Reused">
    /// True when the ticket of an earlier installation is used again, without a request to the signing service.
    /// </param>
    public sealed record TicketIssued(string Release, Digest ManifestDigest, bool Reused) : DeviceEvent;

    public sealed record TicketRefused(string Release, int Status, string Message) : DeviceEvent;

    public sealed record ResponseStaged(string Release, ImmutableArray<StagedCryptex> Cryptexes) : DeviceEvent;

    /// <summary>The staged response offers its person, who uses the Mac, to quit and relaunch Safari.</summary>
    public sealed record SafariRelaunchOffered(string Release) : DeviceEvent;

    /// <summary>The person accepts or declines the offer. A person who ignores it gives no answer.</summary>
    public sealed record SafariRelaunchAnswered(string Release, bool Accepted) : DeviceEvent;

    public sealed record SafariRelaunched(string Release) : DeviceEvent;

    public sealed record Restarted(RestartReason Reason) : DeviceEvent;

    public sealed record ResponseActivated(
        string Release, string OsBuild, TimeSpan Downtime, int BatteryPercent, bool Charging) : DeviceEvent
    {
        /// <summary>SHA-384 of each trust cache that was loaded: that of the system volume, OS, App.</summary>
        public ImmutableArray<Digest> TrustCaches { get; init; } = [];
    }

    /// <param name="RetryAt">When the step is tried again; null when it is not tried again.</param>
    public sealed record InstallAttemptFailed(
        string Release, InstallStep Step, DeviceFault Fault, int Attempt, VirtualTime? RetryAt) : DeviceEvent
    {
        /// <summary>What was lacking when storage was full; otherwise null.</summary>
        public SpaceShortage? Space { get; init; }
    }

    public sealed record InstallAbandoned(string Release, DeviceFault Fault, int Attempts) : DeviceEvent;

    public sealed record RemovalStarted(RemovalCause Cause, ImmutableArray<string> Releases) : DeviceEvent;

    /// <summary>
    /// A gate was shut when the device tried to restart out of responses, or an antipatch is damaged; the removal
    /// waits.
    /// </summary>
    /// <param name="RetryAt">
    /// When the device tries again; null when it does not, because an antipatch is lost. Then a software update is the
    /// way back.
    /// </param>
    public sealed record RemovalAttemptFailed(
        ImmutableArray<string> Releases, DeviceFault Fault, VirtualTime? RetryAt) : DeviceEvent;

    /// <param name="OsBuild">The build that runs now.</param>
    public sealed record ResponsesRemoved(ImmutableArray<string> Releases, string OsBuild) : DeviceEvent;

    public sealed record NonceRolled : DeviceEvent;

    public sealed record AnalyticsSharingChanged(bool SharesAnalytics) : DeviceEvent;

    public sealed record ManagementChanged(Management? Managed) : DeviceEvent;

    /// <summary>
    /// The device tells its person that a release is enforced, and that it will restart at the deadline.
    /// </summary>
    /// <param name="Release">A response, or a software update by its version in the scenario.</param>
    /// <param name="Remaining">The time to the deadline.</param>
    public sealed record EnforcementNotified(string Release, VirtualTime Deadline, TimeSpan Remaining) : DeviceEvent;

    /// <param name="Until">The battery does not charge before this moment.</param>
    public sealed record ChargerDisconnected(VirtualTime Until) : DeviceEvent;

    /// <param name="Release">The response that was in use; null on the base.</param>
    public sealed record ApplicationCrashed(string Application, string? Release) : DeviceEvent;

    /// <param name="Day">A day of the device's own calendar.</param>
    public sealed record CrashTotalsReported(int Day, ImmutableArray<CrashTotal> Totals) : DeviceEvent;

    /// <summary>The device has queried the list of affected applications, and the list had changed.</summary>
    /// <param name="Version">The version of the list, from 1.</param>
    public sealed record AffectedApplicationsFetched(int Version) : DeviceEvent;

    public sealed record RemovalRecommended(
        string Release,
        string Application,
        string Rule,
        int CrashesBefore,
        double HoursBefore,
        int CrashesAfter,
        double HoursAfter,
        double PValue) : DeviceEvent;

    public sealed record RecommendationAnswered(string Release, bool Accepted) : DeviceEvent;

    public sealed record RecommendationReported(string Release, string Application, bool Accepted) : DeviceEvent;

    /// <param name="Version">The version for the device's platform.</param>
    public sealed record SoftwareUpdateOffered(string Version, string OsBuild, OfferSource Source) : DeviceEvent
    {
        /// <summary>
        /// The update's name, by which it is published: 16.6 on all platforms, while the version on a Mac is 13.5.
        /// </summary>
        public string Release { get; init; } = Version;

        /// <summary>
        /// The download of an older update was about to begin: that of this one begins in its place, without a delay.
        /// </summary>
        public bool BeginsAtOnce { get; init; }
    }

    /// <summary>The device has asked the signing service to vouch for the build that it is about to start.</summary>
    /// <param name="Release">The version by which the update is published.</param>
    public sealed record BootTicketRequested(string Release, string OsBuild, int Attempt) : DeviceEvent;

    /// <summary>The device has verified the boot ticket of a build.</summary>
    /// <param name="ManifestDigest">SHA-384 of what the ticket signs.</param>
    public sealed record BootTicketIssued(string Release, string OsBuild, Digest ManifestDigest) : DeviceEvent;

    public sealed record SoftwareUpdateAttemptFailed(
        string Version, InstallStep Step, DeviceFault Fault, int Attempt, VirtualTime? RetryAt) : DeviceEvent
    {
        /// <summary>What was lacking when storage was full; otherwise null.</summary>
        public SpaceShortage? Space { get; init; }
    }

    /// <summary>
    /// Patch and antipatch of a response that is not active were removed, because their space was needed. If the
    /// response is installed again, it is downloaded again.
    /// </summary>
    public sealed record KeptFilesRemoved(string Release, long Bytes) : DeviceEvent;

    /// <summary>The device's person removed files of their own, because an installation lacked space.</summary>
    public sealed record PersonalFilesRemoved(long Bytes) : DeviceEvent;

    /// <summary>New security data is in use.</summary>
    public sealed record SecurityDataInstalled(string Version, long Bytes) : DeviceEvent;

    /// <summary>Safari was quit, its package was installed, and Safari runs the new version.</summary>
    public sealed record SafariPackageInstalled(string Version, long Bytes) : DeviceEvent;

    /// <summary>The running kernel was patched, or by kexec replaced.</summary>
    /// <param name="Outage">How long nothing ran.</param>
    public sealed record LivePatchApplied(string Name, LivePatchTool Tool, long Bytes, TimeSpan Outage) : DeviceEvent;

    /// <summary>A patch that was withdrawn is unloaded; after kexec, the old kernel runs again.</summary>
    public sealed record LivePatchRemoved(string Name) : DeviceEvent;

    /// <summary>A step of a boot failed.</summary>
    public sealed record BootStepFailed(BootStep Step, DeviceFault Fault, BootFallback Fallback) : DeviceEvent;

    /// <summary>The person has unlocked the Data volume, for the first time after a restart.</summary>
    public sealed record DataVolumeUnlocked : DeviceEvent;

    /// <summary>A file was damaged on the device's storage; it was found when it was read.</summary>
    public sealed record StoredFileDamaged(Volume Volume, StoredFile File, string Release) : DeviceEvent;

    public sealed record SoftwareUpdateInstalled(
        string From, string To, string OsBuild, Digest BootTicketDigest, Digest SystemVolumeSeal, long Bytes,
        TimeSpan Downtime) : DeviceEvent
    {
        /// <summary>Bytes of the files that were written.</summary>
        public long BytesWritten { get; init; }

        public int FilesReplaced { get; init; }

        /// <summary>Hashes on the paths from the changed blocks of the system volume to the root of its tree.</summary>
        public long HashesComputed { get; init; }
    }

    /// <summary>
    /// The device does not start with a software update, and restarts again and again. A person has to come.
    /// </summary>
    public sealed record BootLoopStarted(string Version, string OsBuild) : DeviceEvent;

    /// <summary>A person has started the previous snapshot.</summary>
    /// <param name="OsBuild">The base build that runs again.</param>
    /// <param name="Downtime">Since the restart into the update.</param>
    public sealed record BootLoopEnded(string Version, string OsBuild, TimeSpan Downtime) : DeviceEvent;
}

/// <summary>One cryptex of a staged response, with the digests that the device measured.</summary>
/// <param name="TrustCache">SHA-384 of the trust cache that lists the image's binaries.</param>
public sealed record StagedCryptex(
    CryptexSubtype Subtype, Digest PatchDigest, Digest ImageDigest, Seal Seal, Digest TrustCache);

/// <summary>Space that an installation needs, and what is free on the volume, in bytes.</summary>
public sealed record SpaceShortage(long Needed, long Free);
