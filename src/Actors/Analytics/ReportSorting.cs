using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Analytics;

/// <summary>
/// Sorts reports by application, in the order of their arrival, until they are given to the counters.
/// </summary>
internal sealed class ReportSorting(Surveillance surveillance)
{
    private readonly List<ReportedLine>?[] _lines = new List<ReportedLine>?[surveillance.Applications.Length];
    private readonly bool[] _deadly = new bool[surveillance.Applications.Length];
    private int _reports;

    /// <summary>Whether it has reports to count.</summary>
    public bool Any { get; private set; }

    /// <param name="isFirst">
    /// Whether a mark of the device is set for the first time; called at most once for each mark.
    /// </param>
    public void Add(Message message, CrashReport report, Func<int, bool> isFirst)
    {
        var scenario = surveillance.Scenario;
        var deadly = new Dice(scenario.Seed, message.From).Chance(
            scenario.Faults.CrashCounterDies, Purpose.CrashCounterDies, report.Day);
        var order = _reports++;
        foreach (var total in report.Totals)
        {
            var (application, release) =
                (surveillance.PlaceOf(total.Application), surveillance.ReleaseOf(total.Release));
            var firstUse = release > 0 && isFirst(surveillance.UseMark(release, application));
            var firstCrash = release > 0 && total.Crashes > 0 && isFirst(surveillance.CrashMark(release, application));
            (_lines[application] ??= []).Add(new(
                order, message.Due, release, report.Platform, ReportedUse.Of(total.Crashes, total.Hours), firstUse,
                firstCrash));
            _deadly[application] |= deadly;
            Any = true;
        }
    }

    /// <summary>One share for each counter that has reports to count, with the present cells.</summary>
    public IEnumerable<(int Counter, (ImmutableArray<ApplicationReports> Reports, bool Deadly) Share)> Take(
        AnalyticsState state, int counters)
    {
        (_reports, Any) = (0, false);
        var size = surveillance.CellsPerApplication;
        for (var counter = 0; counter < counters; counter++)
        {
            var (reports, deadly) = (ImmutableArray.CreateBuilder<ApplicationReports>(), false);
            for (var application = counter; application < _lines.Length; application += counters)
            {
                if (_lines[application] is not { Count: > 0 } lines)
                    continue;
                reports.Add(new(application, ImmutableArray.Create(state.Cells, application * size, size), [.. lines]));
                deadly |= _deadly[application];
                lines.Clear();
                _deadly[application] = false;
            }

            if (reports.Count > 0)
                yield return (counter, (reports.ToImmutable(), deadly));
        }
    }
}
