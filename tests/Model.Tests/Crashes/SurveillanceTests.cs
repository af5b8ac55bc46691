using CsCheck;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Statistics;
using static RsrActors.Model.Tests.Crashes.WatchedFleet;

namespace RsrActors.Model.Tests.Crashes;

public sealed class SurveillanceTests
{
    [Fact]
    public void A_response_s_error_is_divided_among_its_applications_and_platforms() =>
        Assert.Equal(0.05 / 2, Watching().AlphaOf(1));

    [Fact]
    public void A_signal_is_a_false_alarm_where_the_response_does_no_harm()
    {
        var scenario = Scenario();
        var harmful = scenario.Releases[0] with { Regressions = [new("safari", [Platform.IPhone], 8, 0)] };
        var surveillance = new Surveillance(scenario with { Releases = [harmful, scenario.Releases[1]] });

        Assert.False(surveillance.IsFalseAlarm(Signal("16.5.1-a", "safari", Platform.IPhone)));
        Assert.True(surveillance.IsFalseAlarm(Signal("16.5.1-a", "mail", Platform.IPhone)));
        Assert.True(surveillance.IsFalseAlarm(Signal("16.5.1-a", "safari", Platform.IPad)));
        Assert.True(surveillance.IsFalseAlarm(Signal("16.5.1-c", "safari", Platform.IPhone)));

        static AnalyticsEvent.RegressionDetected Signal(string release, string application, Platform platform) =>
            new(release, application, platform, 9, 1, "because");
    }

    [Fact]
    public void A_regression_harms_only_platforms_of_the_response_and_applications_that_crash()
    {
        var scenario = Scenario();
        var never = scenario.Fleet with { Applications = [scenario.Fleet.Applications[0], new("mail", 1, default, 0)] };
        var everywhere = scenario.Releases[0] with { Regressions = [new("safari", [], 8, 0), new("mail", [], 8, 0)] };
        var surveillance = new Surveillance(scenario with { Fleet = never, Releases = [everywhere] });

        Assert.True(surveillance.IsHarmed(1, Browser, Platform.IPhone));
        Assert.False(surveillance.IsHarmed(1, Browser, Platform.IPad));
        Assert.False(surveillance.IsHarmed(1, Mail, Platform.IPhone));
    }

    [Fact]
    public void Every_count_has_its_own_index()
    {
        var surveillance = Watching();
        var cells = from release in Enumerable.Range(0, 3)
                    from application in Enumerable.Range(0, 2)
                    from platform in Enum.GetValues<Platform>()
                    select surveillance.CellOf(release, application, platform);
        var marks = from release in Enumerable.Range(1, 2)
                    from application in Enumerable.Range(0, 2)
                    from mark in (int[])
                    [
                        surveillance.UseMark(release, application), surveillance.CrashMark(release, application),
                        surveillance.RecommendationMark(release),
                    ]
                    select mark;

        Assert.Equal(Enumerable.Range(0, surveillance.Cells), cells.Order());
        Assert.Equal(Enumerable.Range(0, surveillance.Marks), marks.Distinct().Order());
    }

    [Fact]
    public void An_estimated_baseline_uses_the_reports_from_before_the_response()
    {
        var surveillance = Watching(s => s with { Baseline = Baseline.Estimated });
        var (before, _) = Count(
            AnalyticsState.Initial(surveillance), surveillance, Line(0, crashes: 40, hours: 20_000));
        var watched = Published(surveillance, before);
        var (after, _) = Count(watched, surveillance, Line(0, crashes: 99, hours: 1));

        var baseline = Assert.IsType<CellBaseline.Estimated>(
            surveillance.BaselineOf(1, after.Releases[0], Browser, Platform.IPhone));

        Assert.Equal(40.0 / 20_000, baseline.PerHour, 1e-12);
        Assert.Equal(new ConditionalMaxSprt(0.025, 10 / 40.0, 40).CriticalValue, baseline.CriticalValue);
        Assert.Equal(
            new ConditionalMaxSprt(0.025, 10 / 40.0, 40).LogLikelihoodRatio(9, 1000.0 / 20_000),
            baseline.LogLikelihoodRatio(ReportedUse.Of(9, 1000)), 1e-9);
    }

    [Fact]
    public void A_surveillance_without_a_history_tests_nothing_and_does_not_fail()
    {
        var surveillance = Watching(s => s with { Baseline = Baseline.Estimated });
        var (_, signals) = Count(Published(surveillance), surveillance, Line(1, crashes: 1000, hours: 1));

        Assert.Empty(signals);
    }

    [Fact]
    public void A_history_without_a_crash_can_be_tested()
    {
        var surveillance = Watching(s => s with { Baseline = Baseline.Estimated });
        var (before, _) = Count(AnalyticsState.Initial(surveillance), surveillance, Line(0, crashes: 0, hours: 20_000));

        var (_, signals) = Count(Published(surveillance, before), surveillance, Line(1, crashes: 30, hours: 1));

        Assert.Single(signals);
    }
}
