using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Scenarios;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>A phased release of the App Store stays paused for a limited time, all pauses together.</summary>
public sealed class PauseLimitStories
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TestFleet Fleet = Story.FleetOf(60)
        .With(s => s with
        {
            Rollout = RolloutSettings.Shipped("app-store", ("most-paused", new RuleValue.Duration(2 * Day))),
        })
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .Scripted(Day, new OperatorCommand.Pause(TestFleet.A, "calls"))
        .Lasting(9 * Day);

    [Fact]
    public async Task A_release_that_nobody_resumes_goes_on_after_its_longest_pause()
    {
        var story = await Story.Of(Fleet);

        var paused = Assert.Single(story.Moments<ReleaseEvent.Paused>());
        var resumed = Assert.Single(story.Moments<ReleaseEvent.Resumed>());
        Assert.Equal(paused.At + 2 * Day, resumed.At);
        Assert.Equal(new ReleaseEvent.Resumed("app-store allows pauses of 2d in all"), resumed.Event);
        Assert.Equal(100, story.All<ReleaseEvent.RampAdvanced>().Last().Percent);
    }

    [Fact]
    public async Task The_time_of_an_earlier_pause_counts()
    {
        var story = await Story.Of(Fleet
            .Scripted(2 * Day, new OperatorCommand.Resume(TestFleet.A, "no calls"))
            .Scripted(3 * Day, new OperatorCommand.Pause(TestFleet.A, "calls again")));

        var resumed = story.Moments<ReleaseEvent.Resumed>().Select(one => one.At).ToArray();
        Assert.Equal(2, resumed.Length);
        Assert.Equal(story.Moments<ReleaseEvent.Paused>().Last().At + Day, resumed[1]);
    }
}
