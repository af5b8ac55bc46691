using RsrActors.Model.Analytics;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Crashes;

/// <summary>
/// The moment at which one application under one release on one platform was found to crash too often.
/// </summary>
/// <param name="InUseSince">When the release was in use there for the first time.</param>
/// <param name="UsedAt">When the use had happened that the signal counts.</param>
/// <param name="Needed">
/// Time, summed over sharing devices, in which the expected crashes at the signal are expected; null when not known.
/// </param>
/// <param name="Predicted">What the sharing devices were predicted to need; null when not known.</param>
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
            // Devices may have become fewer meanwhile: then nothing of it was waiting for them.
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

    /// <summary>In whole milliseconds; null for what is no time, or longer than any scenario.</summary>
    private static TimeSpan? Time(double hours) =>
        hours is >= 0 and < 1e9 ? TimeSpan.FromMilliseconds((long)(hours * TimeSpan.MillisecondsPerHour)) : null;
}
