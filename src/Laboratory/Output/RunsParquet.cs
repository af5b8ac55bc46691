using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Output;

/// <summary>
/// <c>runs.parquet</c>: the columns and rows of <c>runs.csv</c>, typed. Measures are floating-point numbers: never is
/// +infinity, and what does not apply, or is of a run that failed, is null.
/// </summary>
public static class RunsParquet
{
    /// <param name="rows">In the order of the experiment.</param>
    public static byte[] Of(ExperimentPlan plan, IReadOnlyCollection<RunFinished> rows)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rows);
        return ParquetFile.Of(
            [
                Text("cell", row => plan.Cells[row.Cell].Cell.Name),
                .. plan.Experiment.Design.FactorNames.Select(
                    (name, place) => Text(name, row => plan.Cells[row.Cell].Cell.Levels[place])),
                ParquetColumn.Of("replication", rows.Select(row => row.Replication)),

                // A seed has 53 bits, so that every reader of whole numbers with a sign can take it.
                ParquetColumn.Of("seed", rows.Select(row => checked((long)row.Seed))),
                Text("status", row => RunsCsv.StatusOf(row.Outcome)),
                Text("reason", row => RunsCsv.ReasonOf(row.Outcome)),
                .. plan.Measures.Select((measure, place) => ParquetColumn.OfOptional(
                    measure.Name, rows.Select(row => ValueOf(row.Outcome, place)))),
            ]);

        ParquetColumn Text(string name, Func<RunFinished, string> value) =>
            ParquetColumn.Of(name, [.. rows.Select(value)]);
    }

    /// <summary>The same number as in <c>runs.csv</c>.</summary>
    private static double? ValueOf(RunOutcome outcome, int place) =>
        outcome is RunOutcome.Measured measured && measured.Values[place] is { } value
            ? double.IsFinite(value) ? MeasureText.Rounded(value) : value
            : null;
}
