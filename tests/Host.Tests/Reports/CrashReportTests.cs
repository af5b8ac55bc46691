using RsrActors.Host.Tests.Scenarios;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Host.Tests.Reports;

/// <summary>Crashes in the report, from histories that can be counted by hand.</summary>
public sealed class CrashReportTests
{
    private const string A = "16.5.1-a";
    private const string C = "16.5.1-c";
    private const string Safari = "safari";
    private const string Mail = "mail";

    /// <summary>Safari crashes 4 times in 1000 hours, 45 minutes a day; (a) makes that eight times as much.</summary>
    private static readonly Scenario Small = Samples.Accepted(Samples.Read(Samples.Small_with(
        "    letter = a\n", "    letter = a\n    regressions = [ { application = safari, multiplier = 8 } ]\n")));

    private static readonly Scenario Harmful =
        Small with { Analytics = Small.Analytics with { Upload = Small.Analytics.Upload with { Panel = 1 } } };

    private static readonly ReleaseTarget Mac = Harmful.Releases[0].Targets[1];

    [Fact]
    public void A_device_with_crashes_counts_once_and_every_crash_counts()
    {
        var report = Phones(3)
            .At(1).Publish(A).Activate(0, A).Activate(1, A)
            .At(2).Crash(0, Safari, A).Crash(0, Safari, null).Crash(2, Mail, null)
            .At(3).Crash(0, Safari, A).Crash(1, Safari, A).Crash(1, Mail, A)
            .ReportAfter(4);

        Assert.Equal([new("mail", 2), new("safari", 4)], report.Crashes!.Applications);
        var release = Assert.Single(report.Crashes.Releases);
        Assert.Equal([Mail, Safari], release.Applications.Select(one => one.Id));
        var safari = release.Applications[1];
        Assert.Equal(
            (2, 2, 3, 3600.000m),
            (safari.DevicesCrashed, safari.CrashedStillOn, safari.Crashes, safari.SecondsToFirstCrash));
        Assert.Null(safari.SecondsToDetection);
        Assert.Null(safari.SecondsToLastOff);
        Assert.Null(safari.SecondsToLatestOff);
        Assert.Equal(
            (3600.000m, 2, 2, 4),
            (release.SecondsToPublication, release.DevicesUsing, release.DevicesCrashed, release.Crashes));
    }

    [Fact]
    public void The_report_has_the_times_of_first_crash_detection_list_and_withdrawal()
    {
        var report = Phones(2)
            .At(1).Publish(A).Activate(0, A).Activate(1, A)
            .At(2).Crash(0, Safari, A).Crash(1, Safari, A)
            .At(4).Detect(A, Safari, Platform.IPhone, 2, 0.2)
            .At(5).Happen(
                EntityId.CrashAnalytics, new AnalyticsEvent.AffectedApplicationsPublished(A, [Safari], "counts"))
            .At(5.5).To(A, new ReleaseEvent.Paused("crashes"))
            .At(6).To(A, new ReleaseEvent.Withdrawn("crashes", true))
            .At(7).Remove(1, RemovalCause.Vendor, A)
            .At(9).Remove(0, RemovalCause.Vendor, A)
            .ReportAfter(10);

        var release = Assert.Single(report.Crashes!.Releases);
        Assert.Equal(
            (16_200.000m, 18_000.000m, 14_400.000m),
            (release.SecondsToPause, release.SecondsToWithdrawal, release.SecondsToList));
        Assert.Equal(10_800.000m, release.SecondsToDetection);
        var safari = Assert.Single(release.Applications);
        Assert.Equal((10_800.000m, 14_400.000m), (safari.SecondsToDetection, safari.SecondsToList));
        Assert.Equal(
            (28_800.000m, 10_800.000m, 0),
            (safari.SecondsToLastOff, safari.SecondsFromWithdrawalToLastOff, safari.CrashedStillOn));
    }

    [Fact]
    public void The_last_device_off_a_release_has_no_time_when_a_device_applies_it_again()
    {
        var report = Phones(2).Publish(A).Activate(0, A).Activate(1, A)
            .At(1).Crash(0, Safari, A).Crash(1, Safari, A)
            .At(2).Remove(0, RemovalCause.User, A)
            .At(3).Activate(0, A)
            .At(4).To(A, new ReleaseEvent.Withdrawn("crashes", false))
            .At(5).Remove(1, RemovalCause.User, A)
            .ReportAfter(6);

        var safari = Assert.Single(Assert.Single(report.Crashes!.Releases).Applications);
        Assert.Equal(
            (1, null, 18_000.000m, null),
            (safari.CrashedStillOn, safari.SecondsToLastOff, safari.SecondsToLatestOff,
                safari.SecondsFromWithdrawalToLastOff));
    }

    [Fact]
    public void Recommendations_are_shown_and_accepted_and_declined_or_wait_for_an_answer()
    {
        var shown = new RemovalRecommended(A, Safari, "exact", 0, 20, 3, 5, 0.01);
        var report = Phones(3).Publish(A)
            .On(0, shown).On(1, shown).On(2, shown)
            .On(0, new RecommendationAnswered(A, true), new RecommendationReported(A, Safari, true))
            .On(1, new RecommendationAnswered(A, false))
            .ReportAfter(1);

        Assert.Equal(new RecommendationFigures(3, 1, 1, 1), Assert.Single(report.Crashes!.Releases).Recommendations);
    }

    [Fact]
    public void A_device_is_vulnerable_from_publication_while_it_is_on_a_prerequisite_build_without_the_fix()
    {
        var report = Phones(3)                  // The third stays on the base for seven hours,
            .Enrol(3, Platform.IPad)            // another platform
            .Enrol(4, build: "20F66")           // and another build do not count,
            .At(1).Publish(A)
            .At(3).Activate(0, A)               // the first has it after two hours, and not for the last three,
            .At(4).Update(1, "16.6")            // the second leaves the build after three,
            .At(5).Remove(0, RemovalCause.User, A)
            .At(6).Enrol(5)                     // and one joins for the last two.
            .ReportAfter(8);

        Assert.Equal(7 + (2 + 3) + 3 + 2, Assert.Single(report.Crashes!.Releases).DeviceHoursVulnerable);
    }

    [Fact]
    public void A_later_letter_has_the_fixes_of_the_earlier_one_and_not_the_reverse()
    {
        var report = Phones(1).Publish(A).At(1).Activate(0, A).Publish(C).At(3).Activate(0, C).ReportAfter(5);

        Assert.Equal([1.00m, 2.00m], report.Crashes!.Releases.Select(release => release.DeviceHoursVulnerable));
    }

    [Fact]
    public void A_regression_lasts_while_the_release_is_active_and_in_Safari_on_a_Mac_from_its_relaunch()
    {
        var report = new HistoryInTheMaking(Harmful).Enrol(0).Enrol(1, Platform.MacIntel, "22F82")
            .Publish(A, SampleEvents.Phone, Mac)
            .At(1).On(0, new SafariRelaunched(C))               // Of another release: it does not count for this one.
            .At(2).Activate(0, A).On(1, new SafariRelaunched(A))
            .At(4).Activate(1, A)
            .At(5).Remove(0, RemovalCause.User, A)
            .ReportAfter(8);

        Assert.Equal(3 + 6, report.Crashes!.Releases.Single(release => release.Id == A).DeviceHoursRegressed);
    }

    [Fact]
    public void A_detection_has_the_expectation_of_sharing_devices_and_the_parts_of_its_delay()
    {
        // A device expects 0.75 h x 4 / 1000 = 0.003 crashes a day: 0.01 in 80 hours of a device.
        var report = Phones(3).Enrol(3, shares: false)
            .At(1).Publish(A)
            .At(11).Activate(0, A).Activate(3, A)
            .At(21).Activate(1, A)
            .At(31).Activate(2, A).On(2, new AnalyticsSharingChanged(false))
            .At(71).Detect(A, Safari, Platform.IPhone, 2, 0.01)
            .ReportAfter(80);

        var watched = Assert.Single(
            Assert.Single(report.Crashes!.Releases).Surveillance, one => one.Platform == "iphone");
        var forecast = watched.Forecast!;
        var detected = watched.Detected!;
        Assert.Equal(
            (8m, 4m, 0.75m, 0.35m),
            (forecast.RateRatio, forecast.CrashesPerThousandHours, forecast.DailyHours, forecast.OptIn));
        Assert.Equal(0.05m / (Harmful.Fleet.Applications.Length * 2), forecast.Alpha);
        Assert.Equal((2, 0.01m, 2), (detected.Crashes, detected.Expected, detected.SharingDevices));
        Assert.Equal(36_000.000m, detected.SecondsToFirstUse);

        // 10 hours alone, then two at a time: 80 hours of devices are over at hour 56. Two need 40 for them.
        Assert.Equal(
            (144_000.000m, 18_000.000m, 54_000.000m),
            (detected.SecondsGathering, detected.SecondsRamp, detected.SecondsReporting));
        Assert.Equal(
            detected.SecondsFromPublication,
            detected.SecondsToFirstUse + detected.SecondsGathering + detected.SecondsRamp + detected.SecondsReporting);
        Assert.Equal(
            (double)forecast.ExpectedAtSignal! / (2 * 0.75 * 0.004) * 86_400, (double)detected.PredictedSeconds!,
            tolerance: 20);
    }

    [Fact]
    public void An_undetected_regression_has_its_reported_counts_and_the_power_reached()
    {
        var report = Phones(1).Publish(A).Activate(0, A)
            .At(24).On(
                0, new CrashTotalsReported(0, [new(Safari, A, 1, 50), new(Safari, null, 3, 20), new(Mail, A, 1, 2)]))
            .ReportAfter(48);

        var watched = Assert.Single(
            Assert.Single(report.Crashes!.Releases).Surveillance, one => one.Platform == "iphone");
        Assert.True(watched.IsHarmed);
        Assert.Null(watched.Detected);
        Assert.Equal(
            (1, 50.00m, 0.2m), (watched.ReportedCrashes, watched.ReportedHours, watched.Forecast!.ReportedExpected));
        Assert.InRange(watched.Forecast.PowerAtReported, 0.05m, 0.6m);
        Assert.InRange(watched.Forecast.Power, 0.999m, 1m);
    }

    [Fact]
    public void A_harmless_release_causes_no_crash_and_its_signals_are_false_alarms()
    {
        var harmless = Harmful with { Releases = [Harmful.Releases[0] with { Regressions = [] }] };
        var history = new HistoryInTheMaking(harmless).Enrol(0).Publish(A).Activate(0, A).At(1).Crash(0, Safari, A);
        var release = Assert.Single(history.ReportAfter(1).Crashes!.Releases);
        Assert.Empty(release.Surveillance);
        Assert.Empty(release.Signals);
        var crashed = Assert.Single(release.Applications);
        Assert.Equal((false, 1, 0, 0), (crashed.IsHarmed, crashed.Crashes, crashed.CrashesCaused, crashed.DevicesHit));
        Assert.Equal((0, 2 * harmless.Fleet.Applications.Length), (release.PairsHarmed, release.PairsHarmless));
        Assert.Equal(0, release.DeviceHoursRegressed);

        history.At(2).Detect(A, Safari, Platform.IPhone, 1, 0.0001);
        release = Assert.Single(history.ReportAfter(2).Crashes!.Releases);
        var found = Assert.Single(release.Surveillance);
        Assert.Equal((false, 1m, null), (found.IsHarmed, found.Forecast!.RateRatio, found.Detected));
        Assert.Equal(7_200.000m, found.FalseAlarm!.SecondsFromPublication);
        Assert.Equal(
            (null, 7_200.000m),
            (Assert.Single(release.Applications).SecondsToDetection,
                Assert.Single(release.Applications).SecondsToFalseAlarm));
        Assert.Equal(new(1, 7_200.000m), release.FalseAlarms);
        Assert.Null(release.SecondsToDetection);
    }

    [Fact]
    public void A_detection_counts_only_for_an_application_and_a_platform_that_the_release_harms()
    {
        var onPhones = Harmful.Releases[0] with { Regressions = [new(Safari, [Platform.IPhone], 8, 0)] };
        var history = new HistoryInTheMaking(Harmful with { Releases = [onPhones] }).Enrol(0).Publish(A);
        history.At(1).Detect(A, Mail, Platform.IPhone, 1, 0.1)
            .At(3).Detect(A, Safari, Platform.MacIntel, 3, 0.1)
            .At(4).Detect(A, Safari, Platform.IPhone, 4, 0.25);

        var release = Assert.Single(history.ReportAfter(6).Crashes!.Releases);

        Assert.Equal(14_400.000m, release.SecondsToDetection);
        Assert.Equal(new(2, 3_600.000m), release.FalseAlarms);
        Assert.Equal([true, true, false], release.Signals.Select(signal => signal.IsFalseAlarm));
        Assert.Equal(new SignalFigures(Safari, "iphone", 14_400.000m, false, 4, 0.25m), release.Signals[2]);
        Assert.Equal((1, 2 * Harmful.Fleet.Applications.Length - 1), (release.PairsHarmed, release.PairsHarmless));
        var safari = release.Applications.Single(one => one.Id == Safari);
        Assert.Equal((14_400.000m, 10_800.000m), (safari.SecondsToDetection, safari.SecondsToFalseAlarm));
        Assert.Equal(
            [(false, false, true), (true, true, false), (false, false, true)],
            release.Surveillance.Select(one => (one.IsHarmed, one.Detected is not null, one.FalseAlarm is not null)));
    }

    [Fact]
    public void The_report_has_no_crash_figures_without_crash_analytics() =>
        Assert.Null(new HistoryInTheMaking().Enrol(0).Publish(A).ReportAfter(1).Crashes);

    [Fact]
    public void Two_runs_are_compared_application_by_application()
    {
        var with = Phones(1).Publish(A).Activate(0, A).Crash(0, Safari, A).Crash(0, Safari, A).Crash(0, Mail, null)
            .ReportAfter(1);
        var without = Phones(1).Publish(A).Activate(0, A).Crash(0, Safari, A).Crash(0, Mail, A).ReportAfter(1);

        var compared = WithoutRegressions.Of(with, without);

        Assert.Equal([new(Mail, 1, 1, 0), new(Safari, 2, 1, 1)], compared.Applications.AsEnumerable());
        var release = Assert.Single(compared.Releases);
        Assert.Equal((A, "published"), (release.Id, release.State));
        Assert.Equal([new(Mail, 1), new(Safari, 1)], release.Crashes);
    }

    private static HistoryInTheMaking Phones(int count) =>
        Enumerable.Range(0, count).Aggregate(
            new HistoryInTheMaking(Harmful), (history, device) => history.Enrol(device));
}
