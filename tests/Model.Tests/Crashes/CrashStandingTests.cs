using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using static RsrActors.Model.Tests.Crashes.WatchedFleet;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Crashes;

public sealed class CrashStandingTests
{
    private static readonly Surveillance Surveillance = Watching();
    private static readonly VirtualTime NextDay = Surveillance.NextLook(VirtualTime.Zero).Next();

    [Fact]
    public void A_standing_has_counts_expectations_and_the_baseline()
    {
        var (state, _) = Count(
            Published(Surveillance), Surveillance, Line(0, crashes: 21, hours: 21_000),
            Line(1, crashes: 9, hours: 1000));

        var standing = Assert.Single(CrashStanding.All(state, Surveillance, Noon));

        Assert.Equal((A, "safari", Platform.IPhone), (standing.Release, standing.Application, standing.Platform));
        Assert.Equal((9L, 21L), (standing.Use.Crashes, standing.OnBase.Crashes));
        Assert.Equal((1, 9), (Math.Round(standing.Expected, 9), Math.Round(standing.Ratio, 9)));
        Assert.Equal(
            (4.115373, 17.084803), (Math.Round(standing.Interval.Low, 6), Math.Round(standing.Interval.High, 6)));
        Assert.Equal(4.95e-6, standing.PValue!.Value, 1e-8);
        Assert.Equal(DetectionRules.Names.AsEnumerable(), standing.Rules.Select(rule => rule.Name));
    }

    [Fact]
    public void The_sequential_test_has_its_statistic_and_the_count_at_which_it_signals()
    {
        var (quiet, _) = Count(Published(Surveillance), Surveillance, Line(1, crashes: 1, hours: 1000));
        var (loud, _) = Count(quiet, Surveillance, Line(1, crashes: 8, hours: 0));

        var before = RuleOf(quiet, "maxsprt");
        Assert.Equal((false, (string?)null, 0), (before.HasSignalled, before.Says, before.Statistic));
        Assert.Equal(4.249109, before.CriticalValue!.Value, 1e-6);

        var after = RuleOf(loud, "maxsprt");
        Assert.True(after.HasSignalled);
        Assert.Equal("9 crashes where 1 were expected: log likelihood ratio 11.775, critical 4.249109", after.Says);
        Assert.Equal(11.775, after.Statistic!.Value, 1e-3);
    }

    [Fact]
    public void The_daily_rules_show_the_last_day_of_their_look()
    {
        var (state, _) = Count(
            Published(Surveillance), Surveillance, Line(1, crashes: 60, hours: 100, day: 0),
            Line(1, crashes: 0, hours: 100, day: 1));

        Assert.Null(RuleOf(state, "toy-gate").Says);
        Assert.Equal(
            "60 crashes on 1 device that day where 0.1 were expected", RuleOf(state, "toy-gate", NextDay).Says);
        Assert.Null(RuleOf(state, "toy-gate", NextDay + TimeSpan.FromDays(1)).Says);
        Assert.False(RuleOf(state, "toy-gate", NextDay).HasSignalled);
    }

    [Fact]
    public void The_results_of_the_rules_are_those_that_the_service_records()
    {
        var (state, _) = Count(Published(Surveillance), Surveillance, Line(1, crashes: 60, hours: 100));

        Assert.Equal(
            AnalyticsDecider.Look(state, Surveillance, day: 0)
                .Cast<AnalyticsEvent.RegressionDetected>().Select(one => (one.Rule, (string?)one.Why)),
            Assert.Single(CrashStanding.All(state, Surveillance, NextDay)).Rules
                .Skip(1).Where(rule => rule.Says is not null).Select(rule => (rule.Name, rule.Says)));
    }

    [Fact]
    public void Unpublished_and_unreported_responses_have_no_standing()
    {
        var (unwatched, _) = Count(AnalyticsState.Initial(Surveillance), Surveillance, Line(1, crashes: 1, hours: 1));

        Assert.Empty(CrashStanding.All(unwatched, Surveillance, Noon));
        Assert.Empty(CrashStanding.All(Published(Surveillance), Surveillance, Noon));
    }

    [Fact]
    public void A_standing_has_no_comparison_without_a_history()
    {
        var surveillance = Watching(s => s with { Baseline = Baseline.Estimated });
        var (state, _) = Count(Published(surveillance), surveillance, Line(1, crashes: 9, hours: 1000));

        var standing = Assert.Single(CrashStanding.All(state, surveillance, NextDay));

        Assert.Equal((double.NaN, double.NaN, (double?)null), (standing.Expected, standing.Ratio, standing.PValue));
        Assert.All(
            standing.Rules, rule => Assert.Equal((null, null, null), (rule.Says, rule.Statistic, rule.CriticalValue)));
    }

    [Fact]
    public void A_history_gives_no_critical_value_before_crashes_exceed_what_it_expects()
    {
        var surveillance = Watching(s => s with { Baseline = Baseline.Estimated });
        var (before, _) = Count(
            AnalyticsState.Initial(surveillance), surveillance, Line(0, crashes: 40, hours: 20_000));
        var (few, _) = Count(Published(surveillance, before), surveillance, Line(1, crashes: 1, hours: 1000));
        var (many, _) = Count(few, surveillance, Line(1, crashes: 8, hours: 0));

        var interval = Assert.Single(CrashStanding.All(few, surveillance, Noon)).Interval;
        Assert.Equal(new PoissonComparison(new(1, 1000), new(40, 20_000)).Interval(), interval);
        Assert.Null(Assert.Single(CrashStanding.All(few, surveillance, Noon)).Rules[0].CriticalValue);
        Assert.NotNull(Assert.Single(CrashStanding.All(many, surveillance, Noon)).Rules[0].CriticalValue);
    }

    private static RuleStanding RuleOf(AnalyticsState state, string name, VirtualTime? at = null) =>
        Assert.Single(CrashStanding.All(state, Surveillance, at ?? Noon)).Rules.Single(rule => rule.Name == name);
}
