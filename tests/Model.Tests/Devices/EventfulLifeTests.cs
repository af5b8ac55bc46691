using CsCheck;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>Crashes, removals, orders and people on all platforms at once. <see cref="Life"/> itself judges a lot.</summary>
public sealed class EventfulLifeTests
{
    [Fact]
    public void Every_life_moves_on_and_keeps_the_invariants() => AnyStory.Any.Sample(story => _ = story.Lived(), iter: 400);

    [Fact]
    public void What_crashes_is_installed_and_running_and_crashes_on_what_it_runs() => AnyStory.Any.Sample(story =>
    {
        var life = story.Lived();
        var installed = life.State.Traits.ApplicationsOf(story.Scenario.Fleet);

        Assert.All(new LivedDays(story.Scenario.World(), life).Crashes, one =>
        {
            Assert.True(one.Up);
            Assert.Equal(one.Content, one.Crash.Release);
            Assert.Contains(one.Crash.Application, installed);
            Assert.NotEqual(Notes, one.Crash.Application);
        });
    }, iter: 200);

    [Fact]
    public void Totals_of_all_days_are_what_the_history_says() => AnyStory.Any.Sample(story =>
    {
        var (world, life) = (story.Scenario.World(), story.Lived());
        var lived = new LivedDays(world, life);

        for (var day = 1; day < world.LifeOf(life.State.Traits).DayOf(world.Scenario.End); day++)
        {
            var told = new DailyTotals(world, life.State).On(day);
            Equal(lived.Totals(day), told);
        }
    }, iter: 100);

    [Fact]
    public void A_report_is_sent_within_its_time_of_a_whole_day_that_its_person_agreed_to() => AnyStory.Any.Sample(story =>
    {
        var (world, life) = (story.Scenario.World(), story.Lived());
        var lived = new LivedDays(world, life);
        var days = world.LifeOf(life.State.Traits);
        var delay = story.Scenario.Analytics.Upload.Delay;
        var shares = ((Enrolled)life.History[0].Event).SharesAnalytics;
        var since = new VirtualTime(long.MinValue);
        var told = new HashSet<int>();
        foreach (var one in life.History)
        {
            if (one.Event is AnalyticsSharingChanged changed)
                (shares, since) = (changed.SharesAnalytics, one.At);
            if (one.Event is RecommendationReported)
                Assert.True(shares);
            if (one.Event is not CrashTotalsReported report)
                continue;
            Assert.True(shares);
            Assert.True(told.Add(report.Day));
            Assert.True(days.At(report.Day, TimeSpan.Zero) >= since, "A day before its person agreed is nobody's business.");
            Assert.InRange(one.At - days.At(report.Day + 1, TimeSpan.Zero), delay.From, delay.To);
            if (report.Day > 0)
                Equal(lived.Totals(report.Day), report.Totals);
        }

        // What is sent is what was told, unless it is lost, or sent twice.
        Assert.All(life.Sent.Select(letter => letter.Body).OfType<CrashReport>().GroupBy(report => report.Day), copies =>
        {
            Assert.InRange(copies.Count(), 1, 2);
            var told = life.History.Select(one => one.Event).OfType<CrashTotalsReported>().Single(one => one.Day == copies.Key);
            Assert.All(copies, copy => Assert.Equal(told.Totals.AsEnumerable(), copy.Totals));
        });
        Assert.Equal(
            life.History.Count(one => one.Event is RecommendationReported),
            life.Sent.Count(letter => letter.Body is RecommendationReport));
    }, iter: 200);

    [Fact]
    public void A_recommendation_is_answered_at_most_once_and_by_those_who_answer_anything() => AnyStory.Any.Sample(story =>
    {
        var asked = (string?)null;
        foreach (var one in story.Lived().History)
        {
            if (one.Event is RemovalRecommended recommended)
                asked = recommended.Release;
            if (one.Event is RecommendationAnswered answered)
                (_, asked) = (Assert.IsType<string>(asked), (string?)null);
            if (one.Event is ResponseActivated or ResponsesRemoved or SoftwareUpdateInstalled)
                asked = null;
        }
    }, iter: 100);

    /// <summary>Otherwise all of this would hold of lives in which nothing happens.</summary>
    [Fact]
    public void A_few_eventful_lives_meet_every_event_of_crashes_and_management()
    {
        var met = new HashSet<string>();
        AnyStory.Any.Sample(story =>
        {
            lock (met)
                met.UnionWith(story.Lived().Story);
        }, iter: 300);

        string[] all =
        [
            nameof(ApplicationCrashed), nameof(CrashTotalsReported), nameof(RemovalRecommended), nameof(RecommendationAnswered),
            nameof(RecommendationReported), nameof(AnalyticsSharingChanged), nameof(ManagementChanged), nameof(RemovalStarted),
            nameof(ResponsesRemoved), nameof(SafariRelaunched), nameof(SoftwareUpdateInstalled),
        ];
        Assert.Empty(all.Except(met));
    }

    private static void Equal(IReadOnlyList<CrashTotal> expected, IReadOnlyList<CrashTotal> told)
    {
        Assert.Equal(
            expected.Select(one => (one.Application, one.Release, one.Crashes)).Order(),
            told.Select(one => (one.Application, one.Release, one.Crashes)).Order());
        Assert.All(told, one => Assert.Equal(
            expected.Single(other => (other.Application, other.Release) == (one.Application, one.Release)).Hours, one.Hours, 6));
    }
}
