using RsrActors.Model.Platforms;

namespace RsrActors.Model.Analytics;

/// <summary>
/// Use and crashes as devices reported them. They are whole numbers, so that the order of adding makes no difference.
/// </summary>
/// <param name="Milliseconds">Time in the foreground.</param>
/// <param name="Reports">Reports with use, one for each device and day.</param>
public readonly record struct ReportedUse(long Crashes, long Milliseconds, long Reports)
{
    private const double MillisecondsPerHour = 3_600_000;

    public double Hours => Milliseconds / MillisecondsPerHour;

    /// <summary>What one device reported of one application on one day.</summary>
    public static ReportedUse Of(int crashes, double hours) =>
        new(crashes, (long)Math.Round(hours * MillisecondsPerHour), 1);

    public static ReportedUse operator +(ReportedUse left, ReportedUse right) => new(
        left.Crashes + right.Crashes, left.Milliseconds + right.Milliseconds, left.Reports + right.Reports);

    public static ReportedUse Add(ReportedUse left, ReportedUse right) => left + right;
}

/// <summary>
/// One line of a report, ready to be counted: one application on one device and day, on the base or a response.
/// </summary>
/// <param name="Order">The report's place among the reports counted together.</param>
/// <param name="At">When the report arrived.</param>
/// <param name="Release">The response's place in the scenario, from 1; 0 is the base.</param>
/// <param name="FirstUse">The device had not reported use of the application under this response before.</param>
/// <param name="FirstCrash">The device had not reported a crash of the application under this response before.</param>
public readonly record struct ReportedLine(
    int Order, Simulation.VirtualTime At, int Release, Platform Platform, ReportedUse Use, bool FirstUse,
    bool FirstCrash);
