using RsrActors.Actors.Tests.Journal;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>Devices ask the update service before they take up a release, and it counts.</summary>
public sealed class GrantStories
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TestFleet Fleet = Story.FleetOf(60, Platform.IPhone)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Lasting(20 * Day);

    [Fact]
    public async Task At_most_so_many_devices_update_at_once()
    {
        var story = await Story.Of(Fleet.Rollout(Rule(
            "at-most", ("most", new RuleValue.Number(5)), ("timeout", new RuleValue.Duration(7 * Day)))));

        Assert.Equal(5, MostAtOnce(story.Devices));
        Assert.All(story.Devices, device => Assert.Equal(TestFleet.A, device.State.Active?.Release));
        var counts = Book(story).OfRule.Totals;
        Assert.Equal(new GrantTotals(Notified: 60, Ended: 60, Succeeded: 60, TimedOut: 0), counts);
        Assert.True(Book(story).Requests > 60);
    }

    [Fact]
    public async Task In_safe_mode_one_canary_goes_first_and_alone()
    {
        var story = await Story.Of(Fleet.Rollout(Rule("nebraska", ("timeout", new RuleValue.Duration(7 * Day)))));

        var offers = story.Moments<DeviceEvent.ResponseOffered>().Select(one => one.At).Order().ToArray();
        Assert.Equal(60, offers.Length);
        Assert.True(offers[1] > story.Moments<DeviceEvent.ResponseActivated>().Min(one => one.At));
        Assert.True(MostAtOnce(story.Devices) is > 1 and <= 10);
    }

    /// <summary>A device that does not end in time is a timeout, and the server grants nothing more.</summary>
    [Fact]
    public async Task A_canary_that_does_not_end_halts_the_group_until_a_person_resumes_it()
    {
        var slow = Fleet.People(p => p with { RestartPromptly = 0, RestartOvernight = 1 })
            .Rollout(Rule("nebraska", ("timeout", new RuleValue.Duration(TimeSpan.FromMinutes(1)))))
            .Scripted(10 * Day, new OperatorCommand.Resume(TestFleet.A, "seen"));
        var story = await Story.Of(slow);

        var halt = story.Moments<ReleaseEvent.RolloutDecided>().First();
        var decided = (ReleaseEvent.RolloutDecided)halt.Event;
        Assert.Equal(("nebraska", "halt", "1 timed out, at most 1"), (decided.By, decided.Decision, decided.Why));
        Assert.Equal(["timed-out", "most"], decided.Figures.Select(figure => figure.Name));
        Assert.Equal(halt.At, story.Moments<ReleaseEvent.Paused>().First().At);
        var offers = story.Moments<DeviceEvent.ResponseOffered>().Select(one => one.At).ToArray();
        Assert.Single(offers, at => at < halt.At);
        Assert.Contains(offers, at => at > VirtualTime.Zero + 10 * Day);
    }

    [Fact]
    public async Task A_rate_limits_how_many_devices_are_granted_in_a_minute()
    {
        var story = await Story.Of(Fleet.Rollout(Rule(
            "aws-iot-jobs", ("base-rate-per-minute", new RuleValue.Number(1)),
            ("increment-factor", new RuleValue.Number(1)), ("all-percentage", new RuleValue.Number(0)))));

        var offers = story.Moments<DeviceEvent.ResponseOffered>().Select(one => one.At).Order().ToArray();
        Assert.Equal(60, offers.Length);
        Assert.All(
            Enumerable.Range(1, 59), i => Assert.True(offers[i] - offers[i - 1] >= TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_device_that_tries_too_often_is_blocked_and_nothing_halts()
    {
        var story = await Story.Of(Fleet.Faults(f => f with { NetworkInterrupted = 0.7 }).Rollout(Rule("nerves-hub")));

        Assert.Empty(story.All<ReleaseEvent.RolloutDecided>());
        Assert.Contains(Book(story).Attempts.Values, one => one.BlockedUntil > VirtualTime.Zero);
        Assert.NotEmpty(story.All<DeviceEvent.ResponseActivated>());
    }

    [Fact]
    public async Task A_ring_limits_how_many_of_its_devices_update_at_once()
    {
        var story = await Story.Of(Fleet.With(s => s with
        {
            Fleet = s.Fleet with
            {
                Rings =
                [
                    new("few", [], 0.5, new RingPromotion.Offset(TimeSpan.Zero)) { AtMost = new(2, 7 * Day) },
                    new("others", [], 0, new RingPromotion.Offset(TimeSpan.Zero)),
                ],
            },
        }));

        Assert.Equal(2, MostAtOnce(story.Devices.Where(device => device.State.Traits.Ring == 0)));
        Assert.True(MostAtOnce(story.Devices.Where(device => device.State.Traits.Ring == 1)) > 2);
        Assert.All(story.Devices, device => Assert.Equal(TestFleet.A, device.State.Active?.Release));
        Assert.Equal(["few"], Book(story).OfRings.Keys);
    }

    [Fact]
    public async Task A_software_update_is_granted_likewise()
    {
        var story = await Story.Of(Story.FleetOf(40, Platform.IPhone)
            .Publish(TestFleet.Update, at: TimeSpan.FromHours(1))
            .With(s => s with { Updates = [.. s.Updates.Select(one => one with { Rollout = UpdateRollout.Rule })] })
            .Rollout(Rule(
                "at-most", ("most", new RuleValue.Number(3)), ("timeout", new RuleValue.Duration(7 * Day))))
            .Lasting(20 * Day));

        var granted = story.Moments<DeviceEvent.SoftwareUpdateOffered>().Select(one => (one.At, +1));
        var ended = story.Moments<DeviceEvent.SoftwareUpdateInstalled>().Select(one => (one.At, -1));
        Assert.Equal(3, Most(granted.Concat(ended)));
        Assert.All(story.Devices, device => Assert.Equal(TestFleet.Update, device.State.Os.Version));
    }

    [Theory]
    [InlineData("at-most")]
    [InlineData("nebraska")]
    [InlineData("aws-iot-jobs")]
    [InlineData("nerves-hub")]
    public async Task A_fleet_with_grants_has_one_history_on_any_number_of_threads_and_cohorts(string rule)
    {
        var fleet = RuleStories.Harmed.Rollout(Rule(rule));
        var one = await Story.Of(fleet.Kernel(k => k with { Cohorts = 1 }), threads: 1);
        var many = await Story.Of(fleet.Kernel(k => k with { Cohorts = 3, EpochEvents = 100 }), threads: 2);

        Assert.Equal(one.Events.Select(e => Samples.InFull(e)), many.Events.Select(e => Samples.InFull(e)));
        Assert.NotEmpty(one.All<DeviceEvent.ResponseOffered>());
    }

    /// <summary>A server hears of its own grants, and of nothing else.</summary>
    [Fact]
    public async Task Of_a_fleet_that_shares_nothing_the_server_knows_its_grants()
    {
        var story = await Story.Of(RuleStories.Harmed.SharingAnalytics(0).Rollout(Rule("aws-iot-jobs")));

        var installs = story.UpdateService
            .Review(TestFleet.A, VirtualTime.Zero + 10 * Day, story.World.Grants.RuleOf(TestFleet.A)).Evidence.Installs;
        Assert.True(installs.Granted > 0 && installs.Requested >= installs.Granted);
        Assert.Equal(0, installs.Succeeded + installs.Failed + installs.Rejected);
    }

    private static RolloutSettings Rule(string name, params (string, RuleValue)[] keys) =>
        RolloutSettings.Shipped(name, keys);

    private static GrantBook Book(Story story) => story.UpdateService.GrantsOf(TestFleet.A);

    private static int MostAtOnce(IEnumerable<DeviceStory> devices)
    {
        var all = devices.ToArray();
        return Most(
        [
            .. all.SelectMany(device => device.Moments<DeviceEvent.ResponseOffered>()).Select(one => (one.At, +1)),
            .. all.SelectMany(device => device.Moments<DeviceEvent.ResponseActivated>()).Select(one => (one.At, -1)),
        ]);
    }

    /// <summary>The largest number that began and have not ended.</summary>
    private static int Most(IEnumerable<(VirtualTime At, int Change)> changes)
    {
        var (now, most) = (0, 0);
        foreach (var (_, change) in changes.OrderBy(one => one.At).ThenBy(one => one.Change))
            most = Math.Max(most, now += change);
        return most;
    }
}
