using System.Text;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Simulations;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// The tests read all messages of a run. The messages of a device that does not share have not a byte about its
/// crashes.
/// </summary>
public sealed class PrivacyStories
{
    private static readonly Application[] Applications =
    [
        new("safari", 1, TimeSpan.FromHours(3), 30), new("correspondence", 1, TimeSpan.FromHours(2), 30),
    ];

    private static readonly TestFleet Fleet = Story.FleetOf(40)
        .Using([.. Applications])
        .SharingAnalytics(0.5)
        .Recommendations(r => r with { Accepted = 0.5 })
        .Breaking(TestFleet.A, "safari", times: 30)
        .Publish(TestFleet.A, at: TimeSpan.FromDays(3))
        .Publish(TestFleet.C, at: TimeSpan.FromDays(10))
        .Lasting(TimeSpan.FromDays(13));

    private static readonly Lazy<Task<(Story Story, MailListener Mail)>> Reference = new(() => Listening(Fleet));

    [Fact]
    public async Task A_device_that_does_not_share_sends_no_message_to_crash_analytics_or_about_crashes()
    {
        var (story, mail) = await Reference.Value;
        var format = RunFormat.ForRunning(story.World);

        var sharing = story.Devices.Where(device => device.State.SharesAnalytics).Select(device => device.State.Id)
            .ToHashSet();
        var (silent, open) = (
            mail.FromDevices.Where(message => !sharing.Contains(message.From)).ToList(),
            mail.FromDevices.Where(message => sharing.Contains(message.From)).ToList());
        Assert.All(silent, message =>
        {
            Assert.NotEqual(EntityId.CrashAnalytics, message.To);
            Assert.False(TellsOfCrashes(message, format));
        });

        Assert.Empty(story.All<DeviceEvent.AnalyticsSharingChanged>());

        // Their applications crash and they send messages. The messages of the devices that share tell of crashes.
        Assert.Contains(story.Devices, device =>
            !device.State.SharesAnalytics && device.All<DeviceEvent.RecommendationAnswered>().Any());
        Assert.Contains(silent, message => message.To == EntityId.SigningService);
        Assert.Contains(open, message => message.Body is CrashReport && TellsOfCrashes(message, format));
        Assert.Contains(open, message => message.Body is RecommendationReport && TellsOfCrashes(message, format));
        Assert.All(open.Where(message => message.To == EntityId.CrashAnalytics), message =>
            Assert.True(TellsOfCrashes(message, format)));
    }

    /// <summary>
    /// Their messages are equal to those of a run without crashes, so no other field tells of crashes either.
    /// </summary>
    [Fact]
    public async Task A_device_that_does_not_share_sends_the_same_bytes_as_a_device_without_crashes()
    {
        var kept = Fleet.Recommendations(r => r with { Accepted = 0 });
        var (story, mail) = await Listening(kept);
        var (calm, calmMail) = await Listening(kept.Analytics(a => a with { Enabled = false }));

        var silent = story.Devices.Where(device => !device.State.SharesAnalytics).Select(device => device.State.Id)
            .ToHashSet();
        Assert.NotEmpty(story.All<DeviceEvent.ApplicationCrashed>());
        Assert.Empty(calm.All<DeviceEvent.ApplicationCrashed>());
        Assert.Equal(Bytes(calm, calmMail, silent), Bytes(story, mail, silent));
    }

    /// <summary>
    /// The change takes effect in its very millisecond: a message that is due a millisecond earlier is sent, and none
    /// later.
    /// </summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_device_that_ceases_to_share_sends_nothing_from_that_moment_on(
        int millisecondsAfter, bool isSent)
    {
        var (before, _) = await Reference.Value;
        var upload = before.Moments<DeviceEvent.CrashTotalsReported>().First(
            e => e.At > VirtualTime.Zero + TimeSpan.FromDays(5));
        var number = upload.Entity.Number;

        var (story, mail) = await Listening(
            SwitchedAt(Fleet, number, upload.At + TimeSpan.FromMilliseconds(millisecondsAfter), share: false));
        var device = story.Device(number);

        var changed = Assert.Single(device.Moments<DeviceEvent.AnalyticsSharingChanged>()).At;
        Assert.Equal(upload.At + TimeSpan.FromMilliseconds(millisecondsAfter), changed);
        Assert.Equal(isSent, device.Moments<DeviceEvent.CrashTotalsReported>().Any(e => e.At == upload.At));
        Assert.DoesNotContain(device.Moments<DeviceEvent.CrashTotalsReported>(), e => e.At >= changed);
        Assert.DoesNotContain(mail.Messages, message =>
            message.From == upload.Entity && message.To == EntityId.CrashAnalytics && message.SentAt >= changed);
        Assert.Contains(
            mail.Messages, message => message.From == upload.Entity && message.To == EntityId.CrashAnalytics);
    }

    [Fact]
    public async Task A_device_that_ceases_to_share_before_a_recommendation_is_answered_does_not_report_it()
    {
        var (before, _) = await Reference.Value;
        var report = before.Moments<DeviceEvent.RecommendationReported>().First();

        var (story, mail) = await Listening(SwitchedAt(Fleet, report.Entity.Number, report.At, share: false));
        var device = story.Device(report.Entity.Number);

        Assert.Contains(device.Moments<DeviceEvent.RecommendationAnswered>(), answer => answer.At == report.At);
        Assert.Empty(device.All<DeviceEvent.RecommendationReported>());
        Assert.DoesNotContain(
            mail.Messages, message => message.From == report.Entity && message.Body is RecommendationReport);
    }

    [Fact]
    public async Task A_device_that_begins_to_share_reports_no_earlier_day()
    {
        var (before, _) = await Reference.Value;
        var number = before.Devices.First(
            one => !one.State.SharesAnalytics && one.All<DeviceEvent.RecommendationAnswered>().Any()).State.Id.Number;
        var agreed = VirtualTime.Zero + TimeSpan.FromDays(6);

        var (story, mail) = await Listening(SwitchedAt(Fleet, number, agreed, share: true));
        var device = story.Device(number);
        var today = story.World.LifeOf(device.State.Traits).DayOf(agreed);

        // The day of the consent had begun before it.
        var reports = device.All<DeviceEvent.CrashTotalsReported>().ToList();
        Assert.Equal(today + 1, reports.Min(totals => totals.Day));
        var messages = mail.Messages.Where(
            message => message.From == EntityId.Device(number) && message.To == EntityId.CrashAnalytics).ToList();
        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.True(message.SentAt > agreed));
        Assert.All(
            messages.Select(message => message.Body).OfType<CrashReport>(), report => Assert.True(report.Day > today));
        Assert.Contains(device.Moments<DeviceEvent.ApplicationCrashed>(), crash => crash.At < agreed);
    }

    /// <summary>The command takes one lookahead to arrive.</summary>
    private static TestFleet SwitchedAt(TestFleet fleet, int device, VirtualTime at, bool share) => fleet.Scripted(
        at - VirtualTime.Zero - fleet.Scenario.Kernel.Lookahead, new OperatorCommand.ShareAnalytics(device, share));

    private static async Task<(Story Story, MailListener Mail)> Listening(TestFleet fleet)
    {
        var listener = new MailListener();
        return (await Story.Of(fleet, listener: listener), listener);
    }

    private static bool TellsOfCrashes(Message message, PayloadFormat format)
    {
        var bytes = format.Encode(message.Body);
        return message.Body is CrashReport or RecommendationReport
            || Applications.Any(application => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(application.Id)) >= 0);
    }

    private static IEnumerable<string> Bytes(Story story, MailListener mail, HashSet<EntityId> devices)
    {
        var format = RunFormat.ForRunning(story.World);
        return mail.FromDevices.Where(message => devices.Contains(message.From)).Select(message =>
            $"{message.From} to {message.To}, {message.SentAt}, {message.Index}, {message.Due}: "
            + $"{Convert.ToHexString(format.Encode(message.Body))}");
    }
}
