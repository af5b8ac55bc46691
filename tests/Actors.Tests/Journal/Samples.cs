using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Actors.Devices;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Operations;
using RsrActors.Actors.Simulations;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model;
using RsrActors.Model.Analytics;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4.Der;
using RsrActors.Model.Invariants;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Analytics.AnalyticsEvent;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Releases.ReleaseEvent;
using static RsrActors.Model.Releases.UpdateEvent;
using static RsrActors.Model.Scenarios.OperatorEvent;
using static RsrActors.Model.Signing.SigningEvent;

namespace RsrActors.Actors.Tests.Journal;

/// <summary>
/// Samples of everything that is stored. The golden journal consists of them: they never change, and new ones are
/// added at the end.
/// </summary>
internal static class Samples
{
    private const string A = "16.5.1-a";

    private static readonly Digest Sha256 = Digest.Sha256([1, 2, 3]);
    private static readonly Digest Sha384 = Digest.Sha384([1, 2, 3]);
    private static readonly InstallJob Job = new(A, OfferSource.User, 3, 1, 2);
    private static readonly UpdateJob Update = new("16.6", "20G75", OfferSource.Automatic, 2, 5) { FreshDownloads = 1 };
    private static readonly Catalogue Catalogue = new(
        4, new(61_000), [new(A, 12.5, CatalogueStatus.Paused)],
        [new("16.6", "16.6", Platform.IPad, "20F75", "20G75", 12.5, CatalogueStatus.Withdrawn)]);

    public static readonly World World = new(Story.FleetOf(14).Scenario);

    public static readonly PayloadFormat Format = RunFormat.ForRunning(World);

    public static readonly ImmutableArray<IEvent> Events =
    [
        new Enrolled(
            Platform.MacAppleSilicon, "Mac14,2", "13.4.1", "22F82", 0x8112, ulong.MaxValue, Sha384, Sha256,
            ["browser", "chat"],
            true, false, true, null),
        new Enrolled(
            Platform.IPhone, "iPhone15,2", "16.5.1", "20F75", 0x8120, 1, Sha384, Sha256, [], false, true, false,
            new(true, false)),
        new ResponseOffered(A, OfferSource.Management),
        new PatchDownloaded(A, 2_900_000, TimeSpan.FromMilliseconds(45_250)),
        new TicketRequested(A, Sha256, 2),
        new TicketIssued(A, Sha384, true),
        new TicketRefused(A, 94, "This device isn't eligible for the requested build."),
        new ResponseStaged(A, [
            new(CryptexSubtype.Os, Sha384, Sha384, new(Sha256), Sha384),
            new(CryptexSubtype.App, Sha384, Sha384, new(Sha256), Sha384)]),
        new SafariRelaunched(A),
        new Restarted(RestartReason.SoftwareUpdate),
        new ResponseActivated(A, "20F770750b", TimeSpan.FromSeconds(62), 81, false) { TrustCaches = [Sha384] },
        new InstallAttemptFailed(
            A, InstallStep.Personalise, DeviceFault.SigningUnreachable, 3, new VirtualTime(3_600_001)),
        new InstallAttemptFailed(A, InstallStep.Activate, DeviceFault.DidNotStart, 1, null),
        new InstallAbandoned(A, DeviceFault.TicketRefused, 4),
        new RemovalStarted(RemovalCause.FailedActivation, [A]),
        new ResponsesRemoved([A, "16.5.1-c"], "20F75"),
        new NonceRolled(),
        new AnalyticsSharingChanged(false),
        new ManagementChanged(new(true, false)),
        new ManagementChanged(null),
        new SoftwareUpdateOffered("16.6", "20G75", OfferSource.User),
        new SoftwareUpdateAttemptFailed("16.6", InstallStep.Activate, DeviceFault.BatteryLow, 1, new VirtualTime(1)),
        new SoftwareUpdateInstalled(
            "16.5.1", "16.6", "20G75", Sha384, Sha256, 5_000_000_000, TimeSpan.FromMilliseconds(900_007))
        {
            BytesWritten = 5_232_000_000, FilesReplaced = 20, HashesComputed = 603_152,
        },
        new ApplicationCrashed("browser", null),
        new ApplicationCrashed("browser", A),
        new CrashTotalsReported(-1, [new("browser", null, 2, 1.75), new("chat", A, 0, 0.1)]),
        new RemovalRecommended(A, "browser", "two-samples", 1, 20.5, 9, 7.25, 0.0001),
        new RecommendationAnswered(A, true),
        new RecommendationReported(A, "browser", false),
        new Drafted('a', [World.Scenario.Releases[0].Targets[0]]),
        new Published(12.5, RampSource.Rule),
        new RampAdvanced(100, RampSource.Rule),
        new RolloutHeld("refusals", "3 of 5 refused"),
        new Paused("crashes"),
        new Resumed("mended"),
        new Withdrawn("web sites broke", true),
        new Superseded("16.5.1-c"),
        new CommandAccepted(new OperatorCommand.Publish(A, null), "script"),
        new SigningOutageStarted(),
        new SigningOutageEnded(),
        new SigningPolicyChanged(A, false),
        new AffectedApplicationsPublished(A, ["browser"], "crashes doubled"),
        new SoftwareUpdateOffered("13.5", "22G74", OfferSource.User) { Release = "16.6" },
        new SecurityContentPublished(A, ["CVE-2023-37450"]),
        new InstallAttemptFailed(A, InstallStep.Download, DeviceFault.StorageFull, 1, new(5_400_000))
        {
            Space = new(9_450_000, 120_000),
        },
        new KeptFilesRemoved(A, 2_700_000),
        new PersonalFilesRemoved(509_330_000),
        new RegressionDetected(A, "browser", Platform.IPad, 31, 9.75, "31 crashes where 9.75 were expected"),
        new ChargerDisconnected(new(43_200_000)),
        new RegressionDetected(A, "browser", Platform.IPad, 31, 9.75, "31 crashes where 9.75 were expected")
        {
            Counts = new(3_600_000, 12, 7_200_000),
        },
        new AffectedApplicationsFetched(2),
        new SafariRelaunchOffered(A),
        new SafariRelaunchAnswered(A, true),
        new RemovalAttemptFailed([A, "16.5.1-c"], DeviceFault.BatteryLow, new(3_600_001)),
        new SecurityDataInstalled("2170", 1_000_000),
        new SafariPackageInstalled("15.6.1", 120_000_000),
        new LivePatchApplied("kernel-flaw-patch", LivePatchTool.Kexec, 100_000_000, TimeSpan.FromSeconds(7)),
        new LivePatchRemoved("kernel-flaw-patch"),
        new RemovalAttemptFailed([A], DeviceFault.StoredFileDamaged, null),
        new BootStepFailed(BootStep.CryptexGraft, DeviceFault.CryptexNotGrafted, BootFallback.BaseContent),
        new DataVolumeUnlocked(),
        new StoredFileDamaged(Volume.Preboot, StoredFile.Antipatch, A),
        new Drafted(null, ((IRelease)World.Scenario.Updates[0]).Targets),
        new BootLoopStarted("16.6", "20G75"),
        new BootLoopEnded("16.6", "20F75", TimeSpan.FromMilliseconds(7_200_001)),
        new BootTicketRequested("16.6", "20G75", 2),
        new BootTicketIssued("16.6", "20G75", Sha384),
        new RolloutDecided("hawkbit", "group-errors", "halt", "3 of 5 failed", [new("failed", 3), new("total", 5)]),
        new EnforcementNotified(A, new(86_400_000), TimeSpan.FromHours(24)),
        new RingPromoted(A, "pilot", PromotedBy.Time),
        new RingHeld(A, "early", "calls from support"),
        new Published(100, RampSource.Rule) { Admission = new Wariness(0.1, TimeSpan.FromHours(48)) },
        new SoftwareUpdateOffered("16.6.1", "20G81", OfferSource.User) { BeginsAtOnce = true },
    ];

    /// <summary>The values that are read from forms which are no longer written, by manifest.</summary>
    public static readonly ImmutableArray<(string Manifest, object Payload)> Retired =
    [
        ("detected-1", new RegressionDetected(
            A, "browser", Platform.IPad, 31, 9.75, "31 crashes where 9.75 were expected")),
        ("detected-2", new RegressionDetected(
            A, "browser", Platform.IPad, 31, 9.75, "31 crashes where 9.75 were expected")
        {
            Counts = new(3_600_000, 12, 7_200_000),
        }),
    ];

    private static readonly AffectedApplications Affected = new(
        3, [new(A, "browser", new(900)), new("16.5.1-c", "mail", new(901))]);

    private static readonly ManagementOrders Orders = new(
        [
            new ManagementOrder.Restrict(new(902), new(false, true)),
            new ManagementOrder.Enforce(new(903), A, new(904)),
            new ManagementOrder.Remove(new(905)),
        ]);

    private static readonly RingStandings Rings = new(new(90), [new(new(91), false), new(new(92), true)]);

    private static readonly PublishedAdmission Apt = new(AptDraw.ByMachine, new(90));

    private static readonly PublishedAdmission Staged = new(new StagingSchedule([new(2, 0), new(7, 100)]), new(91));

    private static readonly ManagementOrders LocalOrders = new(
        [new ManagementOrder.Enforce(new(903), A, new(904), IsLocal: true, Notifies: true)]);

    private static readonly ImmutableArray<CrashDiary> Diaries =
    [
        CrashDiary.Empty,
        CrashDiary.Empty with
        {
            Content =
            [
                .. CrashDiary.Empty.Content, new(new(5), true, A, null), new(new(6), false, A, null),
                new(new(7), true, A, A),
            ],
            Crashes = [new(new(4), "browser", null), new(new(8), "browser", A)],
            BaseSince = new(3),
            SharesSince = new(2),
            Recommended = [A],
            Asked = new(A, "browser", new(8)),
        },
    ];

    private static readonly SliceKey Pilot = new("pilot", Platform.MacIntel, "Mac14,2");

    private static readonly UseCounts Use = new()
    {
        ActiveDevices = 5, UseMilliseconds = 7_200_000, Crashes = 3, CrashedDevices = 2, Expected = 0.25,
    };

    private static readonly InstallCounts Installs = new()
    {
        Eligible = 20, Offered = 14, Requested = 13, Granted = 12, InProgress = 11, TimedOut = 10, Succeeded = 9,
        FailedDownload = 8, FailedVerification = 7, FailedInstallation = 6, FailedStart = 5, Rejected = 4,
        RolledBack = 3, Silent = 2,
    };

    private static readonly RolloutEvidence Evidence = new()
    {
        Slices = [new(SliceKey.Whole, Installs, default, Use), new(Pilot, default, Use, default)],
        Days = [new(Pilot, new(-100), new(100), default, Use, Use)],
        Windows = [new(SliceKey.Whole, new(0), new(900_000), Installs, default, default)],
        Kinds = [new("safari", "base-03", 4, 3, SeenOnBase: true)],
        Listed = ["safari"],
        Tickets = new(8, 1),
        Waits = [new(Pilot, 5, 6)],
    };

    private static readonly UseNews News = new(
        [new(A, Pilot, OnRelease: true, IsSince: false, Use, 4, 2)],
        [new(A, "safari", "added by 16.5.1-a", OnRelease: true, 3, 2)]);

    /// <summary>Bodies of messages.</summary>
    public static readonly ImmutableArray<object> Mail =
    [
        new TicketRequest(
            TicketKind.Boot, A, "iphone-20F75", 0x8110, 6, 123_456, 0xF0, "20F75", Sha256,
            [new(FourCharCode.csos, Sha384), new(FourCharCode.trca, Sha384)], 2),
        new TicketAnswer.Granted(A, Sha256, TicketFlaw.OtherContent),
        new TicketAnswer.Denied(A, 429, "Too many requests."),
        new SigningPolicy(A, true),
        new SigningTally(A, 70_000, 3),
        new SigningOutage(true),
        Catalogue,
        new OperatorCommand.Publish(A, null),
        new OperatorCommand.Publish(A, 2.5),
        new OperatorCommand.Ramp(A, 50),
        new OperatorCommand.Pause(A, "to be sure"),
        new OperatorCommand.Resume(A, "it was nothing"),
        new OperatorCommand.Withdraw(A, "web sites broke", true),
        new OperatorCommand.Publish("16.6", null),
        new OperatorCommand.ShareAnalytics(7, true),
        new OperatorCommand.RemoveResponses(8),
        new OperatorCommand.Install(9, A),
        Affected,
        Orders,
        new OperatorCommand.Unplug(10, TimeSpan.FromHours(12)),
        new OperatorCommand.StartSigningOutage(),
        new OperatorCommand.EndSigningOutage(),
        new OperatorCommand.Restrict(true, false),
        new OperatorCommand.Enforce(A, TimeSpan.FromDays(3)),
        new OperatorCommand.RemoveFromManaged(),
        new OperatorCommand.EnforceBy(A, new(2023, 7, 14, 21, 0, 0), Notifies: true),
        new OperatorCommand.Promote(A, "early"),
        new OperatorCommand.HoldRing(A, "early", "calls from support"),
        LocalOrders,
        Catalogue with
        {
            Responses = [.. Catalogue.Responses.Select(entry => entry with { Rings = Rings })],
            Updates = [.. Catalogue.Updates.Select(entry => entry with { Rings = Rings })],
        },
        new InstallReport(A, InstallStage.FailedStart, Pilot) { TellsTheEnd = true, IsFirstEnd = true, OfferedIn = 7 },
        News,
        Catalogue with
        {
            Responses =
            [
                .. Catalogue.Responses.Select(entry => entry with { Rings = Rings, Admission = Apt }),
                .. Catalogue.Responses.Select(entry => entry with { Admission = Staged }),
            ],
            Updates = [.. Catalogue.Updates.Select(entry => entry with { Admission = Apt })],
        },
        new GrantRequest(A, 7, "pilot", ByHand: true),
        new GrantGiven(A, ByHand: true),
        new GrantReport(A, 7, "pilot", GrantPhase.Failed),
        Catalogue with
        {
            Updates =
            [
                .. Catalogue.Updates.Select(entry => entry with { PublishedAt = new(60_000) }),
                .. Catalogue.Updates.Select(entry => entry with { PublishedAt = new(60_000), Rings = Rings }),
                .. Catalogue.Updates.Select(entry => entry with { PublishedAt = new(60_000), Admission = Apt }),
            ],
        },
    ];

    /// <summary>The messages in the golden row.</summary>
    public static readonly ImmutableArray<object> GoldenMail = Mail[..14];

    public static readonly ImmutableArray<DevicePhase> Phases =
    [
        new DevicePhase.Unenrolled(),
        new DevicePhase.Resting(),
        new DevicePhase.Fetching(Job, VirtualTime.Never),
        new DevicePhase.Requesting(Job, new(5)),
        new DevicePhase.AwaitingTicket(Job),
        new DevicePhase.Preparing(Job, new(6)),
        new DevicePhase.Staged(Job, new(7), VirtualTime.Never, true),
        new DevicePhase.Starting(Job, new(8), new(9)),
        new DevicePhase.Removing(RemovalCause.Vendor, [A], new(10), true),
        new DevicePhase.Returning(RemovalCause.User, [A, "16.5.1-c"], new(11), new(12)),
        new DevicePhase.FetchingUpdate(Update, new(13)),
        new DevicePhase.UpdateReady(Update, new(14)),
        new DevicePhase.Updating(Update, new(15), new(16)),
        new DevicePhase.FallingBack(Update, DeviceFault.KernelDigestMismatch, new(15), new(19)) { Begun = new(17) },
        new DevicePhase.AwaitingHands(
            new DevicePhase.Starting(Job, new(8), new(20))
            {
                Begun = new(9), Repaired = BootStep.Kernel, UnlockedAt = new(12),
            },
            BootStep.UserSpace, new(30)),
        new DevicePhase.BootLooping(Update, new(17), new(18)),
        new DevicePhase.AwaitingBootTicket(Update),
    ];

    /// <summary>Working states, findings, and the states in snapshots.</summary>
    public static readonly ImmutableArray<object> States =
    [
        Catalogue,
        new SigningWorking([new(70), new(80)], [new(A, 4, 5)], new(3_600_000)),
        new SigningState(3, true, [A, "16.5.1-c"]),
        new UpdateServiceWorking(
            Catalogue, [new(A, 4, 5)],
            [
                new(A, RuleState.Empty, VirtualTime.Never),
                new(
                    "16.5.1-c",
                    new(new(new(1, 0, 2.5), new(3)), [new(new(7), new(4)), new(default, new(5), IsDone: true, Holds: true)])
                    {
                        Pending = new(
                            new(6), 1,
                            new RuleDecision.Halt(
                                HaltEffects.StopOffering | HaltEffects.Uninstall, "a brake",
                                new("7 of 9 failed", [new("failed", 7)]))),
                        IsHeld = true,
                        HaltedBy = 1,
                        StartedOver = new(2),
                    },
                    new(8)),
            ],
            [new(A, Evidence)],
            []),
        new UpdateServiceState(
            2,
            [
                new(World.Scenario.Releases[0], 4, new ReleasePhase.Ramping(new(90), 33.3, RampSource.Rule)),
                new(World.Scenario.Releases[1], 5, new ReleasePhase.Withdrawn(true)),
                new(World.Scenario.Updates[0], 2, new ReleasePhase.Paused(new(95), 50, new(97))),
            ]),
        new OperatorState(9),
        new ReleaseFindings([new(A, new(-1), new(17), VirtualTime.Never, new(18))]),
        new CohortState<DeviceState>(
            [.. Phases.Select((phase, i) => DeviceState.Unenrolled(World.TraitsOf(i), World) with
            {
                Seq = 6 + i,
                Applied = [new(A, 1, new(100 + i))],
                Retained = [new("16.5.1-c", 0, new(99))],
                NonceGeneration = 1,
                Managed = i % 2 == 0 ? null : new(true, false),
                Blocked = [new("16.5.1-c", new(98), VirtualTime.Never, true)],
                Phase = phase,
            })],
            new CohortFacts([.. Phases.Select((_, i) => i == 0 ? DeviceFacts.None : new DeviceFacts
            {
                Seq = 6 + i,
                At = new(97),
                Platform = Platform.IPhone,
                Version = "16.5.1",
                BaseBuild = "20F75",
                BootTicket = Sha384,
                SystemVolumeSeal = Sha256,
                SharesAnalytics = true,
                LockdownMode = true,
                Managed = new(false, true),
                Offer = (A, OfferSource.User),
                RequestedAt = new(96),
                Ticketed = [A],
                Staged = [A],
                Restarted = true,
                Applied = [A],
                Recommended = [A],
            })])),
        new Publications(Catalogue, Affected, Orders),
        new CohortState<DeviceState>(
            [.. Diaries.Select((diary, i) => DeviceState.Unenrolled(World.TraitsOf(i), World) with { Diary = diary })],
            new CohortFacts([.. Diaries.Select(_ => DeviceFacts.None)])),
        new CohortState<DeviceState>(
            [
                DeviceState.Unenrolled(World.TraitsOf(0), World) with { Unplugged = new(new(6), new(7)) },
                DeviceState.Unenrolled(World.TraitsOf(1), World),
            ],
            new CohortFacts([DeviceFacts.None, DeviceFacts.None])),
        new OperatorWorking(Orders, new(906)),
        new CohortState<DeviceState>(
            [
                DeviceState.Unenrolled(World.TraitsOf(0), World) with { RemovedFiles = 509_330_000, LacksSpace = true },
                DeviceState.Unenrolled(World.TraitsOf(1), World) with
                {
                    RemovedFiles = 1, Unplugged = new(new(6), new(7)),
                },
            ],
            new CohortFacts([DeviceFacts.None, DeviceFacts.None])),
        new CohortState<DeviceState>(
            [DeviceState.Unenrolled(World.TraitsOf(0), World) with { Diary = Diaries[1] with { FetchedList = 2 } }],
            new CohortFacts([DeviceFacts.None with { FetchedList = 2, FetchedAt = new(9) }])),
        new CohortState<DeviceState>(
            [DeviceState.Unenrolled(World.TraitsOf(0), World) with { Background = new(5) }],
            new CohortFacts([DeviceFacts.None with { InBackground = [(MechanismKind.SecurityData, "2170")] }])),
        new CohortState<DeviceState>(
            [DeviceState.Unenrolled(World.TraitsOf(0), World) with
            {
                Applied = [new(A, 1, new(100)) { AntipatchLost = true }],
                LastBoot = new(new(5), new(6), VirtualTime.Never),
            }],
            new CohortFacts([DeviceFacts.None with
            {
                UpAt = new(6), DataUnlocked = true, TrustCaches = [new(A, Sha384, Sha256)],
            }])),
        new UpdateServiceState(
            2,
            [
                new(World.Scenario.Releases[0], 4, new ReleasePhase.Ramping(new(90), 100, RampSource.Rule))
                {
                    Standings = Rings,
                },
            ]),
        new CohortState<DeviceState>(
            [
                DeviceState.Unenrolled(World.TraitsOf(0), World) with
                {
                    Phase = new DevicePhase.Staged(Job with { DueBy = new(8) }, new(7), VirtualTime.Never, true),
                },
                DeviceState.Unenrolled(World.TraitsOf(1), World) with
                {
                    Phase = new DevicePhase.UpdateReady(Update with { DueBy = new(9) }, new(14)),
                },
            ],
            new CohortFacts([DeviceFacts.None, DeviceFacts.None])),
        new CohortState<DeviceState>(
            [
                DeviceState.Unenrolled(World.TraitsOf(0), World) with { Stages = [new(5, 7), default] },
                DeviceState.Unenrolled(World.TraitsOf(1), World),
            ],
            new CohortFacts([DeviceFacts.None, DeviceFacts.None])),
        new UpdateServiceState(
            2,
            [
                new(World.Scenario.Releases[0], 4, new ReleasePhase.Ramping(new(90), 100, RampSource.Rule))
                {
                    Admission = new(new Wariness(0.25, null), new(90)),
                },
            ]),
        UpdateServiceWorking.Empty with
        {
            Grants =
            [
                new(
                    A, 9,
                    GrantLedger.Of(
                        [
                            new(3, new(5), new(6), GrantPhase.Granted), new(7, new(8), new(9), GrantPhase.Succeeded),
                        ],
                        new(4, 3, 2, 1), isDisabled: true),
                    ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("pilot", GrantLedger.Empty)]),
                    ImmutableSortedDictionary.CreateRange(
                        [KeyValuePair.Create(3L, new DeviceAttempts([new(1), new(2)], new(70)))])),
            ],
        },
    ];

    /// <summary>The sample events as one history.</summary>
    public static readonly ImmutableArray<RecordedEvent> History =
        [.. Events.Select((happened, i) => new RecordedEvent(EntityOf(happened), i + 1, new(1_000 * i), happened))];

    /// <summary>
    /// The part of the history that is in the golden row. Events that are added later have to be behind it.
    /// </summary>
    public static readonly ImmutableArray<RecordedEvent> GoldenHistory = History[..43];

    /// <summary>One row of each kind, under a name.</summary>
    public static ImmutableArray<(string Name, IStored Row)> Rows
    {
        get
        {
            var (block, sum) = EventBlock.Encode(GoldenHistory, HistoryHash.Empty, Format);
            return
            [
                ("epoch-ended", new EpochEnded(7, new(86_400_000))),
                ("epoch-committed", new EpochCommitted(
                    7, GoldenHistory.Length, block, Format.Encode(Catalogue), sum, 1_000)),
                ("epoch-committed-without-news", new EpochCommitted(
                    8, 0, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty, sum, 1_000)),
                ("epoch-closed", new EpochClosed(
                    7, new(86_400_000),
                    [.. GoldenMail.Select((body, i) => new Message(
                        EntityId.SigningService, EntityId.Device(i * 1_000_000), new(5), i, new(15_005), body))],
                    sum, 2_000, States.OfType<ReleaseFindings>().Single())),
                .. States.Select((state, i) => (
                    $"snapshot-{i}", (IStored)new ProcessSnapshot(16, state, sum, 1_000, Format.Encode(Catalogue)))),
                ("live-command", new LiveCommand(
                    3, new(61_000), new OperatorCommand.Withdraw(A, "web sites broke", true), "console")),
                ("live-command-with-key", new LiveCommand(
                    4, new(62_000), new OperatorCommand.Withdraw(A, "web sites broke", true), "api",
                    new OrderKey("8d1f", new string('c', 64), "it was withdrawn already"))),
            ];
        }
    }

    /// <summary>A value as text with all its contents, because records compare their arrays by reference.</summary>
    public static string InFull(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        ReadOnlyMemory<byte> bytes => Convert.ToHexStringLower(bytes.Span),
        Digest or Dice or EntityId or VirtualTime or HistoryHash or BuildNumber => value.ToString()!,
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(InFull))}]",
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        _ => $"{value.GetType().Name}({string.Join(", ", value.GetType().GetProperties()
            .Where(property => property.Name != "EqualityContract" && property.GetMethod is { IsStatic: false }
                && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"{property.Name}: {InFull(property.GetValue(value))}"))})",
    };

    private static EntityId EntityOf(IEvent happened) => happened switch
    {
        DeviceEvent => EntityId.Device(42),
        ReleaseEvent => EntityId.Release(A),
        _ => EntityId.SigningService,
    };
}
