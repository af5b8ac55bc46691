using RsrActors.Actors.Tests.Journal;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Analytics.AnalyticsEvent;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// A harmful response multiplies the crash rate of Safari on phones. The service detects and publishes it, devices
/// recommend the removal, and the rollout rule withdraws and removes it.
/// </summary>
public sealed class RegressionStories
{
    private static readonly TimeSpan Published = TimeSpan.FromDays(3);

    private static readonly TestFleet Harmless = Story.FleetOf(250, Platform.IPhone, Platform.MacAppleSilicon)
        .Using(
            new Application("safari", 1, TimeSpan.FromHours(2), 20),
            new Application("mail", 0.8, TimeSpan.FromHours(1), 10))
        .SharingAnalytics(0.4)
        .Rollout(RolloutSettings.AllAtOnce.WhenListed(TimeSpan.FromHours(48)))
        .Publish(TestFleet.A, Published)
        .Lasting(TimeSpan.FromDays(11));

    /// <summary>At this significance no Mac takes its usual crashes for harm.</summary>
    private static readonly TestFleet Fleet = Harmless.Breaking(TestFleet.A, "safari", times: 20, Platform.IPhone)
        .Recommendations(r => r with { Significance = 0.001 });

    private static readonly Lazy<Task<Story>> Reference = new(() => Story.Of(Fleet));

    [Fact]
    public async Task A_regression_is_detected_published_recommended_withdrawn_and_removed()
    {
        var story = await Reference.Value;

        var signal = Assert.Single(story.Moments<RegressionDetected>());
        var found = (RegressionDetected)signal.Event;
        Assert.Equal((TestFleet.A, "safari", Platform.IPhone), (found.Release, found.Application, found.Platform));
        var list = Assert.Single(story.Moments<AffectedApplicationsPublished>());
        Assert.Equal(signal.At + TimeSpan.FromHours(1), list.At);
        Assert.Equal(["safari"], ((AffectedApplicationsPublished)list.Event).Applications.AsEnumerable());
        var withdrawn = Assert.Single(story.Moments<ReleaseEvent.Withdrawn>());
        Assert.Equal(list.At + TimeSpan.FromHours(48) + TimeSpan.FromSeconds(15), withdrawn.At);
        Assert.Equal(
            new ReleaseEvent.Withdrawn(
                "affected-list: safari on the list of affected applications", RemoveFromDevices: true),
            withdrawn.Event);

        // Removals are recommended after the list, also after the withdrawal, and only where the response does harm.
        var recommended = story.Moments<DeviceEvent.RemovalRecommended>().ToList();
        Assert.Contains(recommended, one => one.At < withdrawn.At);
        Assert.All(recommended, one => Assert.True(one.At > list.At));
        Assert.All(recommended, one => Assert.Equal(Platform.IPhone, story.Device(one.Entity.Number).State.Platform));

        var causes = story.All<DeviceEvent.RemovalStarted>().Select(one => one.Cause).ToHashSet();
        Assert.Equal([RemovalCause.Recommendation, RemovalCause.Vendor], causes.Order());
        Assert.Equal(
            story.Moments<DeviceEvent.ResponseActivated>().Select(one => one.Entity).Distinct().Order(),
            story.Moments<DeviceEvent.ResponsesRemoved>().Select(one => one.Entity).Distinct().Order());
        Assert.All(story.Devices, device => Assert.Null(device.State.Active));
    }

    [Theory]
    [InlineData(1, 64)]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    public async Task The_history_does_not_depend_on_threads_and_cohorts(int threads, int cohorts)
    {
        var reference = await Reference.Value;

        var again = await Story.Of(Fleet.Kernel(k => k with { Cohorts = cohorts }), threads);

        Assert.Equal((reference.Outcome.Hash, reference.Outcome.Events), (again.Outcome.Hash, again.Outcome.Events));
    }

    /// <summary>
    /// The counter fails on every second report. The counter that replaces it gets all reports again.
    /// </summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    public async Task Counters_that_fail_in_between_lose_nothing_and_count_nothing_twice(double chance)
    {
        var reference = await Reference.Value;

        var deadly = await Story.Of(Fleet.Faults(f => f with { CrashCounterDies = chance }));

        Assert.Equal(reference.Events.Select(e => Samples.InFull(e)), deadly.Events.Select(e => Samples.InFull(e)));
        Assert.Equal(reference.Outcome, deadly.Outcome);

        // The counts are equal too; no event has them.
        Assert.Equal(
            reference.Rows("crash-analytics").Select(row => Samples.InFull(row)),
            deadly.Rows("crash-analytics").Select(row => Samples.InFull(row)));
    }

    [Fact]
    public async Task A_harmless_response_is_not_on_the_list()
    {
        var story = await Story.Of(Harmless);

        Assert.NotEmpty(story.All<DeviceEvent.CrashTotalsReported>());
        Assert.Contains(story.All<DeviceEvent.ApplicationCrashed>(), crash => crash.Release == TestFleet.A);
        NothingIsRecommended(story);
    }

    [Fact]
    public async Task A_regression_is_not_detected_when_no_device_shares()
    {
        var story = await Story.Of(Fleet.SharingAnalytics(0));

        Assert.Empty(story.All<DeviceEvent.CrashTotalsReported>());
        Assert.DoesNotContain(story.Events, e => e.Entity == EntityId.CrashAnalytics);
        NothingIsRecommended(story);

        // Each device finds the reason in its own diary.
        Assert.Contains(story.Devices, device => device.ReasonsToRemove(TestFleet.A, "safari").Any());
    }

    private static void NothingIsRecommended(Story story)
    {
        Assert.Empty(story.All<RegressionDetected>());
        Assert.Empty(story.All<AffectedApplicationsPublished>());
        Assert.Empty(story.All<DeviceEvent.RemovalRecommended>());
        Assert.Empty(story.All<ReleaseEvent.Withdrawn>());
        Assert.Empty(story.All<DeviceEvent.RemovalStarted>());
    }
}
