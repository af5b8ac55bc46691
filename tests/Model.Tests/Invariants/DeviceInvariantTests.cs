using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using RsrActors.Model.Tests.Devices;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Invariants;

/// <summary>Each rule is broken by the last event of a history that is valid before it.</summary>
public sealed class DeviceInvariantTests
{
    /// <summary>Phones, and responses that are for Macs as well.</summary>
    private static readonly World World = (Plain() with
    {
        Releases = [.. Plain().Releases.Zip(
            Plain(Platform.MacAppleSilicon).Releases,
            (phone, mac) => phone with { Targets = [.. phone.Targets, .. mac.Targets] })],
    }).World();

    private static readonly Digest Seal = Digest.Sha256("the seal"u8);
    private static readonly Digest OtherSeal = Digest.Sha256("another seal"u8);
    private static readonly Digest Boot = Digest.Sha384("the boot ticket"u8);
    private static readonly Digest OtherBoot = Digest.Sha384("another boot ticket"u8);

    private static readonly DeviceEvent Phone = Enrols(Platform.IPhone);
    private static readonly DeviceEvent[] StagedA = [Phone, Offer(A), .. Prepared(A)];
    private static readonly DeviceEvent[] RunsA = [.. StagedA, Restart, Active(A, "20F770750b")];
    private static readonly DeviceEvent[] RunsC =
        [.. RunsA, Offer(C), .. Prepared(C), Restart, Active(C, "20F770750d")];
    private static readonly DeviceEvent[] MacWithA =
        [Enrols(Platform.MacAppleSilicon) with { OsBuild = "22F82" }, Offer(A), .. Prepared(A)];
    private static readonly DeviceEvent[] WithoutC =
        [.. RunsC, new RemovalStarted(RemovalCause.Vendor, [C]), Restart, new ResponsesRemoved([C], "20F770750b")];

    private static readonly DeviceEvent[] CrashesOnA =
        [.. RunsA, new AffectedApplicationsFetched(1), .. Enumerable.Repeat(Crash(A), 9)];

    /// <summary>Fewer crashes per hour than before are significant too, but give no reason for a removal.</summary>
    private static readonly DeviceEvent[] MostlyBefore =
        [
            Phone, new AffectedApplicationsFetched(2), .. Enumerable.Repeat(Crash(null), 20), .. RunsA[1..], Crash(A),
        ];

    private static readonly RemovalRecommended FewerSince = new(
        A, "an application", RemovalAdvice.ExactRule, 20, 0.05, 1, 0.3,
        new PoissonComparison(new(1, 0.3), new(20, 0.05)).TwoSided);

    private static readonly DeviceEvent[] AgreesAgain =
        [new AnalyticsSharingChanged(false), new AnalyticsSharingChanged(true)];

    private static Digest SystemCache => StandIn.TrustCachesOf(World, Platform.IPhone, "20F75")[0];

    private static DeviceEvent Restart => new Restarted(RestartReason.InstallResponse);

    public static TheoryData<string, DeviceEvent[], DeviceEvent> Broken
    {
        get
        {
            var rows = new TheoryData<string, DeviceEvent[], DeviceEvent>();
            void Add<T>(DeviceEvent[] history, DeviceEvent last) where T : DeviceInvariant =>
                rows.Add(typeof(T).Name, history, last);

            Add<ActivationFollowsStagingAndTicket>([Phone, Offer(A), Staged(A), Restart], Active(A, "20F770750b"));
            Add<ActivationFollowsStagingAndTicket>([Phone, Offer(A), Ticket(A), Restart], Active(A, "20F770750b"));
            Add<ActivationFollowsStagingAndTicket>([.. StagedA, new RemovalStarted(RemovalCause.Vendor, [A]),
                new ResponsesRemoved([A], "20F75"), Restart], Active(A, "20F770750b"));
            Add<ActivationFollowsStagingAndTicket>([.. StagedA, BootTicket, Updates("16.6"), Restart], Active(A, "20F770750b"));

            Add<StagedOnItsPrerequisiteBuild>([Phone, BootTicket, Updates("16.6"), Offer(A), Ticket(A)], Staged(A));
            Add<StagedOnItsPrerequisiteBuild>([Enrols(Platform.IPad), Offer(A), Ticket(A)], Staged(A));

            Add<RemovedMeansGone>([.. RunsA, Restart], new ResponsesRemoved([A], "20F770750b"));
            Add<RemovedMeansGone>([.. RunsC, Restart], new ResponsesRemoved([C], "20F75"));
            Add<RemovedMeansGone>([.. RunsC, Restart], new ResponsesRemoved([A, C], "20F770750b"));

            Add<PrivacyIsKept>([Phone, new AnalyticsSharingChanged(false)], new CrashTotalsReported(1, []));
            Add<PrivacyIsKept>(
                [.. RunsA, new AnalyticsSharingChanged(false)], new RecommendationReported(A, "an application", true));
            Add<PrivacyIsKept>([Phone, .. AgreesAgain], new CrashTotalsReported(0, []));

            Add<RecommendationIsGrounded>([Enrols(Platform.IPhone, lockdown: true), .. RunsA[1..]], Recommended(A));
            Add<RecommendationIsGrounded>([.. RunsA, .. Enumerable.Repeat(Crash(A), 9)], Recommended(A));
            Add<RecommendationIsGrounded>(CrashesOnA, new AffectedApplicationsFetched(1));
            Add<RecommendationIsGrounded>(StagedA, Recommended(A));
            Add<RecommendationIsGrounded>(RunsC, Recommended(A));
            Add<RecommendationIsGrounded>([.. CrashesOnA, Recommended(A)], Recommended(A));
            Add<RecommendationIsGrounded>([.. CrashesOnA, Crash(A)], Recommended(A));
            Add<RecommendationIsGrounded>(RunsA, Recommended(A));
            Add<RecommendationIsGrounded>([Phone, Crash(null), .. CrashesOnA[1..]], Recommended(A));
            Add<RecommendationIsGrounded>(CrashesOnA, Recommended(A) with { PValue = 0.04 });
            Add<RecommendationIsGrounded>(CrashesOnA, Recommended(A) with { HoursBefore = 90 });
            Add<RecommendationIsGrounded>(CrashesOnA, Recommended(A) with { HoursAfter = 0 });
            Add<RecommendationIsGrounded>(CrashesOnA, Recommended(A) with { HoursBefore = double.NaN });
            Add<RecommendationIsGrounded>(CrashesOnA, Recommended(A) with { PValue = double.NaN });
            Add<RecommendationIsGrounded>([.. RunsA, Crash(A), Crash(A)], Recommended(A, crashes: 2));
            Add<RecommendationIsGrounded>(MostlyBefore, FewerSince);
            Add<RecommendationIsGrounded>(CrashesOnA, Recommended(A) with { Rule = "a feeling" });
            Add<RecommendationIsGrounded>(RunsA, Recommended(A) with { Rule = RemovalAdvice.StabilityRule });

            Add<GatesAreKept>([.. StagedA, Restart], Active(A, "20F770750b", percent: 9));
            Add<GatesAreKept>([Phone, new ManagementChanged(new(false, true))], Offer(A));
            Add<GatesAreKept>([Phone, Offer(A), Ticket(A), new ManagementChanged(new(false, true))], Staged(A));
            Add<GatesAreKept>(
                [.. RunsA, new ManagementChanged(new(true, false))], new RemovalStarted(RemovalCause.User, [A]));
            Add<GatesAreKept>(
                [.. RunsA, new ManagementChanged(new(true, false))],
                new RemovalStarted(RemovalCause.Recommendation, [A]));

            Add<GatesAreKept>(WithoutC, Active(A, "20F770750b", percent: 9));
            Add<GatesAreKept>(RunsA, new RemovalAttemptFailed([A], DeviceFault.DeviceInUse, Day(9)));
            Add<GatesAreKept>([Phone], new ResponseOffered(A, OfferSource.Management));
            Add<GatesAreKept>(
                [Phone, new ManagementChanged(new(false, true)), new ResponseOffered(A, OfferSource.Management),
                    .. Prepared(A), Restart], Active(A, "20F770750b", percent: 9));

            Add<CrashesAreOfWhatRuns>([.. StagedA, Restart], Crash(null));
            Add<CrashesAreOfWhatRuns>(StagedA, Crash(A));
            Add<CrashesAreOfWhatRuns>(RunsA, Crash(null));
            Add<CrashesAreOfWhatRuns>(RunsC, Crash(A));
            Add<CrashesAreOfWhatRuns>(
                [.. RunsA, new RemovalStarted(RemovalCause.User, [A]), Restart, new ResponsesRemoved([A], "20F75")],
                Crash(A));
            Add<CrashesAreOfWhatRuns>(MacWithA, new ApplicationCrashed("safari", A));
            Add<CrashesAreOfWhatRuns>([.. MacWithA, new SafariRelaunched(A)], new ApplicationCrashed("safari", null));
            Add<CrashesAreOfWhatRuns>([.. MacWithA, new SafariRelaunched(A)], Crash(A));

            Add<NothingActiveBeforeItsTime>(StagedA, Active(A, "20F770750b"));
            Add<NothingActiveBeforeItsTime>(StagedA, new SafariRelaunchOffered(A));
            Add<NothingActiveBeforeItsTime>([MacWithA[0]], new SafariRelaunchOffered(A));
            Add<NothingActiveBeforeItsTime>([MacWithA[0]], new SafariRelaunchAnswered(A, false));
            Add<NothingActiveBeforeItsTime>(StagedA, new SafariRelaunched(A));
            Add<NothingActiveBeforeItsTime>([Enrols(Platform.MacIntel), Offer(A), Ticket(A)], new SafariRelaunched(A));

            Add<OnlyAnUpdateTouchesTheSeal>([Phone], Updates("16.6"));
            Add<OnlyAnUpdateTouchesTheSeal>([Phone, BootTicket with { ManifestDigest = Boot }], Updates("16.6"));
            Add<OnlyAnUpdateTouchesTheSeal>([Phone, BootTicket], Updates("16.6") with { From = "16.5" });
            Add<OnlyAnUpdateTouchesTheSeal>([Phone, BootTicket], Updates("16.6") with { SystemVolumeSeal = Seal });
            Add<OnlyAnUpdateTouchesTheSeal>([Phone, BootTicket], Updates("16.6") with { BootTicketDigest = Boot });

            Add<OnlyTrustedContentRuns>(
                [.. StagedA, Restart],
                Active(A, "20F770750b") with { TrustCaches = [StandIn.Os.TrustCache, StandIn.App.TrustCache] });
            Add<OnlyTrustedContentRuns>(
                [.. StagedA, Restart],
                Active(A, "20F770750b") with { TrustCaches = [SystemCache, StandIn.App.TrustCache] });
            Add<OnlyTrustedContentRuns>(
                [.. StagedA, Restart],
                Active(A, "20F770750b") with { TrustCaches = [SystemCache, StandIn.Os.TrustCache] });

            // The phone restarts in the first hours of the scenario, when its person is awake; so it is locked only
            // while it is down.
            Add<LockedDataIsUntouched>([.. StagedA, Restart], new CrashTotalsReported(0, []));
            Add<LockedDataIsUntouched>([.. StagedA, Restart], new PersonalFilesRemoved(1));
            Add<LockedDataIsUntouched>([.. StagedA, Restart], new AffectedApplicationsFetched(1));
            return rows;
        }
    }

    [Theory, MemberData(nameof(Broken))]
    public void A_broken_rule_is_noticed(string rule, DeviceEvent[] history, DeviceEvent last)
    {
        var facts = Told(history);

        Assert.Contains(
            rule,
            DeviceInvariant.All.Where(one => Judge(one, facts, last) is not null).Select(one => one.GetType().Name));
    }

    [Theory]
    [InlineData(0.2, true)]
    [InlineData(0, false)]
    public void A_person_removes_no_response_while_the_volume_waits_for_its_unlock(double unlocksFail, bool broken)
    {
        // Without unlocks that fail they are no events, and the phone of this history is up by day.
        var world = (World.Scenario with
        {
            Faults = World.Scenario.Faults with
            {
                Boot = World.Scenario.Faults.Boot with { DataUnlockFailed = unlocksFail },
            },
        }).World();
        var facts = Told(
        [
            .. RunsA, new BootStepFailed(BootStep.DataUnlock, DeviceFault.DataUnlockFailed, BootFallback.Hands),
        ]);

        var found = new LockedDataIsUntouched().Judge(
            facts, Next(facts, new RemovalStarted(RemovalCause.User, [A])), world);

        Assert.Equal(broken, found is not null);
    }

    [Fact]
    public void Every_rule_over_events_is_broken_once() => Assert.Equal(
        DeviceInvariant.All.Select(rule => rule.GetType().Name).Where(rule => rule != nameof(HistoryHasNoGap)).Order(),
        Broken.Select(row => (string)row[0]).Distinct().Order());

    public static TheoryData<DeviceEvent[]> Right => new()
    {
        RunsC,
        (DeviceEvent[])[.. WithoutC, Active(A, "20F770750b", percent: 10)], // It comes back and is not installed again.
        (DeviceEvent[])[.. CrashesOnA, new CrashTotalsReported(1, []), Recommended(A),
            new RecommendationReported(A, "an application", true)],
        (DeviceEvent[])[.. CrashesOnA, Crash(A), Recommended(A) with
        {
            Rule = RemovalAdvice.StabilityRule, HoursBefore = 0.05, PValue = Chance(9, 0.05)
        }],
        (DeviceEvent[])[Phone, Crash(null), BootTicket, Updates("16.6"), Crash(null)],
        // The first day with consent from its beginning.
        (DeviceEvent[])[Phone, .. AgreesAgain, new CrashTotalsReported(1, [])],
        (DeviceEvent[])[Phone, new CrashTotalsReported(0, []), new AnalyticsSharingChanged(false)],
        (DeviceEvent[])[.. MostlyBefore, FewerSince with { Rule = RemovalAdvice.StabilityRule }],
        (DeviceEvent[])[.. MacWithA, new ApplicationCrashed("safari", null), new SafariRelaunched(A),
            new ApplicationCrashed("safari", A), Crash(null)],
        (DeviceEvent[])[.. StagedA, new RemovalStarted(RemovalCause.Vendor, [A]), new ResponsesRemoved([A], "20F75")],
        (DeviceEvent[])[.. RunsC, new RemovalStarted(RemovalCause.User, [A, C]), Restart,
            new ResponsesRemoved([A, C], "20F75"),
            Offer(C), .. Prepared(C), Restart, Active(C, "20F770750d")],
        (DeviceEvent[])[.. RunsA, BootTicket, Updates("16.6"), new NonceRolled()],
        (DeviceEvent[])[Phone, new ManagementChanged(new(false, false)), new ResponseOffered(A, OfferSource.Management),
            .. Prepared(A), Restart, Active(A, "20F770750b")],
        (DeviceEvent[])[.. StagedA, Restart, Active(A, "20F770750b", percent: 3, charging: true)],
        (DeviceEvent[])[.. StagedA, Restart, Active(A, "20F770750b", percent: 10)],
    };

    /// <summary>A phone is up at midnight, and its person gets up in the morning.</summary>
    [Theory]
    [InlineData(4, true)]
    [InlineData(9, false)]
    public void A_phone_that_restarts_at_night_is_locked_until_the_morning(int hour, bool broken)
    {
        VirtualTime At(double hours) => World.LifeOf(World.TraitsOf(0)).At(3, TimeSpan.FromHours(hours));
        var facts = StagedA.Aggregate(DeviceFacts.None, (told, one) => told.With(Next(told, one)))
            .With(new(EntityId.Device(0), 9, At(0), Restart))
            .With(new(EntityId.Device(0), 10, At(0.1), Active(A, "20F770750b")));

        Assert.Equal(broken, new LockedDataIsUntouched().Judge(
            facts, new(EntityId.Device(0), 11, At(hour), new CrashTotalsReported(1, [])), World) is not null);
    }

    [Theory, MemberData(nameof(Right))]
    public void A_valid_history_breaks_no_rule(DeviceEvent[] history) => Told(history);

    [Theory]
    [InlineData(2, 5, null)]
    [InlineData(3, 5, "Event 3 follows event 1.")]
    [InlineData(1, 5, "Event 1 follows event 1.")]
    [InlineData(2, 4, "Event 2 is at 0d 00:00:00.004, before 0d 00:00:00.005.")]
    public void Events_are_numbered_without_a_gap_and_time_does_not_go_back(int seq, long at, string? broken)
    {
        var facts = DeviceFacts.None with { Seq = 1, At = new(5) };

        Assert.Equal(broken, new HistoryHasNoGap().Judge(
            facts, new(EntityId.Device(0), seq, new(at), new NonceRolled()), World));
    }

    [Fact]
    public void A_seal_that_changes_without_a_software_update_is_noticed()
    {
        var state = World.Resting();
        var facts = DeviceFacts.None with
        {
            BootTicket = state.Os.BootTicketDigest, SystemVolumeSeal = state.Os.SystemVolumeSeal
        };

        Assert.Null(OnlyAnUpdateTouchesTheSeal.Inspect(facts, state));
        Assert.NotNull(OnlyAnUpdateTouchesTheSeal.Inspect(
            facts, state with { Os = state.Os with { SystemVolumeSeal = OtherSeal } }));
        Assert.NotNull(OnlyAnUpdateTouchesTheSeal.Inspect(
            facts, state with { Os = state.Os with { BootTicketDigest = OtherBoot } }));
    }

    /// <summary>
    /// Its person agrees again at noon of day 3. The morning of that day is not shared, so day 4 is the first shared
    /// day.
    /// </summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Days_that_began_before_the_consent_are_not_reported(int day, bool broken)
    {
        VirtualTime NoonOf(int which) => World.LifeOf(World.TraitsOf(0)).At(which, TimeSpan.FromHours(12));
        var facts = DeviceFacts.None
            .With(new(EntityId.Device(0), 1, VirtualTime.Zero, Phone))
            .With(new(EntityId.Device(0), 2, NoonOf(1), new AnalyticsSharingChanged(false)))
            .With(new(EntityId.Device(0), 3, NoonOf(3), new AnalyticsSharingChanged(true)));

        Assert.Equal(broken, new PrivacyIsKept().Judge(
            facts, new(EntityId.Device(0), 4, NoonOf(5), new CrashTotalsReported(day, [])), World) is not null);
    }

    [Fact]
    public void The_content_of_a_device_follows_from_its_history()
    {
        DeviceState Holding(params string[] releases) => World.Resting() with
        {
            Applied = [.. releases.Select(release => new AppliedResponse(release, 0, VirtualTime.Zero))],
        };

        Assert.Null(RemovedMeansGone.Inspect(Told(RunsC), Holding(A, C)));
        Assert.Null(RemovedMeansGone.Inspect(Told(WithoutC), Holding(A)));
        Assert.Null(RemovedMeansGone.Inspect(Told([.. RunsA, BootTicket, Updates("16.6")]), Holding()));

        Assert.NotNull(RemovedMeansGone.Inspect(Told(RunsC), Holding(C, A)));
        Assert.NotNull(RemovedMeansGone.Inspect(Told(WithoutC), Holding(A, C)));
        Assert.NotNull(RemovedMeansGone.Inspect(Told(StagedA), Holding(A)));
        Assert.NotNull(RemovedMeansGone.Inspect(Told([.. RunsA, BootTicket, Updates("16.6")]), Holding(A)));
    }

    private static DeviceFacts Told(DeviceEvent[] history)
    {
        var facts = DeviceFacts.None;
        foreach (var happened in history)
        {
            foreach (var invariant in DeviceInvariant.All)
                Assert.True(Judge(invariant, facts, happened) is null, $"{happened} breaks '{invariant.Rule}'");
            facts = facts.With(Next(facts, happened));
        }

        return facts;
    }

    private static string? Judge(DeviceInvariant rule, DeviceFacts facts, DeviceEvent happened) =>
        rule.Judge(facts, Next(facts, happened), World);

    private static RecordedEvent Next(DeviceFacts facts, DeviceEvent happened) =>
        new(EntityId.Device(0), facts.Seq + 1, facts.At + Minute, happened);

    private static Enrolled Enrols(Platform platform, bool lockdown = false) => new(
        platform, "Model1,1", "16.5.1", "20F75", 0x8110, 1, Boot, Seal, [], SharesAnalytics: true,
        AutomaticUpdates: true,
        lockdown, Managed: null);

    private static ResponseOffered Offer(string release) => new(release, OfferSource.Automatic);

    private static DeviceEvent[] Prepared(string release) => [Ticket(release), Staged(release)];

    private static TicketIssued Ticket(string release) => new(release, StandIn.Manifest, Reused: false);

    private static ResponseStaged Staged(string release) => new(release, [StandIn.Os, StandIn.App]);

    private static ResponseActivated Active(string release, string build, int percent = 80, bool charging = false) =>
        new(release, build, Minute, percent, charging)
        {
            TrustCaches = StandIn.TrustCachesOf(World, Platform.IPhone, "20F75"),
        };

    private static ApplicationCrashed Crash(string? release) => new("an application", release);

    /// <summary>So many crashes in three minutes since, and none in the six minutes before.</summary>
    private static RemovalRecommended Recommended(string release, int crashes = 9) => new(
        release, "an application", RemovalAdvice.ExactRule, 0, 0.1, crashes, 0.05, Chance(crashes, 0.1));

    private static double Chance(int crashes, double hoursBefore) =>
        new PoissonComparison(new(crashes, 0.05), new(0, hoursBefore)).TwoSided;

    private static BootTicketIssued BootTicket => new("16.6", "20G75", OtherBoot);

    private static SoftwareUpdateInstalled Updates(string to) =>
        new("16.5.1", to, "20G75", OtherBoot, OtherSeal, 1, Minute);
}
