using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Analytics;

/// <summary>
/// How well the sequential test is expected to detect the harm of one response to one application on one platform. It
/// assumes that the base's rate and the rate ratio are known.
/// </summary>
public sealed class DetectionForecast
{
    private const double HoursPerDay = 24;

    private readonly PoissonMaxSprt _test;

    private DetectionForecast(PoissonMaxSprt test, double rateRatio, double crashesPerHour, double dailyHours)
    {
        _test = test;
        RateRatio = rateRatio;
        CrashesPerHour = crashesPerHour;
        DailyHours = dailyHours;
        Performance = test.Under(rateRatio);
    }

    /// <summary>The true rate divided by the base's; 1 when the response does no harm.</summary>
    public double RateRatio { get; }

    /// <summary>The base's crashes per hour in the foreground.</summary>
    public double CrashesPerHour { get; }

    /// <summary>
    /// Hours in the foreground per day, averaged over all devices, including those without the application.
    /// </summary>
    public double DailyHours { get; }

    /// <summary>The response's alpha, divided among its applications and platforms.</summary>
    public double Alpha => _test.Alpha;

    /// <summary>The expected crashes at which the surveillance ends.</summary>
    public double Limit => _test.Limit;

    public double CriticalValue => _test.CriticalValue;

    public MaxSprtPerformance Performance { get; }

    /// <returns>
    /// Null when the application is not used, or never crashes on the base; then its first crash is a signal.
    /// </returns>
    public static DetectionForecast? Of(
        Surveillance surveillance, Release release, Application application, Platform platform)
    {
        ArgumentNullException.ThrowIfNull(surveillance);
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(application);
        var rate = application.CrashesPerThousandHours;
        var hours = application.Daily.TotalHours * application.Popularity;
        if (rate <= 0 || hours <= 0)
            return null;

        var added = release.Regressions
            .Where(regression => regression.Application == application.Id && regression.Concerns(platform))
            .Sum(regression => regression.AddedTo(rate));
        var settings = surveillance.Settings;
        var alpha = surveillance.AlphaOf(surveillance.ReleaseOf(release.Id));
        return new(new(alpha, settings.Limit, settings.LeastCrashes), (rate + added) / rate, rate / 1000, hours);
    }

    /// <summary>
    /// The chance of a signal before <paramref name="expected"/> crashes are expected at the base's rate.
    /// </summary>
    public double PowerAt(double expected)
    {
        if (expected <= 0)
            return 0;
        var end = Math.Min(expected, _test.Limit);
        var looks = new List<Look>();
        for (var events = _test.LeastEvents; ; events++)
        {
            var latest = _test.LatestSignal(events);
            looks.Add(new(Math.Min(latest, end), events - 1));
            if (latest >= end)
                return Math.Min(1, SequentialWalk.OfPoisson([.. looks], RateRatio).Probability);
        }
    }

    /// <summary>
    /// The time, summed over devices and in use or not, in which <paramref name="expected"/> crashes are expected at
    /// the base's rate; in device-hours.
    /// </summary>
    public double DeviceHoursFor(double expected) => expected / CrashesPerHour * (HoursPerDay / DailyHours);
}
