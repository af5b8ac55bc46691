using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// A response makes Safari crash a hundred and twenty times as often. The service publishes the list of affected
/// applications, devices examine their own diaries, and recommend the removal where that is allowed.
/// </summary>
public sealed class RecommendationStories
{
    private static readonly string[] Installed =
    [
        "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged", "Restarted",
        "ResponseActivated",
    ];

    private static readonly string[] Removed = ["RemovalStarted", "Restarted", "ResponsesRemoved"];

    private static readonly Application Safari = new("safari", 1, TimeSpan.FromHours(3), 5);
    private static readonly Application Mail = new("mail", 1, TimeSpan.FromHours(1), 5);

    private static readonly TestFleet Phones = Story.FleetOf(20)
        .Using(Safari, Mail)
        .SharingAnalytics(0.5)
        .Recommendations(r => r with { Accepted = 1 })
        .Breaking(TestFleet.A, "safari", times: 120)
        .Publish(TestFleet.A, at: TimeSpan.FromDays(4))
        .Lasting(TimeSpan.FromDays(14));

    private static readonly MailListener Listener = new();

    private static readonly Lazy<Task<Story>> Reference = new(() => Story.Of(Phones, listener: Listener));

    [Fact]
    public async Task A_device_whose_person_accepts_is_back_on_the_base_after_one_restart()
    {
        var story = await Reference.Value;

        Assert.All(story.Devices, device =>
        {
            var shares = device.All<DeviceEvent.Enrolled>().Single().SharesAnalytics;
            Assert.Equal(
                [
                    "Enrolled", .. Installed, "RemovalRecommended", "RecommendationAnswered",
                    .. shares ? (string[])["RecommendationReported"] : [], .. Removed,
                ],
                device.Course);
            Assert.Equal("safari", device.All<DeviceEvent.RemovalRecommended>().Single().Application);
            Assert.Equal(RemovalCause.Recommendation, device.All<DeviceEvent.RemovalStarted>().Single().Cause);
            Assert.Equal("20F75", device.All<DeviceEvent.ResponsesRemoved>().Single().OsBuild);

            // From then on all crashes are on the base.
            var back = device.Moments<DeviceEvent.ResponsesRemoved>().Single().At;
            Assert.All(
                device.Moments<DeviceEvent.ApplicationCrashed>().Where(crash => crash.At >= back),
                crash => Assert.Null(((DeviceEvent.ApplicationCrashed)crash.Event).Release));
        });
    }

    [Fact]
    public async Task The_service_receives_every_answer_of_devices_that_share_and_of_no_others()
    {
        var story = await Reference.Value;

        var reports = Listener.Messages.Where(message => message.Body is RecommendationReport).ToList();
        Assert.Equal(
            story.Moments<DeviceEvent.RecommendationAnswered>()
                .Where(answer => story.Device(answer.Entity.Number).StateAt(answer.At).SharesAnalytics)
                .Select(answer => (answer.Entity, answer.At)),
            reports.Select(message => (message.From, message.SentAt)));
        Assert.InRange(reports.Count, 1, 19);
        Assert.All(
            reports, message =>
                Assert.Equal(new RecommendationReport(TestFleet.A, "safari", Accepted: true), message.Body));
        Assert.All(reports, message => Assert.Equal(EntityId.CrashAnalytics, message.To));
    }

    [Fact]
    public async Task A_removal_is_recommended_at_the_first_reason_after_the_device_fetched_the_list()
    {
        var story = await Reference.Value;
        var listed = story.Moments<AnalyticsEvent.AffectedApplicationsPublished>()
            .First().At + story.World.Scenario.CataloguePropagation;

        var hadReasonBefore = 0;
        Assert.All(story.Devices, device =>
        {
            var fetched = device.Moments<DeviceEvent.AffectedApplicationsFetched>().First().At;
            var reasons = device.ReasonsToRemove(TestFleet.A, "safari").ToList();
            hadReasonBefore += reasons.Count(at => at >= listed && at < fetched);

            Assert.Equal(
                reasons.First(at => at >= fetched), device.Moments<DeviceEvent.RemovalRecommended>().Single().At);
        });
        Assert.True(hadReasonBefore > 0);
    }

    /// <summary>A device that does not share fetches the list too, and sends no message for that.</summary>
    [Fact]
    public async Task Every_device_fetches_a_new_list_within_its_interval()
    {
        var story = await Reference.Value;
        var listed = story.Moments<AnalyticsEvent.AffectedApplicationsPublished>().ToList();

        Assert.All(story.Devices, device =>
        {
            var fetched = device.Moments<DeviceEvent.AffectedApplicationsFetched>().ToList();
            Assert.Equal(
                listed.Count, ((DeviceEvent.AffectedApplicationsFetched)fetched[^1].Event).Version);
            Assert.InRange(
                fetched[0].At - listed[0].At, story.World.Scenario.CataloguePropagation, TimeSpan.FromHours(49));
        });
        Assert.Contains(story.Devices, device => !device.State.SharesAnalytics);
    }

    [Fact]
    public async Task A_person_who_declines_keeps_the_response_and_is_asked_once_per_build()
    {
        var story = await Story.Of(Phones.Recommendations(r => r with { Accepted = 0 }));

        Assert.All(story.Devices, device =>
        {
            var shares = device.All<DeviceEvent.Enrolled>().Single().SharesAnalytics;
            Assert.Equal(
                [
                    "Enrolled", .. Installed, "RemovalRecommended", "RecommendationAnswered",
                    .. shares ? (string[])["RecommendationReported"] : [],
                ],
                device.Course);
            Assert.False(device.All<DeviceEvent.RecommendationAnswered>().Single().Accepted);
            Assert.All(device.All<DeviceEvent.RecommendationReported>(), report => Assert.False(report.Accepted));
            Assert.Equal(TestFleet.A, device.State.Active!.Release);

            var recommended = device.Moments<DeviceEvent.RemovalRecommended>().Single().At;
            Assert.Contains(device.ReasonsToRemove(TestFleet.A, "safari"), at => at > recommended);
        });
    }

    /// <summary>A later letter is another build, so its removal is recommended again.</summary>
    [Fact]
    public async Task A_removal_is_recommended_again_for_a_later_letter_that_does_harm_too()
    {
        var story = await Story.Of(Phones
            .Recommendations(r => r with { Accepted = 0 })
            .Breaking(TestFleet.C, "safari", times: 120)
            .Publish(TestFleet.C, at: TimeSpan.FromDays(12))
            .Lasting(TimeSpan.FromDays(22)));

        Assert.All(story.Devices, device => Assert.Equal(
            [TestFleet.A, TestFleet.C], device.All<DeviceEvent.RemovalRecommended>().Select(one => one.Release)));
    }

    [Fact]
    public Task A_removal_is_not_recommended_in_Lockdown_Mode() => NothingIsRecommendedIn(Phones.InLockdown(1));

    [Fact]
    public Task A_removal_is_not_recommended_where_management_forbids_removal() =>
        NothingIsRecommendedIn(Phones.Managed(allowInstallation: true, allowRemoval: false));

    /// <summary>
    /// Mail crashes more often too, as each device can compute; but too seldom for the service to detect it.
    /// </summary>
    [Fact]
    public async Task A_removal_is_not_recommended_for_an_application_that_is_not_on_the_list()
    {
        var story = await Story.Of(Phones
            .Breaking(TestFleet.A, "mail", times: 120)
            .SharingAnalytics(0.2)
            .Surveillance(s => s with { LeastCrashes = 20 })
            .Recommendations(r => r with { Accepted = 0 })
            .With(s => s with { Script = [] })
            .Publish(TestFleet.A, at: TimeSpan.FromDays(10))
            .Lasting(TimeSpan.FromDays(22)));

        var list = Assert.Single(story.All<AnalyticsEvent.AffectedApplicationsPublished>());
        Assert.Equal(["safari"], list.Applications.AsEnumerable());
        Assert.All(story.All<DeviceEvent.RemovalRecommended>(), one => Assert.Equal("safari", one.Application));
        Assert.Contains(story.Devices, device =>
            device.All<DeviceEvent.RemovalRecommended>().Any() && device.ReasonsToRemove(TestFleet.A, "mail").Any());
    }

    private static async Task NothingIsRecommendedIn(TestFleet fleet)
    {
        var story = await Story.Of(fleet);
        var listed = story.Moments<AnalyticsEvent.AffectedApplicationsPublished>().First().At;

        Assert.All(story.Devices, device =>
        {
            Assert.Equal(["Enrolled", .. Installed], device.Course);
            Assert.Contains(
                device.ReasonsToRemove(TestFleet.A, "safari"), at => at > listed + TimeSpan.FromDays(2));
        });
    }
}
