using CsCheck;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Crashes;

public sealed class RemovalAdviceTests
{
    private static readonly World World = Crashing().World();

    /// <summary>
    /// Crashes of Safari before and since the response, which was installed on day ten, evaluated at the last crash;
    /// and the advice.
    /// </summary>
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, false)]
    [InlineData(0, 12, true)]
    [InlineData(1, 12, true)]
    [InlineData(10, 10, false)]
    [InlineData(12, 0, false)]
    [InlineData(12, 1, false)]
    public void The_exact_test_compares_the_time_before_with_the_time_since(int before, int since, bool recommends)
    {
        var state = Lived(before, since);
        var at = since == 0 ? Day(20) : state.Diary.Crashes[^1].At;
        var totals = new DailyTotals(World, state);
        var (then, now) = (Sum(totals.Of(Safari, null, Day(0), at)), Sum(totals.Of(Safari, A, Day(0), at)));
        // The crash at which it is evaluated is one of them.
        Assert.Equal((before, since), (then.Crashes, now.Crashes));

        var advice = RemovalAdvice.For(state, A, Application.Safari, at, World);

        var test = new PoissonComparison(new(since, now.Used.TotalHours), new(before, then.Used.TotalHours));
        Assert.Equal(recommends, test.TwoSided <= 0.05 && test.RateRatio > 1);
        Assert.Equal(
            recommends
                ? new DeviceEvent.RemovalRecommended(
                    A, Application.Safari, RemovalAdvice.ExactRule, before, then.Used.TotalHours, since,
                    now.Used.TotalHours, test.TwoSided)
                : null,
            advice);
    }

    [Fact]
    public void A_removal_is_not_advised_without_use_before_and_since()
    {
        var state = Lived(0, 12) with { };
        var updated = state with { Diary = state.Diary with { BaseSince = Day(10) } };

        Assert.Null(RemovalAdvice.For(updated, A, Application.Safari, Day(20), World));
    }

    [Fact]
    public void The_stability_rule_leaves_out_the_day_on_which_the_response_came()
    {
        var scenario = World.Scenario;
        var world = (scenario with
        {
            Analytics = scenario.Analytics with
            {
                Recommendation = scenario.Analytics.Recommendation with { Test = DeviceTest.Stability },
            },
        }).World();
        var life = world.LifeOf(world.TraitsOf(0));
        var midday = life.At(10, TimeSpan.FromHours(12));
        NotedCrash[] onThatDay = [.. Enumerable.Range(1, 9).Select(
            n => new NotedCrash(midday + n * Minute, Application.Safari, A))];
        NotedCrash[] later = [.. Enumerable.Range(11, 4).SelectMany(day => Enumerable.Range(0, 2).Select(n =>
            new NotedCrash(life.At(day, TimeSpan.FromHours(12 + n)), Application.Safari, A)))];

        DeviceEvent.RemovalRecommended? Advice(params NotedCrash[] crashes) => RemovalAdvice.For(
            With(world.Resting(), midday, crashes), A, Application.Safari, life.At(14, TimeSpan.FromHours(23)), world);

        Assert.Null(Advice(onThatDay));
        var advice = Advice([.. onThatDay, .. later]);
        Assert.Equal(RemovalAdvice.StabilityRule, advice?.Rule);
        Assert.Equal(6, advice?.CrashesAfter); // Two a day, the worst day dropped.
        Assert.Equal(0, advice?.CrashesBefore);
    }

    /// <summary>
    /// The base has one day, which is dropped as the worst one, so no day remains for the comparison.
    /// </summary>
    [Fact]
    public void The_stability_rule_gives_no_advice_without_a_day_of_the_baseline()
    {
        var scenario = World.Scenario;
        var world = (scenario with
        {
            Analytics = scenario.Analytics with
            {
                Recommendation = scenario.Analytics.Recommendation with
                {
                    Test = DeviceTest.Stability,
                    Stability = StabilityRule.Default with { LeastBaselineUse = Minute },
                },
            },
        }).World();
        var life = world.LifeOf(world.TraitsOf(0));
        var nextDay = life.At(1, TimeSpan.FromHours(12));
        NotedCrash[] since = [.. Enumerable.Range(2, 6).SelectMany(day => Enumerable.Range(0, 9).Select(n =>
            new NotedCrash(life.At(day, TimeSpan.FromHours(12) + n * Minute), Application.Safari, A)))];
        DeviceState Crashed(bool before) => With(
            world.Resting(), nextDay,
            before ? [new(VirtualTime.Zero.Next(), Application.Safari, null), .. since] : since);

        Assert.NotNull(
            RemovalAdvice.For(Crashed(before: false), A, Application.Safari, life.At(8, TimeSpan.Zero), world));
        Assert.Null(RemovalAdvice.For(Crashed(before: true), A, Application.Safari, life.At(8, TimeSpan.Zero), world));
    }

    [Fact]
    public void Every_recommendation_is_significant_and_of_more_crashes_an_hour() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 30], Gen.Double[0.001, 0.2]).Sample((before, since, significance) =>
        {
            var scenario = World.Scenario;
            var world = (scenario with
            {
                Analytics = scenario.Analytics with
                {
                    Recommendation = scenario.Analytics.Recommendation with { Significance = significance },
                },
            }).World();

            if (RemovalAdvice.For(Lived(before, since), A, Application.Safari, Day(20), world) is not { } advice)
                return;
            Assert.True(advice.PValue <= significance);
            Assert.True(advice.CrashesAfter / advice.HoursAfter > advice.CrashesBefore / advice.HoursBefore);
        }, iter: 300);

    private static Application Safari => World.Fleet.Applications[0];

    /// <summary>Ten days on the base, then the response; crashes spread evenly over either.</summary>
    private static DeviceState Lived(int before, int since) => With(
        World.Resting(), Day(10),
        [
            .. Enumerable.Range(1, before).Select(
                n => new NotedCrash(Day(10.0 * n / (before + 1)), Application.Safari, null)),
            .. Enumerable.Range(1, since).Select(
                n => new NotedCrash(Day(10 + 10.0 * n / (since + 1)), Application.Safari, A)),
        ]);

    private static DeviceState With(DeviceState state, VirtualTime activated, NotedCrash[] crashes) => state with
    {
        Diary = CrashDiary.Empty with
        {
            Content = [.. CrashDiary.Empty.Content, new(activated, true, A, A)], Crashes = [.. crashes]
        },
    };

    private static UseTotal Sum(IEnumerable<DailyUse> days) =>
        days.Aggregate(default(UseTotal), (sum, day) => sum + day);
}
