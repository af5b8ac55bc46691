using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// The vendor withdraws and removes the later of two responses. The crashes of an application show on which content it
/// runs: after the restart all applications run the earlier response.
/// </summary>
public sealed class EarlierResponseStories
{
    private static readonly string[] Installed =
    [
        "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged", "Restarted",
        "ResponseActivated",
    ];

    [Theory]
    [InlineData(Platform.IPhone)]
    [InlineData(Platform.MacIntel)]
    public async Task Crashes_after_the_restart_are_on_the_earlier_response(Platform platform)
    {
        var story = await Story.Of(Devices(platform, later: TimeSpan.FromDays(4), withdrawn: TimeSpan.FromDays(8)));

        Assert.All(story.Devices, device =>
        {
            Assert.Equal(
                [
                    "Enrolled", .. Installed, .. Installed, "RemovalStarted", "Restarted", "ResponsesRemoved",
                    "ResponseActivated"
                ],
                device.Course.Where(one => !one.StartsWith("SafariRelaunch", StringComparison.Ordinal)));
            var restart = device.Moments<DeviceEvent.Restarted>().Last();
            Assert.Equal(RestartReason.RemoveResponses, ((DeviceEvent.Restarted)restart.Event).Reason);
            var latest = device.Moments<DeviceEvent.ResponseActivated>().ElementAt(1);
            var back = device.Moments<DeviceEvent.ResponseActivated>().Last();

            var crashes = device.Moments<DeviceEvent.ApplicationCrashed>().ToList();
            Assert.All(crashes.Where(crash => crash.At >= latest.At && crash.At < restart.At), On(TestFleet.C));
            Assert.DoesNotContain(crashes, crash => crash.At >= restart.At && crash.At < back.At);
            Assert.All(crashes.Where(crash => crash.At >= back.At), On(TestFleet.A));
            foreach (var application in (string[])["safari", "mail"])
            {
                Assert.Contains(crashes, crash =>
                    crash.At >= back.At && ((DeviceEvent.ApplicationCrashed)crash.Event).Application == application);
            }

            // Its daily totals agree.
            var whole = story.World.LifeOf(device.State.Traits).DayOf(back.At) + 1;
            Assert.All(
                device.All<DeviceEvent.CrashTotalsReported>().Where(report => report.Day >= whole)
                    .SelectMany(report => report.Totals),
                total => Assert.Equal(TestFleet.A, total.Release));
        });
    }

    /// <summary>
    /// Only Safari ran the later response. It goes back to the earlier one, which all other applications ran all the
    /// time.
    /// </summary>
    [Fact]
    public async Task A_mac_with_the_later_response_only_in_Safari_takes_Safari_back_to_the_earlier_one()
    {
        var story = await Story.Of(
            Devices(Platform.MacAppleSilicon, later: TimeSpan.FromDays(20), withdrawn: TimeSpan.FromDays(21))
                .People(p => p with
                {
                    RestartOvernight = 0, PutOff = TimeSpan.FromDays(4), RelaunchSafari = TimeSpan.FromMinutes(10)
                })
                .Lasting(TimeSpan.FromDays(40)));

        var ahead = story.Devices.Where(device => device.Course[^4..] is
            ["SafariRelaunched", "RemovalStarted", "Restarted", "ResponsesRemoved"]).ToList();
        Assert.NotEmpty(ahead);
        Assert.All(ahead, device =>
        {
            var relaunched = device.Moments<DeviceEvent.SafariRelaunched>().Last().At;
            var down = device.Moments<DeviceEvent.Restarted>().Last().At;
            var back = device.Moments<DeviceEvent.ResponsesRemoved>().Single();
            Assert.Equal("22F770820b", ((DeviceEvent.ResponsesRemoved)back.Event).OsBuild);

            var crashes = device.Moments<DeviceEvent.ApplicationCrashed>().Where(crash => crash.At >= relaunched)
                .ToList();
            Assert.All(crashes.Where(crash => crash.At < down), crash => Assert.Equal(
                ((DeviceEvent.ApplicationCrashed)crash.Event).Application == "safari" ? TestFleet.C : TestFleet.A,
                ((DeviceEvent.ApplicationCrashed)crash.Event).Release));
            Assert.Contains(crashes, crash => crash.At < down);
            Assert.All(crashes.Where(crash => crash.At >= back.At), On(TestFleet.A));
            Assert.Contains(crashes, crash => crash.At >= back.At);
        });
    }

    private static TestFleet Devices(Platform platform, TimeSpan later, TimeSpan withdrawn) =>
        Story.FleetOf(10, platform)
        .Using(
            new Application("safari", 1, TimeSpan.FromHours(3), 300),
            new Application("mail", 1, TimeSpan.FromHours(3), 300))
        .SharingAnalytics(1)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Publish(TestFleet.C, at: later)
        .Withdraw(TestFleet.C, withdrawn, removeFromDevices: true)
        .Lasting(TimeSpan.FromDays(15));

    private static Action<RecordedEvent> On(string release) =>
        crash => Assert.Equal(release, ((DeviceEvent.ApplicationCrashed)crash.Event).Release);
}
