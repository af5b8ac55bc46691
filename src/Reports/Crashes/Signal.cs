using RsrActors.Model.Analytics;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Crashes;

/// <summary>
/// The sequential test's finding that an application crashes too often, under one release on one platform.
/// </summary>
/// <param name="InUseSince">When the release was in use on the platform for the first time.</param>
/// <param name="UsedAt">The end of the use that the signal counts.</param>
/// <param name="Needed">
/// Device-hours for the expected crashes, divided by the sharing devices; null when not known.
/// </param>
/// <param name="Predicted">
/// The same, for the crashes that the forecast expects at a signal; null when not known.
/// </param>
internal sealed record Signal(
    VirtualTime At,
    long Crashes,
    double Expected,
    long SharingDevices,
    VirtualTime InUseSince,
    VirtualTime UsedAt,
    TimeSpan? Needed,
    TimeSpan? Predicted)
{
    /// <param name="sharing">Devices that share analytics and have the release in use, until now.</param>
    public static Signal Of(
        AnalyticsEvent.RegressionDetected detected, VirtualTime at, VirtualTime inUseSince, DeviceTimeCurve sharing,
        DetectionForecast? forecast)
    {
        var devices = sharing.Now;
        return new(
            at, detected.Crashes, detected.Expected, devices, inUseSince,
            forecast is not null && Time(forecast.DeviceHoursFor(detected.Expected)) is { } gathered
                ? sharing.Reached(gathered.Ticks / TimeSpan.TicksPerMillisecond, at)
                : VirtualTime.Never,
            devices > 0 && forecast is not null ? Time(forecast.DeviceHoursFor(detected.Expected) / devices) : null,
            devices > 0 && forecast is not null
                ? Time(forecast.DeviceHoursFor(forecast.Performance.ExpectedAtSignal) / devices)
                : null);
    }

    public DetectionFigures ToFigures(VirtualTime publishedAt)
    {
        decimal? gathering = null;
        decimal? ramp = null;
        decimal? reporting = null;
        if (Needed is { } needed && !UsedAt.IsNever && !InUseSince.IsNever)
        {
            // If fewer devices share now, the needed time exceeds the passed time; then the ramp's part is 0.
            var passed = UsedAt - InUseSince;
            var gathered = needed < passed ? needed : passed;
            (gathering, ramp, reporting) = (Seconds(gathered), Seconds(passed - gathered), Seconds(At - UsedAt));
        }

        return new(
            Crashes,
            FixedDecimals.Of(Expected) ?? 0,
            SharingDevices,
            Predicted is { } predicted ? Seconds(predicted) : null,
            FixedDecimals.SecondsBetween(publishedAt, At),
            FixedDecimals.SecondsBetween(InUseSince, At),
            FixedDecimals.SecondsBetween(publishedAt, InUseSince),
            gathering,
            ramp,
            reporting);
    }

    private static decimal Seconds(TimeSpan span) => FixedDecimals.Seconds(span.Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>In whole milliseconds; null for a value that is not a time, or is longer than any scenario.</summary>
    private static TimeSpan? Time(double hours) =>
        hours is >= 0 and < 1e9 ? TimeSpan.FromMilliseconds((long)(hours * TimeSpan.MillisecondsPerHour)) : null;
}
