using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Tests.Crashes;

public sealed class DetectionForecastTests
{
    private static readonly Application Browser = new("safari", 0.5, TimeSpan.FromHours(2), 8);

    [Fact]
    public void The_forecast_is_the_published_performance_of_the_test()
    {
        var forecast = Of(multiplier: 2)!;

        Assert.Equal((2, 0.05, 10), (forecast.RateRatio, forecast.Alpha, forecast.Limit));
        Assert.Equal(0.6850634, forecast.Performance.Power, 1e-7);
        Assert.Equal(4.130985, forecast.Performance.ExpectedAtSignal, 1e-6);
    }

    [Fact]
    public void The_power_grows_from_zero_to_that_of_the_whole_surveillance()
    {
        var forecast = Of(multiplier: 3)!;

        var powers = new[] { 0, 0.1, 1, 5, 10, 50 }.Select(forecast.PowerAt).ToArray();

        Assert.Equal(0, powers[0]);
        Assert.Equal(powers.Order(), powers);
        Assert.Equal(forecast.Performance.Power, powers[4], 1e-12);
        Assert.Equal(powers[4], powers[5], 1e-12);
    }

    [Fact]
    public void The_forecast_averages_the_use_over_all_devices()
    {
        // Half of the devices use it for two hours a day: an hour per device on average, with 0.008 crashes a day.
        Assert.Equal(24 * 125, Of(multiplier: 2)!.DeviceHoursFor(1), 1e-9);
    }

    [Fact]
    public void An_application_that_never_crashes_or_is_never_used_has_no_forecast()
    {
        Assert.Null(Of(multiplier: 2, Browser with { CrashesPerThousandHours = 0 }));
        Assert.Null(Of(multiplier: 2, Browser with { Daily = TimeSpan.Zero }));
    }

    private static DetectionForecast? Of(double multiplier, Application? application = null)
    {
        var browser = application ?? Browser;
        var plain = Vocabulary.Plain();
        var release = plain.Releases[0] with { Regressions = [new(browser.Id, [], multiplier, 0)] };
        var scenario = plain with
        {
            Fleet = plain.Fleet with { Applications = [browser] },
            Releases = [release],
            Analytics =
                AnalyticsSettings.Default with { Surveillance = SurveillanceSettings.Default with { Limit = 10 } },
        };
        return DetectionForecast.Of(new Surveillance(scenario), release, browser, Platform.IPhone);
    }
}
