using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Output;

/// <summary>
/// <c>curves.parquet</c>: for each cell and full hour since the scenario's start, how many runs there are, and the
/// median and other quantiles over them of the share of the fleet that is protected, from 0 to 1.
/// </summary>
public static class CurvesParquet
{
    public static byte[] Of(ExperimentPlan plan, IReadOnlyCollection<RunFinished> rows)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var hours = ProtectionCurves.Of(plan, rows)
            .SelectMany(curve => curve.Hours.Select(hour => (curve.Cell, curve.Runs, Hour: hour))).ToArray();
        return ParquetFile.Of(
            [
                ParquetColumn.Of("cell", [.. hours.Select(one => plan.Cells[one.Cell].Cell.Name)]),
                ParquetColumn.Of("hour", hours.Select(one => one.Hour.Hour)),
                ParquetColumn.Of("runs", hours.Select(one => one.Runs)),
                Share("median", hour => hour.Median),
                Share("p05", hour => hour.P05),
                Share("p25", hour => hour.P25),
                Share("p75", hour => hour.P75),
                Share("p95", hour => hour.P95),
            ]);

        ParquetColumn Share(string name, Func<CurveHour, double> value) =>
            ParquetColumn.Of(name, hours.Select(one => MeasureText.Rounded(value(one.Hour))));
    }
}
