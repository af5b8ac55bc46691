using System.Collections.Immutable;
using RsrActors.Laboratory.Planning;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Results;

/// <summary>Quantiles over the runs of a cell of the share of the fleet that is protected, from 0 to 1.</summary>
/// <param name="Hour">Full hours since the scenario's start.</param>
public readonly record struct CurveHour(int Hour, double P05, double P25, double Median, double P75, double P95);

/// <summary>How protection grew in one cell.</summary>
/// <param name="Cell">Its place, from 0.</param>
/// <param name="Runs">How many runs of it have a curve.</param>
/// <param name="Hours">Each by itself: the runs of a quantile differ from hour to hour.</param>
public sealed record ProtectionCurve(int Cell, int Runs, ImmutableArray<CurveHour> Hours);

/// <summary>Makes the curves of an experiment from its rows, whatever their order.</summary>
public static class ProtectionCurves
{
    private static readonly ImmutableArray<double> Chances = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>One for each cell that has a run with a curve, in the order of the cells.</summary>
    public static ImmutableArray<ProtectionCurve> Of(ExperimentPlan plan, IReadOnlyCollection<RunFinished> rows)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rows);
        return
        [
            .. rows
                .Select(row => (row.Cell, Curve: row.Outcome is RunOutcome.Measured measured
                    ? measured.ProtectedByHour
                    : []))
                .Where(row => !row.Curve.IsDefaultOrEmpty)
                .GroupBy(row => row.Cell, row => row.Curve)
                .OrderBy(cell => cell.Key)
                .Select(cell => Of(cell.Key, plan.Cells[cell.Key].Scenario.Fleet.Devices, [.. cell])),
        ];
    }

    private static ProtectionCurve Of(int cell, int devices, ImmutableArray<int>[] runs) => new(
        cell, runs.Length,
        [
            .. Enumerable.Range(0, runs.Min(run => run.Length))
                .Select(hour => HourOf(hour, runs.Select(run => (double)run[hour] / devices))),
        ]);

    private static CurveHour HourOf(int hour, IEnumerable<double> shares)
    {
        var all = SampleQuantile.OfAll(shares, Chances);
        return new(hour, all[0], all[1], all[2], all[3], all[4]);
    }
}
