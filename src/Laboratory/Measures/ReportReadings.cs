using RsrActors.Reports.Figures;

namespace RsrActors.Laboratory.Measures;

/// <summary>Readings of a report that several measures share.</summary>
internal static class ReportReadings
{
    private const double HourSeconds = 3600;

    /// <summary>The row of a report that counts all platforms.</summary>
    private const string All = "all";

    /// <summary>In hours; what has not happened by the end is never.</summary>
    public static double Hours(decimal? seconds) =>
        seconds is { } some ? (double)some / HourSeconds : double.PositiveInfinity;

    public static ExposureFigures OfFleet(this VulnerabilityFigures flaw) =>
        flaw.Platforms.First(row => row.Platform == All);

    /// <summary>The response that was published last; null when none was.</summary>
    public static ReleaseFigures? LastResponse(this Report report) =>
        report.Releases.Where(release => release.PublishedSeconds is not null)
            .MaxBy(release => release.PublishedSeconds);

    /// <summary>How fast the response that was published last reached all devices; null when none was.</summary>
    public static MilestoneFigures? LastReach(this Report report) =>
        report.LastResponse()?.Reach.First(row => row.Platform == All).OfAll;

    /// <summary>
    /// Hours until the last response reached 95 % of the eligible devices that were in contact at the start; of all
    /// eligible devices where none was silent.
    /// </summary>
    public static double TimeInContact(Report report) =>
        report.LastResponse()?.Reach.First(row => row.Platform == All) is { } row
            ? Hours((row.InContact?.OfEligible ?? row.OfEligible).SecondsTo95)
            : double.PositiveInfinity;

    /// <summary>The crashes under each published response; empty without crash analytics.</summary>
    public static IEnumerable<ReleaseCrashFigures> Crashing(this Report report) => report.Crashes?.Releases ?? [];

    /// <summary>The earliest of several times; never when there is none.</summary>
    public static double Earliest(this IEnumerable<double> hours) =>
        hours.DefaultIfEmpty(double.PositiveInfinity).Min();
}
