using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Devices;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model;
using RsrActors.Model.Devices;
using RsrActors.Model.Invariants;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Fleet.MemberProtocol;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>What never may happen ends the run, with the history that did it.</summary>
public sealed class InvariantStories
{
    private static readonly World World = new(TestFleet.Of(1).Scenario);

    [Fact]
    public void A_true_history_breaks_nothing()
    {
        var monitor = new DeviceMonitor(World, first: 0, count: 1);

        Assert.Null(monitor.Observe(0, Event(1, 0, Enrolled())));
        Assert.Null(monitor.Observe(0, Event(2, 10, new DeviceEvent.ResponseOffered(TestFleet.A, OfferSource.Automatic))));
        Assert.Null(monitor.Inspect(0, DeviceState.Unenrolled(World.TraitsOf(0), World)));
    }

    public static TheoryData<DeviceEvent> Broken => new()
    {
        new DeviceEvent.ResponseActivated(TestFleet.A, "20F770750b", TimeSpan.Zero, 100, true),
        new DeviceEvent.ResponsesRemoved([TestFleet.A], "20F770750b"),
        new DeviceEvent.SafariRelaunched(TestFleet.A),
        new DeviceEvent.CrashTotalsReported(0, []),
        new DeviceEvent.RemovalRecommended(TestFleet.A, "com.apple.mobilesafari", "poisson", 0, 1, 9, 1, 0.001),
        new DeviceEvent.SoftwareUpdateInstalled(
            "16.5", "16.6", "20G75", Digest.Sha384([1]), Digest.Sha256([2]), 1, TimeSpan.FromMinutes(9)),
    };

    [Theory, MemberData(nameof(Broken))]
    public void An_event_that_may_not_follow_is_named_with_the_rule_it_breaks(DeviceEvent never)
    {
        var monitor = new DeviceMonitor(World, first: 40, count: 3);
        Assert.Null(monitor.Observe(2, Event(1, 0, Enrolled() with { SharesAnalytics = false })));

        var sentence = monitor.Observe(2, Event(2, 10, never));

        Assert.NotNull(sentence);
        Assert.StartsWith("device-0000042 at 0d 00:00:00.010, event 2 (" + never.GetType().Name, sentence, StringComparison.Ordinal);
        Assert.Contains("The rule: ", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 10)] // Event 2 is missing.
    [InlineData(1, 10)] // Event 1 was there already.
    [InlineData(2, -1)] // Before the enrolment.
    public void A_gap_and_a_step_back_in_time_are_noticed(int seq, long at)
    {
        var monitor = new DeviceMonitor(World, first: 0, count: 1);
        monitor.Observe(0, Event(1, 0, Enrolled()));

        Assert.NotNull(monitor.Observe(0, Event(seq, at, new DeviceEvent.NonceRolled())));
    }

    /// <summary>Invariant 10, where no event shows it.</summary>
    [Fact]
    public void A_seal_that_changes_without_a_software_update_is_noticed()
    {
        var monitor = new DeviceMonitor(World, first: 0, count: 1);
        monitor.Observe(0, Event(1, 0, Enrolled()));
        var device = DeviceState.Unenrolled(World.TraitsOf(0), World);

        Assert.NotNull(monitor.Inspect(0, device with { Os = device.Os with { SystemVolumeSeal = Digest.Sha256([0]) } }));
        Assert.NotNull(monitor.Inspect(0, device with { Os = device.Os with { BootTicketDigest = Digest.Sha384([0]) } }));
    }

    [Fact]
    public void What_a_monitor_remembers_survives_in_a_snapshot()
    {
        var monitor = new DeviceMonitor(World, first: 0, count: 1);
        monitor.Observe(0, Event(1, 0, Enrolled()));
        var successor = new DeviceMonitor(World, first: 0, count: 1);

        successor.Restore(monitor.Capture());

        Assert.Null(successor.Observe(0, Event(2, 10, new DeviceEvent.NonceRolled())));
        Assert.NotNull(successor.Observe(0, Event(2, 10, new DeviceEvent.NonceRolled())));
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
        var stopped = Found(new(EntityId.SigningService, 1, new(1_000), new ServiceEvent.SigningPolicyChanged(TestFleet.A, false)));
        var issued = new DeviceEvent.TicketIssued(TestFleet.A, Digest.Sha384([]), Reused: false);

        Assert.Empty(monitor.Observe(null, [stopped, Found(Event(5, 9_000, issued), requestedAt: 1_000)]).Broken);
        Assert.Single(monitor.Observe(null, [stopped, Found(Event(5, 9_000, issued), requestedAt: 1_001)]).Broken);
        Assert.Empty(monitor.Observe(null, [stopped, .. Nothing(Event(5, 9_000, issued with { Reused = true }))]).Broken);
    }

    /// <summary>The first thing this phone does is to run a response that it never installed.</summary>
    [Fact]
    public async Task A_device_that_breaks_an_invariant_ends_the_run()
    {
        var plan = new SimulationPlan(
            1, World.Scenario.End, World.Scenario.Kernel.Lookahead, EpochPolicy.Default,
            [new("cohort", Cohorts.Props(0, 1, new BrokenPopulace(), null))], _ => (0, 1),
            RunFormat.ForRunning(World), NoMonitor.Instance, new RunGauges());
        await using var simulations = new Simulations(plan.Format);

        var failed = Assert.IsType<SimulationProtocol.Failed>(await simulations.Run(plan));

        Assert.IsType<InvariantBrokenException>(failed.Cause);
        Assert.Contains("device-0000000", failed.Cause.Message, StringComparison.Ordinal);
        Assert.Contains("16.5.1-a became active without a ticket.", failed.Cause.Message, StringComparison.Ordinal);
    }

    private static RecordedEvent Event(int seq, long at, DeviceEvent happened) => new(EntityId.Device(0), seq, new(at), happened);

    private static DeviceEvent.Enrolled Enrolled()
    {
        var device = DeviceState.Unenrolled(World.TraitsOf(0), World);
        return new(
            device.Platform, "Model1,1", device.Os.Version, device.Os.Build, 1, 2, device.Os.BootTicketDigest,
            device.Os.SystemVolumeSeal, [], true, true, false, null);
    }

    private static ReleaseFindings Found(RecordedEvent happened, long requestedAt = 0) =>
        ReleaseFindings.None.With(ReleaseFindings.Of(happened, new(requestedAt))!);

    private static ImmutableArray<object> Nothing(RecordedEvent happened)
    {
        Assert.Null(ReleaseFindings.Of(happened, VirtualTime.Zero));
        return [];
    }

    private sealed class BrokenPopulace : IPopulace<DeviceState>
    {
        public DeviceState Newcomer(int number) => DeviceState.Unenrolled(World.TraitsOf(number), World);

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
