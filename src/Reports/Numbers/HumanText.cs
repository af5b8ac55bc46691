using System.Globalization;
using RsrActors.Model;

namespace RsrActors.Reports.Numbers;

/// <summary>Figures as people read them: rounded, with a unit.</summary>
public static class HumanText
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const int Day = 24 * Hour;

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 device</c>, <c>2,000 devices</c>.</summary>
    /// <param name="many">The plural, if it is not the noun with an s.</param>
    public static string Count(long count, string noun, string? many = null) => Words.Count(count, noun, many);

    /// <summary>
    /// Two units at most: <c>2 d 3 h</c>, <c>9 h 40 min</c>, <c>12 min</c>, <c>45 s</c>. From a hundred days on the
    /// hours are left out.
    /// </summary>
    public static string Duration(decimal seconds) => seconds switch
    {
        < Minute - 0.5m => $"{Rounded(seconds, 1)} s",
        < Hour - Minute / 2m => $"{Rounded(seconds, Minute)} min",
        < Day - Minute / 2m => TwoUnits(Rounded(seconds, Minute), "h", Hour / Minute, "min"),
        < 100 * Day => TwoUnits(Rounded(seconds, Hour), "d", Day / Hour, "h"),
        _ => $"{Rounded(seconds, Day)} d",
    };

    /// <summary>A duration until something happens; null when it has not happened by the end of the run.</summary>
    public static string DurationOrNotByTheEnd(decimal? seconds) =>
        seconds is { } some ? Duration(some) : "not by the end";

    /// <summary>A moment of wall time, in the form of a moment of virtual time.</summary>
    public static string Instant(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>How long a program took; below a minute with tenths of a second.</summary>
    public static string WallTime(decimal seconds) =>
        seconds < Minute ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s") : Duration(seconds);

    /// <summary>How long a run lasts: <c>14 days</c>, <c>0.5 days</c>; below an hour <c>1 min</c>.</summary>
    public static string Days(decimal seconds) => seconds < Hour ? Duration(seconds)
        : DayNumber(seconds) is var days && days == "1" ? "1 day"
        : $"{days} days";

    /// <summary>A moment as the day of the scenario, counted from its start: <c>day 2.25</c>.</summary>
    public static string OnDay(decimal seconds) => $"day {DayNumber(seconds)}";

    /// <summary>The same with its date: <c>day 2.25, 2023-07-14 23:00 UTC</c>.</summary>
    /// <param name="start">The scenario's start.</param>
    /// <param name="zone">The zone of the date, when it is not UTC.</param>
    public static string OnDay(decimal seconds, DateTimeOffset start, string zone = "UTC") =>
        $"{OnDay(seconds)}, {Minutes(start.AddSeconds((double)seconds))} {zone}";

    /// <summary>A date with its time of day in UTC: <c>2023-07-14 23:00</c>.</summary>
    public static string Minutes(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string DayNumber(decimal seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds / Day:0.##}");

    /// <summary>
    /// A share in percent: <c>57.7 %</c>. Only none is <c>0.0 %</c> and only all are <c>100.0 %</c>: what would be
    /// rounded to them is <c>&lt; 0.1 %</c> and <c>&gt; 99.9 %</c>.
    /// </summary>
    public static string Share(long part, long whole) => whole == 0
        ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{100m * part / whole:0.0} %") switch
        {
            "0.0 %" when part > 0 => "< 0.1 %",
            "100.0 %" when part < whole => "> 99.9 %",
            var share => share,
        };

    public static string Bytes(long bytes) => bytes < 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");

    private static long Rounded(decimal seconds, int unit) =>
        (long)Math.Round(seconds / unit, MidpointRounding.AwayFromZero);

    private static string TwoUnits(long count, string large, int smallInLarge, string small)
    {
        var (whole, rest) = Math.DivRem(count, smallInLarge);
        return rest == 0 ? $"{whole} {large}" : $"{whole} {large} {rest} {small}";
    }
}
