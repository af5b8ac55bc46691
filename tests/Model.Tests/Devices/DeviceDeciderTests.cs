using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>The decision of a wake in each phase.</summary>
public sealed class DeviceDeciderTests
{
    private static readonly World World = Plain().World();
    private static readonly DeviceState Rested = World.Resting();
    private static readonly DailyLife Days = World.LifeOf(Rested.Traits);
    private static readonly VirtualTime Poll = Days.NextPoll(VirtualTime.Zero + TimeSpan.FromDays(2));
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(2); // 17:00 UTC and 2 h, in UTC-7.
    private static readonly InstallJob Job = InstallJob.First(A, OfferSource.Automatic);
    private static readonly UpdateJob UpdateJob = new("16.6", "20G75", OfferSource.Automatic, 1, 0);

    private static readonly Catalogue Revoked = Catalogue(
        new CatalogueEntry(A, 0, CatalogueStatus.Offered),
        new CatalogueEntry(C, 0, CatalogueStatus.WithdrawnAndRemoved));

    [Fact]
    public void A_device_enrols_with_its_properties()
    {
        var enrolled = Assert.IsType<Enrolled>(Assert.Single(
            Decide(DeviceState.Unenrolled(Rested.Traits, World), VirtualTime.Zero, Unpublished).Events));

        Assert.Equal(
            (
                Platform.IPhone, "16.5.1", "20F75", Rested.Traits.Ecid, Rested.Os.BootTicketDigest,
                Rested.Os.SystemVolumeSeal),
            (
                enrolled.Platform, enrolled.OsVersion, enrolled.OsBuild, enrolled.Ecid, enrolled.BootTicketDigest,
                enrolled.SystemVolumeSeal));
        Assert.Equal(["safari"], enrolled.Applications.AsEnumerable());
    }

    /// <summary>Phase, moment, catalogue, and the events of a wake that needs no work.</summary>
    public static TheoryData<DevicePhase, VirtualTime, Catalogue, DeviceEvent[]> Wakes => new()
    {
        { new DevicePhase.Resting(), Poll, Offering(A), [new ResponseOffered(A, OfferSource.Automatic)] },
        { new DevicePhase.Resting(), Poll, Unpublished, [] },
        { new DevicePhase.Resting(), Poll.Next(), Offering(A), [] },
        { new DevicePhase.Resting(), Poll, Unpublished.WithUpdate(World),
            [new SoftwareUpdateOffered("16.6", "20G75", OfferSource.Automatic)] },
        { new DevicePhase.Fetching(Job, Noon), Noon, Offering(A), [] },
        { new DevicePhase.Fetching(Job, Noon), Noon, Unpublished,
            [new InstallAbandoned(A, DeviceFault.NoLongerOffered, 1)] },
        { new DevicePhase.Fetching(Job, VirtualTime.Never), Poll, Offering(A, C),
            [new ResponseOffered(C, OfferSource.Automatic)] },
        { new DevicePhase.Fetching(Job, VirtualTime.Never), Poll, Offering(A), [] },
        { new DevicePhase.AwaitingTicket(Job), Noon, Offering(A), [] },
        { new DevicePhase.Staged(Job, Noon, VirtualTime.Never, false), Noon, Offering(A),
            [new Restarted(RestartReason.InstallResponse)] },
        { new DevicePhase.Staged(Job, Poll.Next(), VirtualTime.Never, false), Poll, Offering(A, C), [] },
        { new DevicePhase.Staged(Job, VirtualTime.Never, Noon, false), Noon, Offering(A), [new SafariRelaunched(A)] },
    };

    [Theory, MemberData(nameof(Wakes))]
    public void A_wake_without_work_causes_the_events_of_its_phase(
        DevicePhase phase, VirtualTime at, Catalogue catalogue, DeviceEvent[] events)
    {
        var decision = Decide(Rested with { Phase = phase }, at, catalogue);

        Assert.Equal(events, decision.Events.AsEnumerable());
        Assert.Null(decision.Work);
        Assert.Empty(decision.Mail);
    }

    public static TheoryData<DevicePhase, DeviceWork> Steps => new()
    {
        { new DevicePhase.Fetching(Job, Noon - Minute), new DeviceWork.CheckDownload(A, "iphone-20F75", false, null) },
        { new DevicePhase.Preparing(Job, Noon), new DeviceWork.Stage(A, "iphone-20F75", null, null) },
        { new DevicePhase.Starting(Job, Noon - Minute, Noon),
            new DeviceWork.Boot(
                Platform.IPhone, FileVault: false, "20F75", World.BootBindingOf(Rested.Traits, "20F75"),
                new(A, "iphone-20F75", Rested.Binding, Rested.Nonce), Rested.Os.BootTicketDigest, Starts: true, null) },
        { new DevicePhase.Removing(RemovalCause.User, [C, A], Noon, false), new DeviceWork.Revert(A, "iphone-20F75") },
        { new DevicePhase.Updating(UpdateJob, Noon - Minute, Noon),
            new DeviceWork.InstallUpdate(Platform.IPhone, "20F75", "20G75", UpdateDraws.Good) },
    };

    [Theory, MemberData(nameof(Steps))]
    public void A_step_of_a_phase_becomes_work(DevicePhase phase, DeviceWork work)
    {
        var decision = Decide(Rested with { Phase = phase }, Noon, Offering(A));

        Assert.Equal(work, decision.Work);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void A_ticket_is_requested_by_a_message_whose_delay_is_the_latency()
    {
        var decision = Decide(Rested with { Phase = new DevicePhase.Requesting(Job, Noon) }, Noon, Offering(A));

        Assert.Equal([new TicketRequested(A, Rested.Nonce, 1)], decision.Events.AsEnumerable());
        var message = Assert.Single(decision.Mail);
        Assert.Equal(EntityId.SigningService, message.To);
        Assert.InRange(message.Delay, World.Scenario.Signing.Latency.From, World.Scenario.Signing.Latency.To);
        Assert.Equal(Rested.Nonce, Assert.IsType<TicketRequest>(message.Body).Nonce);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_ticket_answer_is_verified_with_the_nonce_of_its_moment(double rolls, bool rolled)
    {
        var world = (Plain() with { Faults = FaultSettings.None with { NonceRolled = rolls } }).World();
        var state = world.Resting() with { Phase = new DevicePhase.AwaitingTicket(Job) };
        var answer = new TicketAnswer.Granted(A, state.Nonce, TicketFlaw.None);

        var decision = DeviceDecider.Decide(
            new(state, Noon, world, Offering(A)), [new(state.Id, EntityId.SigningService, Noon, 0, Noon, answer)]);

        var after = decision.Events.Aggregate(state, (one, happened) => DeviceFold.Evolve(one, happened, Noon, world));
        Assert.Equal(rolled ? [new NonceRolled()] : [], decision.Events.AsEnumerable());
        Assert.Equal(after.Nonce, Assert.IsType<DeviceWork.Personalise>(decision.Work).Nonce);
        Assert.Equal(rolled, !after.Nonce.Equals(state.Nonce));
    }

    [Fact]
    public void A_ticket_answer_changes_nothing_when_the_device_does_not_wait_for_it()
    {
        var answer = new TicketAnswer.Granted(A, Rested.Nonce, TicketFlaw.None);

        Assert.Equal(DeviceDecision.Nothing, DeviceDecider.Decide(
            new(Rested, Poll.Next(), World, Unpublished),
            [new(Rested.Id, EntityId.SigningService, Noon, 0, Poll.Next(), answer)]));
    }

    [Fact]
    public void A_retained_patch_and_ticket_are_used_again_unless_the_nonce_was_rolled()
    {
        var retains = Rested with
        {
            Retained = [new(A, 0, VirtualTime.Zero)],
            Phase = new DevicePhase.Fetching(Job, Noon),
        };
        var downloadsAgain = retains with
        {
            Phase = new DevicePhase.Fetching(Job with { FreshDownloads = 1 }, Noon),
        };

        Assert.IsType<DeviceWork.ReuseTicket>(Decide(retains, Noon, Offering(A)).Work);
        Assert.Null(Decide(retains with { NonceGeneration = 1 }, Noon, Offering(A)).Work);
        Assert.Null(Decide(downloadsAgain, Noon, Offering(A)).Work);
    }

    /// <summary>Applied responses, nonce generation, catalogue, and the responses that the vendor removes.</summary>
    public static TheoryData<string[], int, Catalogue, string[]> Removals => new()
    {
        { [C], 0, Revoked, [C] },
        { [A, C], 0, Revoked, [C] },
        { [A, C], 1, Revoked, [A, C] }, // The ticket of the earlier response does not hold any more.
        { [A, C], 0, Catalogue(new CatalogueEntry(A, 0, CatalogueStatus.Withdrawn), Revoked.Responses[1]), [A, C] },
        { [A, C], 0, Catalogue(new CatalogueEntry(A, 0, CatalogueStatus.Superseded), Revoked.Responses[1]), [C] },
    };

    [Theory, MemberData(nameof(Removals))]
    public void The_vendor_removes_the_latest_response_and_earlier_ones_that_cannot_run_again(
        string[] applied, int generation, Catalogue catalogue, string[] removed)
    {
        var state = Rested.Applied(applied) with { NonceGeneration = generation };

        var started = Assert.IsType<RemovalStarted>(Assert.Single(Decide(state, Poll, catalogue).Events));

        Assert.Equal(RemovalCause.Vendor, started.Cause);
        Assert.Equal(removed, started.Releases.AsEnumerable());
    }

    [Theory]
    [InlineData(false, new[] { nameof(RemovalStarted), nameof(ResponsesRemoved) })]
    [InlineData(true, new[] { nameof(RemovalStarted) })]
    public void A_revoked_response_that_is_only_staged_needs_a_restart_when_Safari_runs_on_it(
        bool inSafari, string[] events)
    {
        var staged = new DevicePhase.Staged(Job with { Release = C }, VirtualTime.Never, VirtualTime.Never, inSafari);

        Assert.Equal(
            events, Decide(Rested with { Phase = staged }, Poll, Revoked).Events.Select(one => one.GetType().Name));
    }

    [Fact]
    public void A_device_runs_its_base_or_the_earlier_response_after_a_removal()
    {
        DeviceDecision Returned(params string[] removed) => Decide(
            Rested.Applied(A, C) with
            {
                Phase = new DevicePhase.Returning(RemovalCause.Vendor, [.. removed], Noon - Minute, Noon),
            },
            Noon, Revoked);

        Assert.Null(Assert.IsType<DeviceWork.Boot>(Returned(A, C).Work).Response);
        Assert.Equal(A, Assert.IsType<DeviceWork.Boot>(Returned(C).Work).Response?.Release);
    }

    [Fact]
    public void A_device_is_offered_and_removes_nothing_when_management_forbids_it()
    {
        var world = (Plain().Managed(false, false) with
        {
            Releases = [.. Plain().Releases.Select(
                release => release with { Regrets = new(1, TimeSpan.FromHours(1)) })],
        }).World();
        var state = world.Resting();

        Assert.Equal(
            [new InstallAttemptFailed(
                A, InstallStep.Offer, DeviceFault.ManagementForbids, 1, Poll + TimeSpan.FromDays(7))],
            DeviceDecider.Decide(new(state, Poll, world, Offering(A)), []).Events.AsEnumerable());

        var regrets = new DeviceMoments(world, state).Regrets(state.Applied(A).Active!);
        Assert.Empty(DeviceDecider.Decide(new(state.Applied(A), regrets, world, Unpublished), []).Events);
        Assert.Equal(
            RemovalCause.User,
            Assert.IsType<RemovalStarted>(Assert.Single(DeviceDecider.Decide(
                new(state.Applied(A) with { Managed = null }, regrets, world, Unpublished), []).Events)).Cause);
    }

    [Theory]
    [InlineData(10, 1.0, false, DeviceFault.DeviceInUse)]
    [InlineData(10, 1.0, true, null)] // Use does not prevent a restart by hand.
    [InlineData(10, 0.0, false, null)]
    [InlineData(101, 0.0, true, DeviceFault.BatteryLow)]
    public void A_restart_waits_for_the_battery_and_until_the_device_is_out_of_use(
        int needs, double inUse, bool byHand, DeviceFault? gate)
    {
        var moments = new DeviceMoments(Plain().People(people => people with { InUse = inUse }).World(), Rested);

        Assert.Equal(gate, RestartGates.Shut(moments, Noon, needs, byHand));
    }

    [Fact]
    public void Each_generation_has_a_nonce_of_its_own() => Assert.Equal(
        2_000,
        Enumerable.Range(0, 2_000).Select(i => DeviceState.NonceOf(World.TraitsOf(i % 2), i / 2).ToString())
            .Distinct().Count());

    private static DeviceDecision Decide(DeviceState state, VirtualTime at, Catalogue catalogue) =>
        DeviceDecider.Decide(new(state, at, World, catalogue), []);
}
