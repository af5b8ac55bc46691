using RsrActors.Actors.Tests.Journal;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Analytics.AnalyticsEvent;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// From a bad response back to the base: on phones it multiplies Safari's crash rate; that is detected, published and
/// recommended upon, and the rollout rule withdraws it and takes it off.
/// </summary>
public sealed class RegressionStories
{
    private static readonly TimeSpan Published = TimeSpan.FromDays(3);

    private static readonly TestFleet Harmless = Story.FleetOf(250, Platform.IPhone, Platform.MacAppleSilicon)
        .Using(
            new Application("safari", 1, TimeSpan.FromHours(2), 20),
            new Application("mail", 0.8, TimeSpan.FromHours(1), 10))
        .SharingAnalytics(0.4)
        .Rollout(RolloutRule.AllAtOnce with
        {
            OnRegression = RegressionReaction.WithdrawAndRemove, ReactAfter = TimeSpan.FromHours(36),
        })
        .Publish(TestFleet.A, Published)
        .Lasting(TimeSpan.FromDays(11));

    private static readonly TestFleet Fleet = Harmless.Breaking(TestFleet.A, "safari", times: 20, Platform.IPhone);

    private static readonly Lazy<Task<Story>> Told = new(() => Story.Of(Fleet));

    [Fact]
    public async Task A_regression_is_detected_published_recommended_withdrawn_and_removed()
    {
        var story = await Told.Value;

        var detected = story.Moments<RegressionDetected>().Where(e => e.Event is RegressionDetected { Rule: "maxsprt" })
            .ToList();
        var signal = Assert.Single(detected);
        var found = (RegressionDetected)signal.Event;
        Assert.Equal((TestFleet.A, "safari", Platform.IPhone), (found.Release, found.Application, found.Platform));
        var list = Assert.Single(story.Moments<AffectedApplicationsPublished>());
        Assert.Equal(signal.At + TimeSpan.FromHours(1), list.At);
        Assert.Equal(["safari"], ((AffectedApplicationsPublished)list.Event).Applications.AsEnumerable());
        var withdrawn = Assert.Single(story.Moments<ReleaseEvent.Withdrawn>());
        Assert.Equal(list.At + TimeSpan.FromHours(36), withdrawn.At);
        Assert.Equal(
            new ReleaseEvent.Withdrawn("maxsprt found more crashes of safari", RemoveFromDevices: true),
            withdrawn.Event);

        // People are told between the list and the withdrawal and after it, while it lasts; only where it does harm.
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
    public async Task Neither_threads_nor_cohorts_show(int threads, int cohorts)
    {
        var told = await Told.Value;

        var again = await Story.Of(Fleet.Kernel(k => k with { Cohorts = cohorts }), threads);

        Assert.Equal((told.Outcome.Hash, told.Outcome.Events), (again.Outcome.Hash, again.Outcome.Events));
    }

    /// <summary>
    /// Every second report is deadly to the counter that is to count it; its successor is handed all again.
    /// </summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    public async Task Counters_that_die_in_the_middle_of_it_lose_nothing_and_count_nothing_twice(double chance)
    {
        var told = await Told.Value;

        var deadly = await Story.Of(Fleet.Faults(f => f with { CrashCounterDies = chance }));

        Assert.Equal(told.Events.Select(e => Samples.InFull(e)), deadly.Events.Select(e => Samples.InFull(e)));
        Assert.Equal(told.Outcome, deadly.Outcome);

        // Nor do the counts differ, of which no event tells.
        Assert.Equal(
            told.Rows("crash-analytics").Select(row => Samples.InFull(row)),
            deadly.Rows("crash-analytics").Select(row => Samples.InFull(row)));
    }

    [Fact]
    public async Task Of_a_harmless_response_nothing_is_published()
    {
        var story = await Story.Of(Harmless);

        Assert.NotEmpty(story.All<DeviceEvent.CrashTotalsReported>());
        Assert.Contains(story.All<DeviceEvent.ApplicationCrashed>(), crash => crash.Release == TestFleet.A);
        NobodyIsTold(story);
    }

    [Fact]
    public async Task Where_nobody_shares_nothing_is_detected()
    {
        var story = await Story.Of(Fleet.SharingAnalytics(0));

        Assert.Empty(story.All<DeviceEvent.CrashTotalsReported>());
        Assert.DoesNotContain(story.Events, e => e.Entity == EntityId.CrashAnalytics);
        NobodyIsTold(story);

        // Devices see it, each for itself.
        Assert.Contains(story.Devices, device => device.ReasonsToRemove(TestFleet.A, "safari").Any());
    }

    private static void NobodyIsTold(Story story)
    {
        Assert.DoesNotContain(story.Events, e => e.Event is RegressionDetected { Rule: "maxsprt" });
        Assert.Empty(story.All<AffectedApplicationsPublished>());
        Assert.Empty(story.All<DeviceEvent.RemovalRecommended>());
        Assert.Empty(story.All<ReleaseEvent.Withdrawn>());
        Assert.Empty(story.All<DeviceEvent.RemovalStarted>());
    }
}
