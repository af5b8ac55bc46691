using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Statistics;
using static RsrActors.Model.Tests.Crashes.WatchedFleet;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Crashes;

public sealed class CrashStandingTests
{
    private static readonly Surveillance Surveillance = Watching();

    [Fact]
    public void A_standing_has_counts_expectations_and_the_baseline()
    {
        var (state, _) = Count(
            Published(Surveillance), Surveillance, Line(0, crashes: 21, hours: 21_000),
            Line(1, crashes: 9, hours: 1000));

        var standing = Standing(state);

        Assert.Equal((A, "safari", Platform.IPhone), (standing.Release, standing.Application, standing.Platform));
        Assert.Equal((9L, 21L), (standing.Use.Crashes, standing.OnBase.Crashes));
        Assert.Equal((1, 9), (Math.Round(standing.Expected, 9), Math.Round(standing.Ratio, 9)));
        Assert.Equal(
            (4.115373, 17.084803), (Math.Round(standing.Interval.Low, 6), Math.Round(standing.Interval.High, 6)));
        Assert.Equal(4.95e-6, standing.PValue!.Value, 1e-8);
    }

    [Fact]
    public void The_sequential_test_has_its_statistic_and_the_count_at_which_it_signals()
    {
        var (quiet, _) = Count(Published(Surveillance), Surveillance, Line(1, crashes: 1, hours: 1000));
        var (loud, _) = Count(quiet, Surveillance, Line(1, crashes: 8, hours: 0));

        var before = Standing(quiet);
        Assert.Equal((null, 0), (before.Says, before.Statistic));
        Assert.Equal(4.249109, before.CriticalValue!.Value, 1e-6);

        var after = Standing(loud);
        Assert.Equal("9 crashes where 1 were expected: log likelihood ratio 11.775, critical 4.249109", after.Says);
        Assert.Equal(11.775, after.Statistic!.Value, 1e-3);
    }

    [Fact]
    public void Unpublished_and_unreported_responses_have_no_standing()
    {
        var (unwatched, _) = Count(AnalyticsState.Initial(Surveillance), Surveillance, Line(1, crashes: 1, hours: 1));

        Assert.Empty(CrashStanding.All(unwatched, Surveillance));
        Assert.Empty(CrashStanding.All(Published(Surveillance), Surveillance));
    }

    [Fact]
    public void A_standing_has_no_comparison_without_a_history()
    {
        var surveillance = Watching(s => s with { Baseline = Baseline.Estimated });
        var (state, _) = Count(Published(surveillance), surveillance, Line(1, crashes: 9, hours: 1000));

        var standing = Assert.Single(CrashStanding.All(state, surveillance));

        Assert.Equal((double.NaN, double.NaN, (double?)null), (standing.Expected, standing.Ratio, standing.PValue));
        Assert.Equal((null, null, null), (standing.Says, standing.Statistic, standing.CriticalValue));
    }

    [Fact]
    public void A_history_gives_no_critical_value_before_crashes_exceed_what_it_expects()
    {
        var surveillance = Watching(s => s with { Baseline = Baseline.Estimated });
        var (before, _) = Count(
            AnalyticsState.Initial(surveillance), surveillance, Line(0, crashes: 40, hours: 20_000));
        var (few, _) = Count(Published(surveillance, before), surveillance, Line(1, crashes: 1, hours: 1000));
        var (many, _) = Count(few, surveillance, Line(1, crashes: 8, hours: 0));

        var standing = Assert.Single(CrashStanding.All(few, surveillance));
        Assert.Equal(new PoissonComparison(new(1, 1000), new(40, 20_000)).Interval(), standing.Interval);
        Assert.Null(standing.CriticalValue);
        Assert.NotNull(Assert.Single(CrashStanding.All(many, surveillance)).CriticalValue);
    }

    private static CrashStanding Standing(AnalyticsState state) =>
        Assert.Single(CrashStanding.All(state, Surveillance));
}
