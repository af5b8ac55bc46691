using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>The events after a procedure's result or fault, and the phase of the device afterwards.</summary>
public sealed class WorkDeciderTests
{
    private const string Variant = "iphone-20F75";

    private static readonly World World = Plain().World();
    private static readonly DeviceState Rested = World.Resting();
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(2);
    private static readonly InstallJob Job = InstallJob.First(A, OfferSource.Automatic);

    private static readonly DevicePhase Fetching = new DevicePhase.Fetching(Job, Noon - Minute);
    private static readonly DevicePhase Awaiting = new DevicePhase.AwaitingTicket(Job);
    private static readonly DevicePhase Preparing = new DevicePhase.Preparing(Job, Noon);
    private static readonly DevicePhase Starting = new DevicePhase.Starting(Job, Noon - Minute, Noon);

    private static readonly DeviceWork Download = new DeviceWork.CheckDownload(A, Variant, false, null);
    private static readonly DeviceWork Stage = new DeviceWork.Stage(A, Variant, null, null);
    private static readonly DeviceWork Boot = BootOf(A, "20F75");

    private static readonly DeviceWork Reuse = new DeviceWork.ReuseTicket(A, Variant, Rested.Binding, Rested.Nonce);

    private static readonly DeviceWork Granted = new DeviceWork.Personalise(
        new TicketAnswer.Granted(A, Rested.Nonce, TicketFlaw.None), Variant, Rested.Binding, Rested.Nonce);

    private static readonly DeviceWork Denied = new DeviceWork.Personalise(
        new TicketAnswer.Denied(A, 94, "not eligible"), Variant, Rested.Binding, Rested.Nonce);

    private static DeviceWork.Boot BootOf(string? response, string build) => new(
        Platform.IPhone, FileVault: false, build, World.BootBindingOf(Rested.Traits, build),
        response is null ? null : new(response, Variant, Rested.Binding, Rested.Nonce), Rested.Os.BootTicketDigest,
        Starts: true, Trouble: null);

    private static DeviceWork InstallUpdate =>
        new DeviceWork.InstallUpdate(Platform.IPhone, "20F75", "20G75", UpdateDraws.Good);

    public static TheoryData<DevicePhase, DeviceWork, string[], Type> Results => new()
    {
        { Fetching, Download, [nameof(PatchDownloaded), nameof(TicketRequested)], typeof(DevicePhase.AwaitingTicket) },
        { Awaiting, Granted, [nameof(TicketIssued)], typeof(DevicePhase.Preparing) },
        { Fetching, Reuse, [nameof(TicketIssued)], typeof(DevicePhase.Preparing) },
        { Preparing, Stage, [nameof(ResponseStaged)], typeof(DevicePhase.Staged) },
        { Starting, Boot, [nameof(ResponseActivated)], typeof(DevicePhase.Resting) },
        { new DevicePhase.Removing(RemovalCause.User, [A], Noon, false), new DeviceWork.Revert(A, Variant),
            [nameof(Restarted)], typeof(DevicePhase.Returning) },
        { new DevicePhase.Updating(new("16.6", "20G75", OfferSource.User, 1, 0), Noon - Minute, Noon),
            BootOf(null, "20G75"),
            [nameof(SoftwareUpdateInstalled), nameof(NonceRolled)], typeof(DevicePhase.Resting) },
    };

    [Theory, MemberData(nameof(Results))]
    public void A_step_that_succeeds_leads_to_the_next_phase(
        DevicePhase given, DeviceWork work, string[] events, Type after)
    {
        var decision = WorkDecider.Succeeded(
            AtNoon(Rested with { Phase = given }), work, StandIn.ResultOf(work, World));

        Assert.Equal(events, decision.Events.Select(one => one.GetType().Name));
        Assert.IsType(after, Fold(given, decision).Phase);
        Assert.Null(decision.Work);
    }

    [Theory]
    [InlineData(null, new[] { nameof(ResponsesRemoved), nameof(ResponseActivated) }, A)]
    [InlineData(
        DeviceFault.DidNotStart,
        new[]
        {
            nameof(BootStepFailed), nameof(ResponsesRemoved), nameof(InstallAttemptFailed), nameof(InstallAbandoned),
        },
        null)]
    [InlineData(
        DeviceFault.CryptexTicketInvalid,
        new[]
        {
            nameof(BootStepFailed), nameof(ResponsesRemoved), nameof(InstallAttemptFailed), nameof(InstallAbandoned),
        },
        null)]
    public void The_earlier_response_comes_back_by_work_that_may_fail_and_then_the_base_runs(
        DeviceFault? fault, string[] events, string? active)
    {
        var returning = Rested.Applied(A, C) with
        {
            Phase = new DevicePhase.Returning(RemovalCause.Vendor, [C], Noon - Minute, Noon),
        };
        var work = Assert.IsType<DeviceWork.Boot>(DeviceDecider.Decide(AtNoon(returning), []).Work);
        Assert.Equal((A, Rested.Nonce, true), (work.Response!.Release, work.Response.Nonce, work.Starts));

        var decision = fault is { } happened
            ? WorkDecider.Failed(AtNoon(returning), work, happened)
            : WorkDecider.Succeeded(AtNoon(returning), work, StandIn.ResultOf(work, World));
        var after = decision.Events.Aggregate(returning, (state, one) => DeviceFold.Evolve(state, one, Noon, World));

        Assert.Equal(events, decision.Events.Select(one => one.GetType().Name));
        Assert.Equal(
            active is null ? "20F75" : "20F770750b", decision.Events.OfType<ResponsesRemoved>().Single().OsBuild);
        Assert.Equal(active, after.Active?.Release);
        Assert.IsType<DevicePhase.Resting>(after.Phase);
    }

    /// <summary>The next attempt is a new download, a new request, or none.</summary>
    public static TheoryData<DevicePhase, DeviceWork, DeviceFault, string[], Type> Faults => new()
    {
        { Fetching, Download, DeviceFault.NetworkInterrupted,
            [nameof(InstallAttemptFailed)], typeof(DevicePhase.Fetching) },
        { Fetching, Download, DeviceFault.PatchDigestMismatch,
            [nameof(InstallAttemptFailed)], typeof(DevicePhase.Fetching) },
        { Preparing, Stage, DeviceFault.ImageDigestMismatch,
            [nameof(InstallAttemptFailed)], typeof(DevicePhase.Fetching) },
        { Preparing, Stage, DeviceFault.SealBroken, [nameof(InstallAttemptFailed)], typeof(DevicePhase.Fetching) },
        { Awaiting, Granted, DeviceFault.StaleNonce, [nameof(InstallAttemptFailed)], typeof(DevicePhase.Requesting) },
        { Awaiting, Denied, DeviceFault.SigningUnreachable,
            [nameof(TicketRefused), nameof(InstallAttemptFailed)], typeof(DevicePhase.Requesting) },
        { Awaiting, Denied, DeviceFault.SigningRateLimited,
            [nameof(TicketRefused), nameof(InstallAttemptFailed)], typeof(DevicePhase.Requesting) },
        { Awaiting, Denied, DeviceFault.TicketRefused,
            [nameof(TicketRefused), nameof(InstallAttemptFailed), nameof(InstallAbandoned)],
            typeof(DevicePhase.Resting) },
        { Awaiting, Granted, DeviceFault.ConstraintViolated,
            [nameof(InstallAttemptFailed), nameof(InstallAbandoned)], typeof(DevicePhase.Resting) },
        { Awaiting, Granted, DeviceFault.BadSignature,
            [nameof(InstallAttemptFailed), nameof(InstallAbandoned)], typeof(DevicePhase.Resting) },
        { Awaiting, Granted, DeviceFault.ContentNotAuthenticated,
            [nameof(InstallAttemptFailed), nameof(InstallAbandoned)], typeof(DevicePhase.Resting) },
        { Starting, Boot, DeviceFault.DidNotStart,
            [nameof(BootStepFailed), nameof(InstallAttemptFailed), nameof(InstallAbandoned), nameof(RemovalStarted)],
            typeof(DevicePhase.Removing) },
        { Starting, Boot, DeviceFault.CryptexNotGrafted,
            [nameof(BootStepFailed), nameof(InstallAttemptFailed), nameof(InstallAbandoned), nameof(RemovalStarted)],
            typeof(DevicePhase.Removing) },
        { Preparing, Stage, DeviceFault.StoredFileDamaged,
            [nameof(StoredFileDamaged), nameof(InstallAttemptFailed)], typeof(DevicePhase.Fetching) },
        { Fetching, Reuse, DeviceFault.StoredFileDamaged,
            [nameof(StoredFileDamaged), nameof(InstallAttemptFailed)], typeof(DevicePhase.Requesting) },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_step_that_fails_is_tried_again_or_given_up(
        DevicePhase given, DeviceWork work, DeviceFault fault, string[] events, Type after)
    {
        var decision = WorkDecider.Failed(AtNoon(Rested with { Phase = given }), work, fault);
        var state = Fold(given, decision);

        Assert.Equal(events, decision.Events.Select(one => one.GetType().Name));
        Assert.IsType(after, state.Phase);
        var retryAt = decision.Events.OfType<InstallAttemptFailed>().Single().RetryAt;
        Assert.Equal(retryAt is null, !state.Blocked.IsEmpty);
        Assert.True(retryAt is null || retryAt > Noon);
    }

    [Fact]
    public void A_device_that_does_not_start_returns_to_its_base_at_once()
    {
        var applied =
            Rested.Applied(A) with { Phase = new DevicePhase.Starting(Job with { Release = C }, Noon - Minute, Noon) };

        var decision = WorkDecider.Failed(
            AtNoon(applied), BootOf(C, "20F75") with { Starts = false }, DeviceFault.DidNotStart);

        var started = decision.Events.OfType<RemovalStarted>().Single();
        Assert.Equal(RemovalCause.FailedActivation, started.Cause);
        Assert.Equal([A, C], started.Releases.AsEnumerable());
        var after = decision.Events.Aggregate(
            applied, (one, happened) => DeviceFold.Evolve(one, happened, Noon, World));
        Assert.Equal(Noon.Next(), DeviceCalendar.NextDue(new(after, Noon.Next(), World, Unpublished)));
    }

    [Fact]
    public void Only_a_fault_of_the_bytes_counts_as_a_fresh_download()
    {
        InstallJob After(DeviceFault fault) => Assert.IsType<DevicePhase.Fetching>(Fold(
            Fetching, WorkDecider.Failed(AtNoon(Rested with { Phase = Fetching }), Download, fault)).Phase).Job;

        Assert.Equal(Job with { Attempt = 2 }, After(DeviceFault.NetworkInterrupted));
        Assert.Equal(Job with { Attempt = 2, FreshDownloads = 1 }, After(DeviceFault.PatchDigestMismatch));
    }

    [Fact]
    public void A_shut_gate_does_not_count_as_an_attempt()
    {
        var staged = new DevicePhase.Staged(Job, Noon, VirtualTime.Never, false);
        var failed = new InstallAttemptFailed(A, InstallStep.Activate, DeviceFault.BatteryLow, 1, Noon + Minute);

        var after = DeviceFold.Evolve(Rested with { Phase = staged }, failed, Noon, World);

        Assert.Equal(staged with { Job = Job with { GateTries = 1 }, RestartAt = Noon + Minute }, after.Phase);
    }

    [Fact]
    public void An_update_makes_a_new_seal_and_removes_every_response()
    {
        var phase = new DevicePhase.Updating(new("16.6", "20G75", OfferSource.User, 1, 0), Noon - Minute, Noon);
        var state = Rested.Applied(A, C) with { Phase = phase };
        var boot = WorkDecider.Succeeded(AtNoon(state), InstallUpdate, WorkResult.Done.Instance).Work!;
        var decision = WorkDecider.Succeeded(AtNoon(state), boot, StandIn.ResultOf(boot, World));

        var after = decision.Events.Aggregate(state, (one, happened) => DeviceFold.Evolve(one, happened, Noon, World));

        Assert.Equal(World.OsOf(state.Traits, "16.6", "20G75"), after.Os);
        Assert.NotEqual(state.Os.SystemVolumeSeal, after.Os.SystemVolumeSeal);
        Assert.NotEqual(state.Os.BootTicketDigest, after.Os.BootTicketDigest);
        Assert.Empty(after.Applied);
        Assert.NotEqual(state.Nonce, after.Nonce);
    }

    [Fact]
    public void A_response_is_blocked_after_its_person_removed_it()
    {
        DeviceState After(RemovalCause cause) => DeviceFold.Evolve(
            Rested.Applied(A) with { Phase = new DevicePhase.Returning(cause, [A], Noon - Minute, Noon) },
            new ResponsesRemoved([A], "20F75"), Noon, World);

        Assert.Equal(
            new ReleaseBlock(A, Noon, VirtualTime.Never, IsPermanent: true),
            Assert.Single(After(RemovalCause.User).Blocked));
        Assert.Empty(After(RemovalCause.Vendor).Blocked);
        Assert.Equal(A, Assert.Single(After(RemovalCause.User).Retained).Release);
        Assert.Null(After(RemovalCause.User).Active);
    }

    private static DeviceState Fold(DevicePhase given, DeviceDecision decision) => decision.Events.Aggregate(
        Rested with { Phase = given }, (state, happened) => DeviceFold.Evolve(state, happened, Noon, World));

    private static Situation AtNoon(DeviceState state) => new(state, Noon, World, Publications.None);
}
