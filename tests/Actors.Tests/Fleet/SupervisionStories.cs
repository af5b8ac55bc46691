using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Signing;
using static RsrActors.Model.Devices.States.DeviceFault;
using static RsrActors.Model.Devices.States.InstallStep;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>One story for each supervision row: what a device does when the fault never ends.</summary>
public sealed class SupervisionStories
{
    private static readonly TestFleet Phone = Story.FleetOf(1).Publish(TestFleet.A, at: TimeSpan.FromHours(1));

    [Fact]
    public async Task An_interrupted_download_is_tried_again_six_times_and_again_the_day_after()
    {
        var story = await Story.Of(Phone.Faults(f => f with { NetworkInterrupted = 1 }));
        var installations = story.Device(0).Installations;

        Assert.Equal(
            ["ResponseOffered", .. Times(6, "InstallAttemptFailed"), "InstallAbandoned"],
            installations[0].Outline);
        HoldOut(installations[0], Download, NetworkInterrupted);
        Assert.True(installations.Length > 1, "The network may be back: the device is offered the response again.");
        Assert.True(installations[1].Events[0].At - installations[0].Events[^1].At >= TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_signing_service_that_cannot_be_reached_is_asked_six_times_without_a_new_download()
    {
        var story = await Story.Of(Phone.SigningOutage(TimeSpan.Zero, TimeSpan.FromDays(4)));
        var installation = story.Device(0).Installations[0];

        Assert.Equal(
            [
                "ResponseOffered", "PatchDownloaded",
                .. Times(6, "TicketRequested", "TicketRefused", "InstallAttemptFailed"), "InstallAbandoned",
            ],
            installation.Outline);
        Assert.All(installation.All<DeviceEvent.TicketRefused>(), refused =>
            Assert.Equal(SigningStatus.Unreachable, refused.Status));
        HoldOut(installation, Personalise, SigningUnreachable);
    }

    [Fact]
    public async Task The_next_attempt_after_an_outage_succeeds()
    {
        var story = await Story.Of(
            Phone.Retry(r => r with { Attempts = 40 }).SigningOutage(TimeSpan.Zero, TimeSpan.FromDays(2)));
        var installation = Assert.Single(story.Device(0).Installations);
        var failed = installation.All<DeviceEvent.InstallAttemptFailed>().Count();

        Assert.InRange(failed, 1, 39);
        Assert.Equal(
            [
                "ResponseOffered", "PatchDownloaded",
                .. Times(failed, "TicketRequested", "TicketRefused", "InstallAttemptFailed"),
                "TicketRequested", "TicketIssued", "ResponseStaged", "Restarted", "ResponseActivated",
            ],
            installation.Outline);
    }

    /// <summary>
    /// One server takes years for a request. The first request occupies it, and the queue has no place.
    /// </summary>
    [Fact]
    public async Task A_busy_signing_service_refuses_requests()
    {
        var story = await Story.Of(Story.FleetOf(2).Publish(TestFleet.A, at: TimeSpan.FromHours(1)).Signing(s => s with
        {
            Servers = 1,
            ServiceTime = TimeSpan.FromDays(3650),
            LongestQueue = TimeSpan.Zero,
        }));
        var (first, second) = (story.Device(0), story.Device(1));
        if (second.Events.First(e => e.Event is DeviceEvent.TicketRequested).At
            < first.Events.First(e => e.Event is DeviceEvent.TicketRequested).At)
            (first, second) = (second, first);
        var turnedAway = second.Installations[0];

        Assert.Equal(["Enrolled", "ResponseOffered", "PatchDownloaded", "TicketRequested"], first.Outline);
        Assert.Equal(
            [
                "ResponseOffered", "PatchDownloaded",
                .. Times(6, "TicketRequested", "TicketRefused", "InstallAttemptFailed"), "InstallAbandoned",
            ],
            turnedAway.Outline);
        Assert.All(turnedAway.All<DeviceEvent.TicketRefused>(), refused =>
            Assert.Equal(SigningStatus.RateLimited, refused.Status));
        HoldOut(turnedAway, Personalise, SigningRateLimited);
    }

    [Fact]
    public async Task A_patch_that_arrives_damaged_is_downloaded_once_more()
    {
        var story = await Story.Of(Phone.Faults(f => f with { PatchDamaged = 1 }));

        Assert.Equal(
            ["Enrolled", "ResponseOffered", "InstallAttemptFailed", "InstallAttemptFailed", "InstallAbandoned"],
            story.Device(0).Outline);
        OneFreshDownload(story.Device(0), Download, PatchDigestMismatch);
    }

    [Fact]
    public async Task An_image_that_differs_from_its_ticket_is_made_once_more_from_a_fresh_download()
    {
        var story = await Story.Of(Phone.Faults(f => f with { ImageDamaged = 1 }));

        Assert.Equal(
            [
                "Enrolled", "ResponseOffered",
                .. Times(2, "PatchDownloaded", "TicketRequested", "TicketIssued", "InstallAttemptFailed"),
                "InstallAbandoned",
            ],
            story.Device(0).Outline);
        OneFreshDownload(story.Device(0), Stage, ImageDigestMismatch);
    }

    [Fact]
    public async Task A_broken_seal_is_answered_with_one_fresh_download()
    {
        var story = await Story.Of(Phone.Faults(f => f with { SealBroken = 1 }));

        Assert.Equal(
            [
                "Enrolled", "ResponseOffered",
                .. Times(2, "PatchDownloaded", "TicketRequested", "TicketIssued", "InstallAttemptFailed"),
                "InstallAbandoned",
            ],
            story.Device(0).Outline);
        OneFreshDownload(story.Device(0), Stage, SealBroken);
    }

    [Fact]
    public async Task A_stale_nonce_is_answered_with_a_new_nonce_and_a_new_ticket()
    {
        var story = await Story.Of(Phone.Faults(f => f with { NonceRolled = 1 }));
        var installation = story.Device(0).Installations[0];

        Assert.Equal(
            [
                "ResponseOffered", "PatchDownloaded",
                .. Times(6, "TicketRequested", "NonceRolled", "InstallAttemptFailed"), "InstallAbandoned",
            ],
            installation.Outline);
        HoldOut(installation, Personalise, StaleNonce);
        Assert.Equal(
            6, installation.All<DeviceEvent.TicketRequested>().Select(asked => asked.Nonce).Distinct().Count());
    }

    /// <summary>The outage lasts until the response is withdrawn. After that the service refuses the ticket.</summary>
    [Fact]
    public async Task A_refused_ticket_ends_the_installation_at_once()
    {
        var story = await Story.Of(Phone
            .Retry(r => r with { Attempts = 40 })
            .SigningOutage(TimeSpan.Zero, TimeSpan.FromHours(49))
            .Withdraw(TestFleet.A, TimeSpan.FromHours(48), removeFromDevices: false));
        var installation = Assert.Single(story.Device(0).Installations);
        var unreachable = installation.All<DeviceEvent.TicketRefused>().Count(
            refused => refused.Status == SigningStatus.Unreachable);

        Assert.Equal(
            [
                "ResponseOffered", "PatchDownloaded",
                .. Times(unreachable, "TicketRequested", "TicketRefused", "InstallAttemptFailed"),
                "TicketRequested", "TicketRefused", "InstallAttemptFailed", "InstallAbandoned",
            ],
            installation.Outline);
        Assert.Equal(SigningStatus.NotEligible, installation.All<DeviceEvent.TicketRefused>().Last().Status);
        var (last, pause) = installation.FailedAttempts.Last();
        Assert.Equal((Personalise, TicketRefused, unreachable + 1), (last.Step, last.Fault, last.Attempt));
        Assert.Null(pause);
    }

    [Fact]
    public async Task A_ticket_for_another_device_is_not_requested_again() =>
        OneRejection(await Story.Of(Phone.Faults(f => f with { TicketForOtherDevice = 1 })), ConstraintViolated);

    [Fact]
    public async Task A_ticket_with_a_foreign_certificate_is_not_requested_again() =>
        OneRejection(await Story.Of(Phone.Faults(f => f with { ForeignCertificate = 1 })), BadSignature);

    [Fact]
    public async Task A_ticket_for_other_content_is_not_requested_again() =>
        OneRejection(await Story.Of(Phone.Faults(f => f with { TicketForOtherContent = 1 })), ContentNotAuthenticated);

    [Fact]
    public async Task A_device_that_does_not_start_goes_back_to_its_base()
    {
        var story = await Story.Of(Phone.Faults(f => f with { DidNotStart = 1 }));
        var device = story.Device(0);

        Assert.Equal(
            [
                "Enrolled", "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged",
                "Restarted", "BootStepFailed",
                "InstallAttemptFailed", "InstallAbandoned", "RemovalStarted", "Restarted", "ResponsesRemoved",
            ],
            device.Outline);
        var (failed, pause) = Assert.Single(device.FailedAttempts);
        Assert.Equal((Activate, DidNotStart, 1), (failed.Step, failed.Fault, failed.Attempt));
        Assert.Null(pause);
        Assert.Equal(
            [RestartReason.InstallResponse, RestartReason.FailedActivation],
            device.All<DeviceEvent.Restarted>().Select(restart => restart.Reason));
        Assert.Equal(RemovalCause.FailedActivation, device.All<DeviceEvent.RemovalStarted>().Single().Cause);
        Assert.Equal("20F75", device.All<DeviceEvent.ResponsesRemoved>().Single().OsBuild);
        Assert.Empty(device.State.Applied);
    }

    [Fact]
    public async Task The_history_does_not_depend_on_signing_workers_that_fail_on_every_request()
    {
        var fleet = Story.FleetOf(30).Publish(TestFleet.A, at: TimeSpan.FromHours(1)).Lasting(TimeSpan.FromDays(2));

        var calm = await Story.Of(fleet);
        var deadly = await Story.Of(fleet.Faults(f => f with { SigningWorkerDies = 1 }));

        Assert.Equal(calm.Outcome.Hash, deadly.Outcome.Hash);
        Assert.NotEmpty(calm.All<DeviceEvent.TicketIssued>());
    }

    [Fact]
    public async Task The_history_does_not_depend_on_release_actors_that_fail_on_every_command()
    {
        var fleet = Story.FleetOf(5)
            .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
            .Withdraw(TestFleet.A, TimeSpan.FromDays(2), removeFromDevices: true);

        var calm = await Story.Of(fleet);
        var deadly = await Story.Of(fleet.Faults(f => f with { ReleaseActorDies = 1 }));

        Assert.Equal(calm.Outcome.Hash, deadly.Outcome.Hash);
        Assert.NotEmpty(calm.All<Model.Releases.ReleaseEvent.Withdrawn>());
    }

    private static string[] Times(int count, params string[] events) =>
        [.. Enumerable.Repeat(events, count).SelectMany(names => names)];

    /// <summary>
    /// Six attempts. Each pause is longer than the one before: five minutes, doubled each time, shortened by half at
    /// most.
    /// </summary>
    private static void HoldOut(DeviceStory installation, InstallStep step, DeviceFault fault)
    {
        var attempts = installation.FailedAttempts.ToList();
        Assert.All(attempts, one => Assert.Equal((step, fault), (one.Attempt.Step, one.Attempt.Fault)));
        Assert.Equal([1, 2, 3, 4, 5, 6], attempts.Select(one => one.Attempt.Attempt));
        Assert.Null(attempts[^1].Pause);
        for (var i = 0; i < 5; i++)
        {
            var longest = TimeSpan.FromMinutes(5) * (1 << i);
            Assert.InRange(attempts[i].Pause!.Value, longest / 2, longest);
            Assert.True(i == 0 || attempts[i].Pause > attempts[i - 1].Pause);
        }

        Assert.Equal((fault, 6), Abandoned(installation));
    }

    private static void OneFreshDownload(DeviceStory device, InstallStep step, DeviceFault fault)
    {
        var attempts = device.FailedAttempts.ToList();
        Assert.All(attempts, one => Assert.Equal((step, fault), (one.Attempt.Step, one.Attempt.Fault)));
        Assert.Equal([1, 2], attempts.Select(one => one.Attempt.Attempt));
        Assert.InRange(attempts[0].Pause!.Value, TimeSpan.FromMinutes(2.5), TimeSpan.FromMinutes(5));
        Assert.Null(attempts[1].Pause);
        Assert.Equal((fault, 2), Abandoned(device));
    }

    private static void OneRejection(Story story, DeviceFault fault)
    {
        var device = story.Device(0);
        Assert.Equal(
            [
                "Enrolled", "ResponseOffered", "PatchDownloaded", "TicketRequested", "InstallAttemptFailed",
                "InstallAbandoned"
            ],
            device.Outline);
        var (failed, pause) = Assert.Single(device.FailedAttempts);
        Assert.Equal((Personalise, fault, 1), (failed.Step, failed.Fault, failed.Attempt));
        Assert.Null(pause);
        Assert.Equal((fault, 1), Abandoned(device));
    }

    private static (DeviceFault, int) Abandoned(DeviceStory installation)
    {
        var abandoned = installation.All<DeviceEvent.InstallAbandoned>().Single();
        return (abandoned.Fault, abandoned.Attempts);
    }
}
