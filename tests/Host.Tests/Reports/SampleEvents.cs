using System.Collections.Immutable;
using RsrActors.Model;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Analytics.AnalyticsEvent;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Releases.ReleaseEvent;
using static RsrActors.Model.Releases.UpdateEvent;
using static RsrActors.Model.Scenarios.OperatorEvent;
using static RsrActors.Model.Signing.SigningEvent;

namespace RsrActors.Host.Tests.Reports;

/// <summary>One event of each type, with its name and its data as they have to be exported.</summary>
internal static class SampleEvents
{
    private const string Release = "16.5.1-a";
    private static readonly Digest Abcd = Digest.Parse("ABCD");
    private static readonly Digest Cafe = Digest.Parse("00cafe");
    private static readonly BuildNumber Base = BuildNumber.ParseBase("20F75")!;

    public static readonly ReleaseTarget Phone =
        new(Platform.IPhone, "16.5.1", Base, BuildNumber.ParseResponse("20F770750b", Base)!, 3_000_000);

    public static readonly ImmutableArray<(IEvent Event, string Name, string Data)> All =
    [
        (new Enrolled(Platform.MacAppleSilicon, "Mac14,2", "13.4.1", "22F82", 0x8112, 18_446_744_073_709_551_615, Abcd,
                Cafe, ["browser", "chat"], true, false, true, null),
            "DeviceEnrolled",
            """{"platform":"mac-apple-silicon","model":"Mac14,2","osVersion":"13.4.1","osBuild":"22F82","chipId":33042,"ecid":18446744073709551615,"bootTicketDigest":"abcd","systemVolumeSeal":"00cafe","applications":["browser","chat"],"sharesAnalytics":true,"automaticUpdates":false,"lockdownMode":true,"managed":null}"""),
        (new ResponseOffered(Release, OfferSource.Automatic), "ResponseOffered",
            """{"release":"16.5.1-a","source":"automatic"}"""),
        (new PatchDownloaded(Release, 2_900_000, TimeSpan.FromMilliseconds(45_250)), "PatchDownloaded",
            """{"release":"16.5.1-a","bytes":2900000,"seconds":45.250}"""),
        (new TicketRequested(Release, Cafe, 2), "TicketRequested",
            """{"release":"16.5.1-a","nonce":"00cafe","attempt":2}"""),
        (new TicketIssued(Release, Abcd, true), "TicketIssued",
            """{"release":"16.5.1-a","manifestDigest":"abcd","reused":true}"""),
        (new TicketRefused(Release, 94, "This device isn't eligible for the requested build."), "TicketRefused",
            """{"release":"16.5.1-a","status":94,"message":"This device isn't eligible for the requested build."}"""),
        (new ResponseStaged(Release, [
                new(CryptexSubtype.Os, Abcd, Cafe, new(Abcd), Cafe),
                new(CryptexSubtype.App, Cafe, Abcd, new(Cafe), Abcd)]),
            "ResponseStaged",
            """{"release":"16.5.1-a","cryptexes":[{"subtype":"os","patchDigest":"abcd","imageDigest":"00cafe","seal":"sha256:abcd","trustCache":"00cafe"},{"subtype":"app","patchDigest":"00cafe","imageDigest":"abcd","seal":"sha256:00cafe","trustCache":"abcd"}]}"""),
        (new SafariRelaunchOffered(Release), "SafariRelaunchOffered", """{"release":"16.5.1-a"}"""),
        (new SafariRelaunchAnswered(Release, false), "SafariRelaunchAnswered",
            """{"release":"16.5.1-a","accepted":false}"""),
        (new EnforcementNotified(Release, new VirtualTime(3_600_001), TimeSpan.FromMinutes(30)), "EnforcementNotified",
            """{"release":"16.5.1-a","deadline":"2023-07-10T18:00:00.001Z","remainingSeconds":1800.000}"""),
        (new SafariRelaunched(Release), "SafariRelaunched", """{"release":"16.5.1-a"}"""),
        (new Restarted(RestartReason.InstallResponse), "DeviceRestarted", """{"reason":"install-response"}"""),
        (new ResponseActivated(Release, "20F770750b", TimeSpan.FromSeconds(62), 81, false)
            {
                TrustCaches = [Abcd, Cafe],
            }, "ResponseActivated",
            """{"release":"16.5.1-a","osBuild":"20F770750b","downtimeSeconds":62.000,"batteryPercent":81,"charging":false,"trustCaches":["abcd","00cafe"]}"""),
        (new InstallAttemptFailed(
                Release, InstallStep.Personalise, DeviceFault.SigningUnreachable, 3, new VirtualTime(3_600_001)),
            "InstallAttemptFailed",
            """{"release":"16.5.1-a","step":"personalise","fault":"signing-unreachable","attempt":3,"retryAt":"2023-07-10T18:00:00.001Z"}"""),
        (new InstallAbandoned(Release, DeviceFault.TicketRefused, 4), "InstallAbandoned",
            """{"release":"16.5.1-a","fault":"ticket-refused","attempts":4}"""),
        (new RemovalStarted(RemovalCause.FailedActivation, [Release]), "RemovalStarted",
            """{"cause":"failed-activation","releases":["16.5.1-a"]}"""),
        (new RemovalAttemptFailed([Release], DeviceFault.BatteryLow, new VirtualTime(3_600_001)),
            "RemovalAttemptFailed",
            """{"releases":["16.5.1-a"],"fault":"battery-low","retryAt":"2023-07-10T18:00:00.001Z"}"""),
        (new ResponsesRemoved([Release, "16.5.1-c"], "20F75"), "ResponsesRemoved",
            """{"releases":["16.5.1-a","16.5.1-c"],"osBuild":"20F75"}"""),
        (new NonceRolled(), "NonceRolled", "{}"),
        (new AnalyticsSharingChanged(false), "AnalyticsSharingChanged", """{"sharesAnalytics":false}"""),
        (new ManagementChanged(new(true, false)), "ManagementChanged",
            """{"managed":{"allowInstallation":true,"allowRemoval":false}}"""),
        (new ChargerDisconnected(new VirtualTime(43_200_000)), "ChargerDisconnected",
            """{"until":"2023-07-11T05:00:00.000Z"}"""),
        (new ApplicationCrashed("safari", null), "ApplicationCrashed", """{"application":"safari","release":null}"""),
        (new CrashTotalsReported(3, [new("safari", Release, 2, 1.5), new("mail", null, 0, 0.25)]),
            "CrashTotalsReported",
            """{"day":3,"totals":[{"application":"safari","release":"16.5.1-a","crashes":2,"hours":1.500000},{"application":"mail","release":null,"crashes":0,"hours":0.250000}]}"""),
        (new AffectedApplicationsFetched(2), "AffectedApplicationsFetched", """{"version":2}"""),
        (new RemovalRecommended(Release, "safari", "two-samples", 1, 20.5, 9, 7.25, 0.0331), "RemovalRecommended",
            """{"release":"16.5.1-a","application":"safari","rule":"two-samples","crashesBefore":1,"hoursBefore":20.500000,"crashesAfter":9,"hoursAfter":7.250000,"pValue":0.033100000}"""),
        (new RecommendationAnswered(Release, true), "RecommendationAnswered",
            """{"release":"16.5.1-a","accepted":true}"""),
        (new RecommendationReported(Release, "safari", false), "RecommendationReported",
            """{"release":"16.5.1-a","application":"safari","accepted":false}"""),
        (new SoftwareUpdateOffered("16.6", "20G75", OfferSource.User), "SoftwareUpdateOffered",
            """{"version":"16.6","osBuild":"20G75","source":"user","release":"16.6"}"""),
        (new SoftwareUpdateAttemptFailed("16.6", InstallStep.Download, DeviceFault.StorageFull, 1, null)
            {
                Space = new(6_432_000_000, 120_000),
            },
            "SoftwareUpdateAttemptFailed",
            """{"version":"16.6","step":"download","fault":"storage-full","attempt":1,"retryAt":null,"bytesNeeded":6432000000,"bytesFree":120000}"""),
        (new SoftwareUpdateInstalled(
                "16.5.1", "16.6", "20G75", Abcd, Cafe, 5_000_000_000, TimeSpan.FromMilliseconds(900_007))
            {
                BytesWritten = 5_232_000_000, FilesReplaced = 20, HashesComputed = 603_152,
            },
            "SoftwareUpdateInstalled",
            """{"from":"16.5.1","to":"16.6","osBuild":"20G75","bootTicketDigest":"abcd","systemVolumeSeal":"00cafe","bytes":5000000000,"downtimeSeconds":900.007,"bytesWritten":5232000000,"filesReplaced":20,"hashesComputed":603152}"""),

        (new Drafted('a', [Phone]), "ReleaseDrafted",
            """{"letter":"a","targets":[{"platform":"iphone","version":"16.5.1","prerequisiteBuild":"20F75","build":"20F770750b","restoreVersion":"20.6.75.77.2,0"}]}"""),
        (new Published(12.5, RampSource.Rule), "ReleasePublished", """{"percent":12.5,"setBy":"rule"}"""),
        (new RampAdvanced(100, RampSource.Operator), "RampAdvanced", """{"percent":100,"setBy":"operator"}"""),
        (new RolloutDecided("hawkbit", "group-errors", "halt", "3 of 5 failed", [new("failed", 3), new("total", 5)]),
            "RolloutDecided",
            """{"rule":"hawkbit","by":"group-errors","decision":"halt","why":"3 of 5 failed","evidence":[{"name":"failed","value":3.000000},{"name":"total","value":5.000000}]}"""),
        (new RolloutHeld("refusals", "3 of 5 refused"), "RolloutHeld",
            """{"rule":"refusals","why":"3 of 5 refused"}"""),
        (new Paused("crashes"), "ReleasePaused", """{"cause":"crashes"}"""),
        (new Resumed("mended"), "ReleaseResumed", """{"cause":"mended"}"""),
        (new Withdrawn("web sites broke", true), "ReleaseWithdrawn",
            """{"cause":"web sites broke","removeFromDevices":true}"""),
        (new Superseded("16.5.1-c"), "ReleaseSuperseded", """{"by":"16.5.1-c"}"""),
        (new RingPromoted(Release, "early", PromotedBy.Time), "RingPromoted",
            """{"release":"16.5.1-a","ring":"early","by":"time"}"""),
        (new RingHeld(Release, "early", "calls"), "RingHeld",
            """{"release":"16.5.1-a","ring":"early","cause":"calls"}"""),

        (new CommandAccepted(new OperatorCommand.Publish(Release, 12.5), "script"), "CommandAccepted",
            """{"command":"publish","release":"16.5.1-a","percent":12.5,"issuedBy":"script"}"""),
        (new SigningOutageStarted(), "SigningOutageStarted", "{}"),
        (new SigningOutageEnded(), "SigningOutageEnded", "{}"),
        (new SigningPolicyChanged(Release, false), "SigningPolicyChanged",
            """{"release":"16.5.1-a","eligible":false}"""),
        (new AffectedApplicationsPublished(Release, ["safari", "mail"], "crashes doubled"),
            "AffectedApplicationsPublished",
            """{"release":"16.5.1-a","applications":["safari","mail"],"evidence":"crashes doubled"}"""),
        (new SecurityDataInstalled("2170", 1_000_000), "SecurityDataInstalled",
            """{"version":"2170","bytes":1000000}"""),
        (new SafariPackageInstalled("15.6.1", 120_000_000), "SafariPackageInstalled",
            """{"version":"15.6.1","bytes":120000000}"""),
        (new LivePatchApplied("p", LivePatchTool.Kexec, 2, TimeSpan.FromSeconds(7)), "LivePatchApplied",
            """{"name":"p","tool":"kexec","bytes":2,"downtimeSeconds":7.000}"""),
        (new LivePatchRemoved("p"), "LivePatchRemoved", """{"name":"p"}"""),
        (new BootLoopStarted("16.6", "20G75"), "BootLoopStarted", """{"version":"16.6","osBuild":"20G75"}"""),
        (new BootLoopEnded("16.6", "20F75", TimeSpan.FromHours(2)), "BootLoopEnded",
            """{"version":"16.6","osBuild":"20F75","downtimeSeconds":7200.000}"""),
        (new BootTicketRequested("16.6", "20G75", 2), "BootTicketRequested",
            """{"release":"16.6","osBuild":"20G75","attempt":2}"""),
        (new BootTicketIssued("16.6", "20G75", Abcd), "BootTicketIssued",
            """{"release":"16.6","osBuild":"20G75","manifestDigest":"abcd"}"""),
        (new KeptFilesRemoved(Release, 2_700_000), "KeptFilesRemoved", """{"release":"16.5.1-a","bytes":2700000}"""),
        (new PersonalFilesRemoved(509_330_000), "PersonalFilesRemoved", """{"bytes":509330000}"""),
        (new BootStepFailed(BootStep.CryptexGraft, DeviceFault.CryptexNotGrafted, BootFallback.BaseContent),
            "BootStepFailed",
            """{"step":"cryptex-graft","fault":"cryptex-not-grafted","fallback":"base-content"}"""),
        (new DataVolumeUnlocked(), "DataVolumeUnlocked", "{}"),
        (new StoredFileDamaged(Volume.Preboot, StoredFile.Antipatch, Release), "StoredFileDamaged",
            """{"volume":"preboot","file":"antipatch","release":"16.5.1-a"}"""),
        (new SecurityContentPublished(Release, ["CVE-2023-37450"]), "SecurityContentPublished",
            """{"release":"16.5.1-a","fixes":["CVE-2023-37450"]}"""),
        (new RegressionDetected(Release, "safari", Platform.IPad, 31, 9.81764, "31 crashes")
            {
                Counts = new(5_400_000, 12, 7_200_001),
            },
            "RegressionDetected",
            """{"release":"16.5.1-a","application":"safari","platform":"ipad","crashes":31,"expected":9.818,"why":"31 crashes","hours":1.500000,"baseCrashes":12,"baseHours":2.000000}"""),
    ];
}
