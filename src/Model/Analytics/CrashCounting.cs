using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>
/// The part of a window's reports that concerns one application, with its cells before these reports.
/// </summary>
/// <param name="Cells">By <see cref="Surveillance.CellOf(int, Platform)"/>.</param>
public sealed record ApplicationReports(
    int Application, ImmutableArray<CrashCell> Cells, ImmutableArray<ReportedLine> Lines);

/// <summary>A signal.</summary>
/// <param name="Order">The report's place among the reports counted together.</param>
public sealed record CrashSignal(int Order, int Release, VirtualTime At, AnalyticsEvent.RegressionDetected Detected);

/// <summary>The cells after the reports are counted, and the signals of the sequential test.</summary>
public sealed record ApplicationCounts(
    int Application, ImmutableArray<CrashCell> Cells, ImmutableArray<CrashSignal> Signals);

/// <summary>Adds reports to the cells of one application and applies the sequential test after each report.</summary>
public static class CrashCounting
{
    public static ApplicationCounts Count(
        Surveillance surveillance, ImmutableArray<WatchedRelease> releases, ApplicationReports reports)
    {
        ArgumentNullException.ThrowIfNull(surveillance);
        ArgumentNullException.ThrowIfNull(reports);
        var cells = reports.Cells.ToBuilder();
        var signals = ImmutableArray.CreateBuilder<CrashSignal>();
        foreach (var line in reports.Lines)
        {
            var place = Surveillance.CellOf(line.Release, line.Platform);
            cells[place] = cells[place].With(line);

            // Use without a crash never makes the test signal.
            if (line.Release > 0 && line.Use.Crashes > 0
                && !signals.Any(one => one.Release == line.Release && one.Detected.Platform == line.Platform)
                && Judge(surveillance, releases[line.Release - 1], reports.Application, line, cells[place].Total)
                    is { } detected)
            {
                var onBase = cells[Surveillance.CellOf(0, line.Platform)].Total;
                signals.Add(new(
                    line.Order, line.Release, line.At,
                    detected with { Counts = SignalCounts.Of(cells[place].Total, onBase) }));
            }
        }

        return new(reports.Application, cells.MoveToImmutable(), signals.ToImmutable());
    }

    private static AnalyticsEvent.RegressionDetected? Judge(
        Surveillance surveillance, WatchedRelease watched, int application, in ReportedLine line, ReportedUse total)
    {
        if (!watched.IsWatched
            || watched.HasSignalled(surveillance.Applications[application].Id, line.Platform)
            || !surveillance.Concerns(line.Release, line.Platform))
        {
            return null;
        }

        var baseline = surveillance.BaselineOf(line.Release, watched, application, line.Platform);
        return baseline.Judge(total) is { } why
            ? new(
                surveillance.NameOf(line.Release), surveillance.Applications[application].Id, line.Platform,
                total.Crashes, baseline.Expected(total), why)
            : null;
    }
}
