using System.Buffers;
using System.Collections.Immutable;
using Akka.Actor;
using MessagePack;
using RsrActors.Actors.Devices;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Actors.Tests.Journal;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Fleet.CohortProtocol;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>A broken invariant ends the run, and the message has the history that broke it.</summary>
public sealed class InvariantStories
{
    private static readonly World World = new(Story.FleetOf(1).Scenario);

    private static readonly DeviceFacts Remembered =
        DeviceFacts.None with { Seq = 7, At = new(90), Version = "16.5.1", Applied = [TestFleet.A] };

    [Fact]
    public void A_simulated_history_breaks_no_invariant()
    {
        var monitor = new DeviceMonitor(World, first: 0, count: 1);

        Assert.Null(monitor.Observe(0, Event(1, 0, Enrolled())));
        Assert.Null(
            monitor.Observe(0, Event(2, 10, new DeviceEvent.ResponseOffered(TestFleet.A, OfferSource.Automatic))));
        Assert.Null(monitor.Inspect(0, DeviceState.Unenrolled(World.TraitsOf(0), World)));
    }

    public static TheoryData<DeviceEvent> Broken => new()
    {
        new DeviceEvent.ResponseActivated(TestFleet.A, "20F770750b", TimeSpan.Zero, 100, true),
        new DeviceEvent.ResponsesRemoved([TestFleet.A], "20F770750b"),
        new DeviceEvent.SafariRelaunched(TestFleet.A),
        new DeviceEvent.CrashTotalsReported(0, []),
        new DeviceEvent.RemovalRecommended(TestFleet.A, "safari", "exact", 0, 1, 9, 1, 0.001),
        new DeviceEvent.ApplicationCrashed("safari", TestFleet.A),
        new DeviceEvent.ResponseOffered(TestFleet.A, OfferSource.Management),
        new DeviceEvent.SoftwareUpdateInstalled(
            "16.5", "16.6", "20G75", Digest.Sha384([1]), Digest.Sha256([2]), 1, TimeSpan.FromMinutes(9)),
    };

    [Theory, MemberData(nameof(Broken))]
    public void An_event_that_may_not_follow_is_named_with_the_invariant_it_breaks(DeviceEvent never)
    {
        var monitor = new DeviceMonitor(World, first: 40, count: 3);
        Assert.Null(monitor.Observe(2, Event(1, 0, Enrolled() with { SharesAnalytics = false })));

        var sentence = monitor.Observe(2, Event(2, 10, never));

        Assert.NotNull(sentence);
        Assert.StartsWith(
            "device-0000042 at 0d 00:00:00.010, event 2 (" + never.GetType().Name, sentence, StringComparison.Ordinal);
        Assert.Contains("The rule: ", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 10)] // Event 2 is missing.
    [InlineData(1, 10)] // Event 1 exists already.
    [InlineData(2, -1)] // Before the enrolment.
    public void A_gap_and_a_step_back_in_time_are_noticed(int seq, long at)
    {
        var monitor = new DeviceMonitor(World, first: 0, count: 1);
        monitor.Observe(0, Event(1, 0, Enrolled()));

        Assert.NotNull(monitor.Observe(0, Event(seq, at, new DeviceEvent.NonceRolled())));
    }

    /// <summary>A state without an event breaks <see cref="OnlyAnUpdateTouchesTheSeal"/>.</summary>
    [Fact]
    public void A_seal_that_changes_without_a_software_update_is_noticed()
    {
        var monitor = new DeviceMonitor(World, first: 0, count: 1);
        monitor.Observe(0, Event(1, 0, Enrolled()));
        var device = DeviceState.Unenrolled(World.TraitsOf(0), World);

        Assert.NotNull(
            monitor.Inspect(0, device with { Os = device.Os with { SystemVolumeSeal = Digest.Sha256([0]) } }));
        Assert.NotNull(
            monitor.Inspect(0, device with { Os = device.Os with { BootTicketDigest = Digest.Sha384([0]) } }));
    }

    /// <summary>A state without an event breaks <see cref="RemovedMeansGone"/>.</summary>
    [Fact]
    public void A_response_that_is_on_a_device_without_its_history_is_noticed()
    {
        var monitor = new DeviceMonitor(World, first: 0, count: 1);
        monitor.Observe(0, Event(1, 0, Enrolled()));
        var device = DeviceState.Unenrolled(World.TraitsOf(0), World);

        Assert.Equal(
            "device-0000000: [16.5.1-a] is on the device, and [] in its history.",
            monitor.Inspect(0, device with { Applied = [new(TestFleet.A, 0, VirtualTime.Zero)] }));
    }

    /// <summary>
    /// That a content is sound is found once, by the device that runs it first. A state without an event breaks
    /// <see cref="ProtectedMeansFixedEverywhere"/> before and after that.
    /// </summary>
    [Fact]
    public void A_device_that_counts_as_protected_without_its_history_is_noticed_whatever_was_checked_before()
    {
        var device = DeviceState.Unenrolled(World.TraitsOf(0), World);
        var world = new World(World.Scenario with
        {
            Vulnerabilities = [new("CVE-1", Component.Frameworks, [], TimeSpan.Zero, null)],
            Updates =
            [
                new("16.6", [new(device.Platform, device.Os.Build, "16.6", "20G75", 1)], []) { Fixes = ["CVE-1"] },
            ],
        });
        var monitor = new DeviceMonitor(world, first: 0, count: 2);
        var updated = device with { Os = device.Os with { Build = "20G75" } };
        for (var number = 0; number < 2; number++)
        {
            monitor.Observe(number, Event(1, 0, Enrolled()));
            Assert.NotNull(monitor.Inspect(number, updated));
            Assert.Null(monitor.Inspect(number, device));
            Assert.NotNull(monitor.Inspect(number, updated));
        }
    }

    [Fact]
    public void The_state_of_a_monitor_survives_in_a_snapshot()
    {
        var monitor = new DeviceMonitor(World, first: 0, count: 1);
        monitor.Observe(0, Event(1, 0, Enrolled()));
        monitor.Observe(0, Event(2, 5, new DeviceEvent.ApplicationCrashed("safari", null)));
        monitor.Observe(0, Event(3, 6, new DeviceEvent.AnalyticsSharingChanged(false)));
        monitor.Observe(0, Event(4, 7, new DeviceEvent.AnalyticsSharingChanged(true)));
        monitor.Observe(0, Event(5, 8, new DeviceEvent.Restarted(RestartReason.InstallResponse)));
        var successor = new DeviceMonitor(World, first: 0, count: 1);

        successor.Restore(Stored(monitor.Capture()));

        Assert.NotNull(successor.Observe(0, Event(5, 9, new DeviceEvent.NonceRolled())));
        Assert.NotNull(
            successor.Observe(0, Event(6, 9, new DeviceEvent.ApplicationCrashed("safari", null))));
        Assert.NotNull(successor.Observe(0, Event(6, 9, new DeviceEvent.CrashTotalsReported(0, []))));
        Assert.Null(successor.Observe(0, Event(6, 9, new DeviceEvent.NonceRolled())));
        Assert.Equal(
            Samples.InFull(Facts(monitor) with { Seq = 6, At = new(9) }), Samples.InFull(Facts(successor)));
    }

    public static TheoryData<DeviceFacts, int> Forms => new()
    {
        { Remembered, 17 },
        { Remembered with { Down = true }, 20 },
        { Remembered with { InSafari = TestFleet.A }, 20 },
        { Remembered with { Crashes = [new("safari", null, 3), new("mail", TestFleet.A, 1)] }, 20 },
        { Remembered with { SharesSince = new(70) }, 21 },
        { Remembered with { SharesSince = new(70), Down = true, Crashes = [new("safari", TestFleet.A, 300)] }, 21 },
    };

    /// <summary>
    /// The facts are kept for a million devices, so fields that most devices do not use take no space.
    /// </summary>
    [Theory, MemberData(nameof(Forms))]
    public void The_facts_of_a_device_are_read_back_unchanged_and_take_only_the_fields_they_need(
        DeviceFacts facts, int fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        DeviceFactsFormat.Write(ref writer, facts);
        writer.Flush();
        var header = new MessagePackReader(buffer.WrittenMemory);
        var reader = new MessagePackReader(buffer.WrittenMemory);

        Assert.Equal(fields, header.ReadArrayHeader());
        Assert.Equal(Samples.InFull(facts), Samples.InFull(DeviceFactsFormat.Read(ref reader)));
        Assert.True(reader.End);
    }

    /// <summary>The invariants over one history, and those over several processes.</summary>
    [Fact]
    public void Every_invariant_is_checked()
    {
        var model = typeof(DeviceInvariant).Assembly.GetTypes();
        var ofHistories = model.Where(type => type.IsSubclassOf(typeof(DeviceInvariant))).Select(type => type.Name)
            .ToList();
        var ofProcesses = model.Where(type => type.IsAbstract && type.IsSealed && type.GetField("Rule") is not null)
            .ToList();

        Assert.Equal(ofHistories.Order(), DeviceInvariant.All.Select(one => one.GetType().Name).Order());
        Assert.Equal(
            [
                nameof(ProtectedMeansFixedEverywhere), nameof(RecommendationFollowsList),
                nameof(VolumesHoldWhatIsStored), nameof(WithdrawalIsFinal),
            ],
            ofProcesses.Select(type => type.Name).Order());
        Assert.Equal(ofHistories.Count + ofProcesses.Count, FleetSimulation.Invariants);
    }

    [Fact]
    public void An_offer_after_a_withdrawal_is_noticed_across_processes_and_epochs()
    {
        var monitor = new FleetMonitor(TimeSpan.FromSeconds(60));
        var withdrawn = Found(new(EntityId.Release(TestFleet.A), 3, new(1_000), new ReleaseEvent.Withdrawn("", false)));
        var inTime = Found(Event(2, 61_000, new DeviceEvent.ResponseOffered(TestFleet.A, OfferSource.Automatic)));
        var late = Found(Event(2, 61_001, new DeviceEvent.ResponseOffered(TestFleet.A, OfferSource.Automatic)));

        var (state, broken) = monitor.Observe(null, [withdrawn, inTime]);
        Assert.Empty(broken);

        (_, broken) = monitor.Observe(state, [late]);
        Assert.Contains(TestFleet.A, Assert.Single(broken), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fresh_ticket_for_a_request_made_after_signing_stopped_is_noticed()
    {
        var monitor = new FleetMonitor(TimeSpan.FromSeconds(60));
        var stopped = Found(
            new(EntityId.SigningService, 1, new(1_000), new SigningEvent.SigningPolicyChanged(TestFleet.A, false)));
        var issued = new DeviceEvent.TicketIssued(TestFleet.A, Digest.Sha384([]), Reused: false);

        Assert.Empty(monitor.Observe(null, [stopped, Found(Event(5, 9_000, issued), requestedAt: 1_000)]).Broken);
        Assert.Single(monitor.Observe(null, [stopped, Found(Event(5, 9_000, issued), requestedAt: 1_001)]).Broken);
        Assert.Empty(
            monitor.Observe(null, [stopped, .. Nothing(Event(5, 9_000, issued with { Reused = true }))]).Broken);
    }

    [Theory]
    [InlineData(61_000, "safari", 0)]
    [InlineData(60_999, "safari", 1)]
    [InlineData(90_000, "mail", 1)]
    public void A_recommendation_by_a_list_fetched_too_early_is_noticed_across_processes_and_epochs(
        long fetchedAt, string application, int times)
    {
        var monitor = new FleetMonitor(TimeSpan.FromSeconds(60));
        var published = Found(new(
            EntityId.CrashAnalytics, 4, new(1_000),
            new AnalyticsEvent.AffectedApplicationsPublished(TestFleet.A, ["safari"], "why")));
        var recommended = ReleaseFindings.None.WithDeviceEvent(
            Event(9, 95_000, new DeviceEvent.RemovalRecommended(TestFleet.A, application, "exact", 0, 1, 9, 1, 0.001)),
            DeviceFacts.None with { FetchedList = 1, FetchedAt = new(fetchedAt) });

        var (state, broken) = monitor.Observe(null, [published]);
        Assert.Empty(broken);

        (_, broken) = monitor.Observe(Stored(state), [recommended]);
        Assert.Equal(times, broken.Length);
        Assert.Equal(times, monitor.Observe(null, [recommended, published]).Broken.Length);
    }

    /// <summary>The first event of this phone runs a response that was never installed.</summary>
    [Fact]
    public async Task A_device_that_breaks_an_invariant_ends_the_run()
    {
        var plan = new SimulationPlan(
            1, World.Scenario.End, World.Scenario.Kernel.Lookahead, EpochPolicy.WithoutScenario,
            [new("cohort", Cohorts.Props(0, 1, new BrokenDeviceLogic(), idleTimeout: null, dispatcher: null))],
            _ => (0, 1),
            RunFormat.ForRunning(World), NoMonitor.Instance, new RunGauges());
        await using var simulations = new RunSimulations(plan.Format);

        var failed = Assert.IsType<SimulationProtocol.Failed>(await simulations.Run(plan));

        Assert.IsType<InvariantBrokenException>(failed.Cause);
        Assert.Contains("device-0000000", failed.Cause.Message, StringComparison.Ordinal);
        Assert.Contains("16.5.1-a became active without a ticket.", failed.Cause.Message, StringComparison.Ordinal);
    }

    private static RecordedEvent Event(int seq, long at, DeviceEvent happened) =>
        new(EntityId.Device(0), seq, new(at), happened);

    private static DeviceEvent.Enrolled Enrolled()
    {
        var device = DeviceState.Unenrolled(World.TraitsOf(0), World);
        return new(
            device.Platform, "Model1,1", device.Os.Version, device.Os.Build, 1, 2, device.Os.BootTicketDigest,
            device.Os.SystemVolumeSeal, [], true, true, false, null);
    }

    private static DeviceFacts Facts(DeviceMonitor monitor) => ((CohortFacts)monitor.Capture()).Devices[0];

    /// <summary>As it is read from a journal.</summary>
    private static object? Stored(object? state)
    {
        var format = RunFormat.ForRunning(World);
        if (state is not CohortFacts facts)
            return state is null ? null : format.Decode(format.Encode(state));
        var cohort = new CohortState<DeviceState>([DeviceState.Unenrolled(World.TraitsOf(0), World)], facts);
        return ((CohortState<DeviceState>)format.Decode(format.Encode(cohort))).Monitor;
    }

    private static ReleaseFindings Found(RecordedEvent happened, long requestedAt = 0)
    {
        var found = ReleaseFindings.None.With(happened, new(requestedAt));
        Assert.False(found.IsEmpty);
        return found;
    }

    private static ImmutableArray<object> Nothing(RecordedEvent happened)
    {
        Assert.True(ReleaseFindings.None.With(happened, VirtualTime.Zero).IsEmpty);
        return [];
    }

    private sealed class BrokenDeviceLogic : IDeviceLogic<DeviceState>
    {
        public DeviceState NewDevice(int number) => DeviceState.Unenrolled(World.TraitsOf(number), World);

        public bool IsEnrolled(DeviceState state) => false;

        public Asleep<DeviceState>? Routine(DeviceState state, VirtualTime at, Publications published) => null;

        public bool IsIdle(DeviceState state) => false;

        public DeviceState Fold(DeviceState state, RecordedEvent happened) => state;

        public VirtualTime NextDue(DeviceState state, VirtualTime after, Publications published) => new(5_000);

        public Props Actor(DeviceState state) => Props.Create<BrokenDevice>(state);

        public ICohortMonitor<DeviceState> Monitor(int first, int count) => new DeviceMonitor(World, first, count);
    }

    private sealed class BrokenDevice : ReceiveActor
    {
        public BrokenDevice(DeviceState state) => Receive<Wake>(wake => Sender.Tell(new Asleep<DeviceState>(
            0, state,
            [
                Event(1, 5_000, Enrolled()),
                Event(2, 5_000, new DeviceEvent.ResponseActivated(TestFleet.A, "20F770750b", TimeSpan.Zero, 100, true)),
            ],
            [],
            VirtualTime.Never)));
    }
}
