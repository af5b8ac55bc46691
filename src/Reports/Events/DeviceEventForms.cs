using RsrActors.Model.Cryptexes;
using RsrActors.Model.Platforms;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Reports.Events.EventForm;

namespace RsrActors.Reports.Events;

/// <summary>How the events of devices are exported.</summary>
public static class DeviceEventForms
{
    public static IEnumerable<KeyValuePair<Type, EventForm>> All =>
    [
        For<Enrolled>("DeviceEnrolled", static form => form
            .Text("platform", static e => e.Platform.Name)
            .Text("model", static e => e.Model)
            .Text("osVersion", static e => e.OsVersion)
            .Text("osBuild", static e => e.OsBuild)
            .Number("chipId", static e => e.ChipId)
            .Number("ecid", static e => e.Ecid)
            .Digest("bootTicketDigest", static e => e.BootTicketDigest)
            .Digest("systemVolumeSeal", static e => e.SystemVolumeSeal)
            .Texts("applications", static e => e.Applications)
            .Flag("sharesAnalytics", static e => e.SharesAnalytics)
            .Flag("automaticUpdates", static e => e.AutomaticUpdates)
            .Flag("lockdownMode", static e => e.LockdownMode)
            .Managed("managed", static e => e.Managed)
            .TextIfAny("release", static e => e.Response)),
        For<ResponseOffered>("ResponseOffered", static form => form
            .Text("release", static e => e.Release)
            .Word("source", static e => e.Source)),
        For<PatchDownloaded>("PatchDownloaded", static form => form
            .Text("release", static e => e.Release)
            .Number("bytes", static e => e.Bytes)
            .Seconds("seconds", static e => e.Duration)),
        For<TicketRequested>("TicketRequested", static form => form
            .Text("release", static e => e.Release)
            .Digest("nonce", static e => e.Nonce)
            .Number("attempt", static e => e.Attempt)),
        For<TicketIssued>("TicketIssued", static form => form
            .Text("release", static e => e.Release)
            .Digest("manifestDigest", static e => e.ManifestDigest)
            .Flag("reused", static e => e.Reused)),
        For<TicketRefused>("TicketRefused", static form => form
            .Text("release", static e => e.Release)
            .Number("status", static e => e.Status)
            .Text("message", static e => e.Message)),
        For<ResponseStaged>("ResponseStaged", static form => form
            .Text("release", static e => e.Release)
            .Objects("cryptexes", static e => e.Cryptexes, static form => form
                .Text("subtype", static cryptex => cryptex.Subtype.Text)
                .Digest("patchDigest", static cryptex => cryptex.PatchDigest)
                .Digest("imageDigest", static cryptex => cryptex.ImageDigest)
                .Seal("seal", static cryptex => cryptex.Seal)
                .Digest("trustCache", static cryptex => cryptex.TrustCache))),
        For<SafariRelaunchOffered>("SafariRelaunchOffered", static form => form.Text("release", static e => e.Release)),
        For<SafariRelaunchAnswered>("SafariRelaunchAnswered", static form => form
            .Text("release", static e => e.Release)
            .Flag("accepted", static e => e.Accepted)),
        For<EnforcementNotified>("EnforcementNotified", static form => form
            .Text("release", static e => e.Release)
            .Instant("deadline", static e => e.Deadline)
            .Seconds("remainingSeconds", static e => e.Remaining)),
        For<SafariRelaunched>("SafariRelaunched", static form => form.Text("release", static e => e.Release)),
        For<Restarted>("DeviceRestarted", static form => form.Word("reason", static e => e.Reason)),
        For<ResponseActivated>("ResponseActivated", static form => form
            .Text("release", static e => e.Release)
            .Text("osBuild", static e => e.OsBuild)
            .Seconds("downtimeSeconds", static e => e.Downtime)
            .Number("batteryPercent", static e => e.BatteryPercent)
            .Flag("charging", static e => e.Charging)
            .Digests("trustCaches", static e => e.TrustCaches)),
        For<InstallAttemptFailed>("InstallAttemptFailed", static form => form
            .Text("release", static e => e.Release)
            .Word("step", static e => e.Step)
            .Word("fault", static e => e.Fault)
            .Number("attempt", static e => e.Attempt)
            .Instant("retryAt", static e => e.RetryAt)
            .NumberIfAny("bytesNeeded", static e => e.Space?.Needed)
            .NumberIfAny("bytesFree", static e => e.Space?.Free)),
        For<InstallAbandoned>("InstallAbandoned", static form => form
            .Text("release", static e => e.Release)
            .Word("fault", static e => e.Fault)
            .Number("attempts", static e => e.Attempts)),
        For<RemovalStarted>("RemovalStarted", static form => form
            .Word("cause", static e => e.Cause)
            .Texts("releases", static e => e.Releases)),
        For<RemovalAttemptFailed>("RemovalAttemptFailed", static form => form
            .Texts("releases", static e => e.Releases)
            .Word("fault", static e => e.Fault)
            .Instant("retryAt", static e => e.RetryAt)),
        For<ResponsesRemoved>("ResponsesRemoved", static form => form
            .Texts("releases", static e => e.Releases)
            .Text("osBuild", static e => e.OsBuild)),
        For<NonceRolled>("NonceRolled", static _ => { }),
        For<AnalyticsSharingChanged>("AnalyticsSharingChanged", static form => form
            .Flag("sharesAnalytics", static e => e.SharesAnalytics)),
        For<ManagementChanged>("ManagementChanged", static form => form.Managed("managed", static e => e.Managed)),
        For<ChargerDisconnected>("ChargerDisconnected", static form => form.Instant("until", static e => e.Until)),
        For<ApplicationCrashed>("ApplicationCrashed", static form => form
            .Text("application", static e => e.Application)
            .TextOrNull("release", static e => e.Release)),
        For<CrashTotalsReported>("CrashTotalsReported", static form => form
            .Number("day", static e => e.Day)
            .Objects("totals", static e => e.Totals, static form => form
                .Text("application", static total => total.Application)
                .TextOrNull("release", static total => total.Release)
                .Number("crashes", static total => total.Crashes)
                .Hours("hours", static total => total.Hours))),
        For<AffectedApplicationsFetched>("AffectedApplicationsFetched", static form => form
            .Number("version", static e => e.Version)),
        For<RemovalRecommended>("RemovalRecommended", static form => form
            .Text("release", static e => e.Release)
            .Text("application", static e => e.Application)
            .Text("rule", static e => e.Rule)
            .Number("crashesBefore", static e => e.CrashesBefore)
            .Hours("hoursBefore", static e => e.HoursBefore)
            .Number("crashesAfter", static e => e.CrashesAfter)
            .Hours("hoursAfter", static e => e.HoursAfter)
            .Probability("pValue", static e => e.PValue)),
        For<RecommendationAnswered>("RecommendationAnswered", static form => form
            .Text("release", static e => e.Release)
            .Flag("accepted", static e => e.Accepted)),
        For<RecommendationReported>("RecommendationReported", static form => form
            .Text("release", static e => e.Release)
            .Text("application", static e => e.Application)
            .Flag("accepted", static e => e.Accepted)),
        For<SoftwareUpdateOffered>("SoftwareUpdateOffered", static form => form
            .Text("version", static e => e.Version)
            .Text("osBuild", static e => e.OsBuild)
            .Word("source", static e => e.Source)
            .Text("release", static e => e.Release)
            .FlagIfAny("beginsAtOnce", static e => e.BeginsAtOnce ? true : null)),
        For<SoftwareUpdateAttemptFailed>("SoftwareUpdateAttemptFailed", static form => form
            .Text("version", static e => e.Version)
            .Word("step", static e => e.Step)
            .Word("fault", static e => e.Fault)
            .Number("attempt", static e => e.Attempt)
            .Instant("retryAt", static e => e.RetryAt)
            .NumberIfAny("bytesNeeded", static e => e.Space?.Needed)
            .NumberIfAny("bytesFree", static e => e.Space?.Free)),
        For<KeptFilesRemoved>("KeptFilesRemoved", static form => form
            .Text("release", static e => e.Release)
            .Number("bytes", static e => e.Bytes)),
        For<PersonalFilesRemoved>("PersonalFilesRemoved", static form => form
            .Number("bytes", static e => e.Bytes)),
        For<SecurityDataInstalled>("SecurityDataInstalled", static form => form
            .Text("version", static e => e.Version)
            .Number("bytes", static e => e.Bytes)),
        For<SafariPackageInstalled>("SafariPackageInstalled", static form => form
            .Text("version", static e => e.Version)
            .Number("bytes", static e => e.Bytes)),
        For<LivePatchApplied>("LivePatchApplied", static form => form
            .Text("name", static e => e.Name)
            .Word("tool", static e => e.Tool)
            .Number("bytes", static e => e.Bytes)
            .Seconds("downtimeSeconds", static e => e.Outage)),
        For<LivePatchRemoved>("LivePatchRemoved", static form => form.Text("name", static e => e.Name)),
        For<BootStepFailed>("BootStepFailed", static form => form
            .Word("step", static e => e.Step)
            .Word("fault", static e => e.Fault)
            .Word("fallback", static e => e.Fallback)),
        For<DataVolumeUnlocked>("DataVolumeUnlocked", static _ => { }),
        For<StoredFileDamaged>("StoredFileDamaged", static form => form
            .Word("volume", static e => e.Volume)
            .Word("file", static e => e.File)
            .Text("release", static e => e.Release)),
        For<SoftwareUpdateInstalled>("SoftwareUpdateInstalled", static form => form
            .Text("from", static e => e.From)
            .Text("to", static e => e.To)
            .Text("osBuild", static e => e.OsBuild)
            .Digest("bootTicketDigest", static e => e.BootTicketDigest)
            .Digest("systemVolumeSeal", static e => e.SystemVolumeSeal)
            .Number("bytes", static e => e.Bytes)
            .Seconds("downtimeSeconds", static e => e.Downtime)
            .Number("bytesWritten", static e => e.BytesWritten)
            .Number("filesReplaced", static e => e.FilesReplaced)
            .Number("hashesComputed", static e => e.HashesComputed)),
        For<BootTicketRequested>("BootTicketRequested", static form => form
            .Text("release", static e => e.Release)
            .Text("osBuild", static e => e.OsBuild)
            .Number("attempt", static e => e.Attempt)),
        For<BootTicketIssued>("BootTicketIssued", static form => form
            .Text("release", static e => e.Release)
            .Text("osBuild", static e => e.OsBuild)
            .Digest("manifestDigest", static e => e.ManifestDigest)),
        For<BootLoopStarted>("BootLoopStarted", static form => form
            .Text("version", static e => e.Version)
            .Text("osBuild", static e => e.OsBuild)),
        For<BootLoopEnded>("BootLoopEnded", static form => form
            .Text("version", static e => e.Version)
            .Text("osBuild", static e => e.OsBuild)
            .Seconds("downtimeSeconds", static e => e.Downtime)),
    ];
}
