using System.Collections.Concurrent;
using CsCheck;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;
using Xunit.Sdk;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>
/// Crashes, removals, orders and actions of people on all platforms: 400 lives, which all tests share. <see
/// cref="Life"/> itself checks the invariants at each step.
/// </summary>
public sealed class EventfulLifeTests(EventfulLifeTests.Lives lives) : IClassFixture<EventfulLifeTests.Lives>
{
    [Fact]
    public void Every_life_advances_and_keeps_the_invariants() => Assert.Equal(Lives.Count, lives.All.Count);

    [Fact]
    public void Crashes_are_of_installed_applications_in_use_on_the_content_they_run() => lives.Check((story, life) =>
    {
        var installed = life.State.Traits.ApplicationsOf(story.Scenario.Fleet);

        Assert.All(new LivedDays(story.Scenario.World(), life).Crashes, one =>
        {
            Assert.True(one.Up);
            Assert.Equal(one.Content, one.Crash.Release);
            Assert.Contains(one.Crash.Application, installed);
            Assert.NotEqual(Notes, one.Crash.Application);
        });
    });

    /// <summary>
    /// Content changes in the middle of days, on a Mac in Safari first. The crashes of the base stay at the same
    /// moments.
    /// </summary>
    [Trait("Length", "Long")]
    [Fact]
    public void A_life_without_regressions_differs_only_in_crashes() => AnyStory.Any.Sample(story =>
    {
        var unlisted = story with
        {
            News = [.. story.News.Select(one => (one.At, one.Published with { Affected = AffectedApplications.None }))],
        };

        var broken = unlisted.Lived();
        var plain = (unlisted with { Scenario = story.Scenario.Breaking(1) }).Lived();

        Assert.Equal(Moments(plain, isCrash: false), Moments(broken, isCrash: false));
        Assert.Empty(Moments(plain, isCrash: true).Except(Moments(broken, isCrash: true)));
        Assert.All(
            broken.History.Where(one => one.Event is ApplicationCrashed { Release: null }),
            one => Assert.Contains((one.At, one.Event), plain.History.Select(other => (other.At, other.Event))));
    }, iter: 150);

    [Fact]
    public void A_day_with_a_restart_has_two_totals_that_leave_out_the_restart()
    {
        // The device is in use day and night, so that only the deadline restarts it, and the hours are known.
        var world = Crashing().Managed(true, true)
            .People(people => people with { NeverUpdate = 1, InUse = 1, InUseAtNight = 1 }).World();
        Publications published = Offering(A) with { EffectiveAt = Day(2) };
        published = published.With(new ManagementOrders([new ManagementOrder.Enforce(Day(2), A, Day(4.3))]));
        var life = new Life(world, 0, (Day(2), published)).Lived();
        var activated = life.History.Single(one => one.Event is ResponseActivated);
        var day = world.LifeOf(life.State.Traits).DayOf(activated.At);

        var totals = new DailyTotals(world, life.State).On(day).Where(one => one.Application == Notes).ToArray();

        Assert.Equal([null, A], totals.Select(one => one.Release));
        var share = 0.5 / 24;
        Assert.Equal(
            share * (24 - ((ResponseActivated)activated.Event).Downtime.TotalHours), totals.Sum(one => one.Hours), 6);
        Assert.Equal([A], new DailyTotals(world, life.State).On(day + 1).Select(one => one.Release).Distinct());
        Assert.Equal([null], new DailyTotals(world, life.State).On(day - 1).Select(one => one.Release).Distinct());
    }

    [Fact]
    public void Totals_of_all_days_agree_with_the_history() => lives.Check((story, life) =>
    {
        var world = story.Scenario.World();
        var lived = new LivedDays(world, life);

        for (var day = 1; day < world.LifeOf(life.State.Traits).DayOf(world.Scenario.End); day++)
        {
            var reported = new DailyTotals(world, life.State).On(day);
            Equal(lived.Totals(day), reported);
        }
    });

    [Fact]
    public void A_report_is_sent_in_time_for_whole_days_with_consent_only() => lives.Check((story, life) =>
    {
        var world = story.Scenario.World();
        var lived = new LivedDays(world, life);
        var days = world.LifeOf(life.State.Traits);
        var delay = story.Scenario.Analytics.Upload.Delay;
        var shares = ((Enrolled)life.History[0].Event).SharesAnalytics;
        var since = new VirtualTime(long.MinValue);
        var reported = new HashSet<int>();
        foreach (var one in life.History)
        {
            if (one.Event is AnalyticsSharingChanged changed)
                (shares, since) = (changed.SharesAnalytics, one.At);
            if (one.Event is RecommendationReported)
                Assert.True(shares);
            if (one.Event is not CrashTotalsReported report)
                continue;
            Assert.True(shares);
            Assert.True(reported.Add(report.Day));
            Assert.True(
                days.At(report.Day, TimeSpan.Zero) >= since, "A day before the consent was reported.");
            var dayEnd = days.At(report.Day + 1, TimeSpan.Zero);
            Assert.True(one.At >= dayEnd + delay.From, $"Day {report.Day} was reported too early.");
            Assert.True(
                one.At <= dayEnd + delay.To || WaitedForUnlock(life, dayEnd + delay.To, one.At),
                $"Day {report.Day} was reported too late.");
            if (report.Day > 0)
                Equal(lived.Totals(report.Day), report.Totals);
        }

        // The sent reports are those of the events, except for reports that are lost or sent twice.
        Assert.All(
            life.Sent.Select(message => message.Body).OfType<CrashReport>().GroupBy(report => report.Day), copies =>
            {
                Assert.InRange(copies.Count(), 1, 2);
                var reported = life.History.Select(one => one.Event).OfType<CrashTotalsReported>().Single(
                    one => one.Day == copies.Key);
                Assert.All(copies, copy => Assert.Equal(reported.Totals.AsEnumerable(), copy.Totals));
            });
        Assert.Equal(
            life.History.Count(one => one.Event is RecommendationReported),
            life.Sent.Count(message => message.Body is RecommendationReport));
    });

    [Fact]
    public void A_recommendation_is_answered_at_most_once_and_only_by_people_who_answer() =>
        lives.Check((story, life) =>
        {
            var asked = (string?)null;
            foreach (var one in life.History)
            {
                if (one.Event is RemovalRecommended recommended)
                    asked = recommended.Release;
                if (one.Event is RecommendationAnswered answered)
                    (_, asked) = (Assert.IsType<string>(asked), (string?)null);
                if (one.Event is ResponseActivated or ResponsesRemoved or SoftwareUpdateInstalled)
                    asked = null;
            }
        });

    /// <summary>Without these events the other properties would hold trivially.</summary>
    [Fact]
    public void A_few_eventful_lives_have_every_event_of_crashes_and_management()
    {
        var met = lives.All.SelectMany(one => one.Life.Story).ToHashSet();

        string[] all =
        [
            nameof(ApplicationCrashed), nameof(CrashTotalsReported), nameof(RemovalRecommended),
            nameof(RecommendationAnswered),
            nameof(RecommendationReported), nameof(AnalyticsSharingChanged), nameof(ManagementChanged),
            nameof(RemovalStarted),
            nameof(ResponsesRemoved), nameof(SafariRelaunched), nameof(SoftwareUpdateInstalled),
            nameof(ChargerDisconnected), nameof(AffectedApplicationsFetched),
        ];
        Assert.Empty(all.Except(met));
    }

    /// <summary>
    /// The lives, simulated once. A life that breaks an invariant fails here, with the seed of its story.
    /// </summary>
    public sealed class Lives
    {
        internal const int Count = 400;

        private readonly ConcurrentBag<(AnyStory Story, Life Life)> _all = [];

        public Lives() => AnyStory.Any.Sample(story => _all.Add((story, story.Lived())), iter: Count);

        internal IReadOnlyCollection<(AnyStory Story, Life Life)> All => _all;

        /// <summary>Checks each life on all processors; a failure shows its story.</summary>
        internal void Check(Action<AnyStory, Life> check) => Parallel.ForEach(_all, one =>
        {
            try
            {
                check(one.Story, one.Life);
            }
            catch (XunitException failure)
            {
                throw new InvalidOperationException($"{failure.Message}\nThe story: {one.Story}", failure);
            }
        });
    }

    /// <summary>Whether a locked device that should have reported by a moment did so when it was unlocked.</summary>
    private static bool WaitedForUnlock(Life life, VirtualTime latest, VirtualTime at) =>
        life.Boots.Any(boot => boot.Down <= latest && boot.UnlockedAt == at);

    private static (VirtualTime, string)[] Moments(Life life, bool isCrash) =>
    [
        .. life.History.Where(one => one.Event is ApplicationCrashed == isCrash && one.Event is not CrashTotalsReported)
            .Select(
                one => (one.At, one.Event is ApplicationCrashed crash ? crash.Application : one.Event.GetType().Name)),
    ];

    private static void Equal(IReadOnlyList<CrashTotal> expected, IReadOnlyList<CrashTotal> reported)
    {
        Assert.Equal(
            expected.Select(one => (one.Application, one.Release, one.Crashes)).Order(),
            reported.Select(one => (one.Application, one.Release, one.Crashes)).Order());
        Assert.All(reported, one => Assert.Equal(
            expected.Single(other => (other.Application, other.Release) == (one.Application, one.Release)).Hours,
            one.Hours, tolerance: 1e-6));
    }
}
