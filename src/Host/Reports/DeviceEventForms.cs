using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices;
using static RsrActors.Host.Reports.EventForm;
using static RsrActors.Model.Devices.DeviceEvent;

namespace RsrActors.Host.Reports;

/// <summary>What happens on a device, as exported.</summary>
internal static class DeviceEventForms
{
    public static IEnumerable<KeyValuePair<Type, EventForm>> All =>
    [
        For<Enrolled>("DeviceEnrolled", static (data, e) => data
            .Text("platform"u8, e.Platform.Name)
            .Text("model"u8, e.Model)
            .Text("osVersion"u8, e.OsVersion)
            .Text("osBuild"u8, e.OsBuild)
            .Number("chipId"u8, e.ChipId)
            .Number("ecid"u8, e.Ecid)
            .Digest("bootTicketDigest"u8, e.BootTicketDigest)
            .Digest("systemVolumeSeal"u8, e.SystemVolumeSeal)
            .Texts("applications"u8, e.Applications)
            .Flag("sharesAnalytics"u8, e.SharesAnalytics)
            .Flag("automaticUpdates"u8, e.AutomaticUpdates)
            .Flag("lockdownMode"u8, e.LockdownMode)
            .Managed("managed"u8, e.Managed)),
        For<ResponseOffered>("ResponseOffered", static (data, e) => data
            .Text("release"u8, e.Release)
            .Word("source"u8, e.Source)),
        For<PatchDownloaded>("PatchDownloaded", static (data, e) => data
            .Text("release"u8, e.Release)
            .Number("bytes"u8, e.Bytes)
            .Seconds("seconds"u8, e.Duration)),
        For<TicketRequested>("TicketRequested", static (data, e) => data
            .Text("release"u8, e.Release)
            .Digest("nonce"u8, e.Nonce)
            .Number("attempt"u8, e.Attempt)),
        For<TicketIssued>("TicketIssued", static (data, e) => data
            .Text("release"u8, e.Release)
            .Digest("manifestDigest"u8, e.ManifestDigest)
            .Flag("reused"u8, e.Reused)),
        For<TicketRefused>("TicketRefused", static (data, e) => data
            .Text("release"u8, e.Release)
            .Number("status"u8, e.Status)
            .Text("message"u8, e.Message)),
        For<ResponseStaged>("ResponseStaged", static (data, e) => data
            .Text("release"u8, e.Release)
            .Objects("cryptexes"u8, e.Cryptexes, static (data, cryptex) => data
                .Text("subtype"u8, cryptex.Subtype.Text)
                .Digest("patchDigest"u8, cryptex.PatchDigest)
                .Digest("imageDigest"u8, cryptex.ImageDigest)
                .Seal("seal"u8, cryptex.Seal))),
        For<SafariRelaunched>("SafariRelaunched", static (data, e) => data.Text("release"u8, e.Release)),
        For<Restarted>("DeviceRestarted", static (data, e) => data.Word("reason"u8, e.Reason)),
        For<ResponseActivated>("ResponseActivated", static (data, e) => data
            .Text("release"u8, e.Release)
            .Text("osBuild"u8, e.OsBuild)
            .Seconds("downtimeSeconds"u8, e.Downtime)
            .Number("batteryPercent"u8, e.BatteryPercent)
            .Flag("charging"u8, e.Charging)),
        For<InstallAttemptFailed>("InstallAttemptFailed", static (data, e) => data
            .Text("release"u8, e.Release)
            .Word("step"u8, e.Step)
            .Word("fault"u8, e.Fault)
            .Number("attempt"u8, e.Attempt)
            .Instant("retryAt"u8, e.RetryAt)),
        For<InstallAbandoned>("InstallAbandoned", static (data, e) => data
            .Text("release"u8, e.Release)
            .Word("fault"u8, e.Fault)
            .Number("attempts"u8, e.Attempts)),
        For<RemovalStarted>("RemovalStarted", static (data, e) => data
            .Word("cause"u8, e.Cause)
            .Texts("releases"u8, e.Releases)),
        For<ResponsesRemoved>("ResponsesRemoved", static (data, e) => data
            .Texts("releases"u8, e.Releases)
            .Text("osBuild"u8, e.OsBuild)),
        For<NonceRolled>("NonceRolled", static (_, _) => { }),
        For<AnalyticsSharingChanged>("AnalyticsSharingChanged", static (data, e) => data
            .Flag("sharesAnalytics"u8, e.SharesAnalytics)),
        For<ManagementChanged>("ManagementChanged", static (data, e) => data.Managed("managed"u8, e.Managed)),
        For<ChargerDisconnected>("ChargerDisconnected", static (data, e) => data.Instant("until"u8, e.Until)),
        For<ApplicationCrashed>("ApplicationCrashed", static (data, e) => data
            .Text("application"u8, e.Application)
            .TextOrNull("release"u8, e.Release)),
        For<CrashTotalsReported>("CrashTotalsReported", static (data, e) => data
            .Number("day"u8, e.Day)
            .Objects("totals"u8, e.Totals, static (data, total) => data
                .Text("application"u8, total.Application)
                .TextOrNull("release"u8, total.Release)
                .Number("crashes"u8, total.Crashes)
                .Hours("hours"u8, total.Hours))),
        For<RemovalRecommended>("RemovalRecommended", static (data, e) => data
            .Text("release"u8, e.Release)
            .Text("application"u8, e.Application)
            .Text("rule"u8, e.Rule)
            .Number("crashesBefore"u8, e.CrashesBefore)
            .Hours("hoursBefore"u8, e.HoursBefore)
            .Number("crashesAfter"u8, e.CrashesAfter)
            .Hours("hoursAfter"u8, e.HoursAfter)
            .Probability("pValue"u8, e.PValue)),
        For<RecommendationAnswered>("RecommendationAnswered", static (data, e) => data
            .Text("release"u8, e.Release)
            .Flag("accepted"u8, e.Accepted)),
        For<RecommendationReported>("RecommendationReported", static (data, e) => data
            .Text("release"u8, e.Release)
            .Text("application"u8, e.Application)
            .Flag("accepted"u8, e.Accepted)),
        For<SoftwareUpdateOffered>("SoftwareUpdateOffered", static (data, e) => data
            .Text("version"u8, e.Version)
            .Text("osBuild"u8, e.OsBuild)
            .Word("source"u8, e.Source)),
        For<SoftwareUpdateAttemptFailed>("SoftwareUpdateAttemptFailed", static (data, e) => data
            .Text("version"u8, e.Version)
            .Word("step"u8, e.Step)
            .Word("fault"u8, e.Fault)
            .Number("attempt"u8, e.Attempt)
            .Instant("retryAt"u8, e.RetryAt)),
        For<SoftwareUpdateInstalled>("SoftwareUpdateInstalled", static (data, e) => data
            .Text("from"u8, e.From)
            .Text("to"u8, e.To)
            .Text("osBuild"u8, e.OsBuild)
            .Digest("bootTicketDigest"u8, e.BootTicketDigest)
            .Digest("systemVolumeSeal"u8, e.SystemVolumeSeal)
            .Number("bytes"u8, e.Bytes)
            .Seconds("downtimeSeconds"u8, e.Downtime)),
    ];
}
