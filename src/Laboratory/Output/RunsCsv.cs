using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Reports.Events;

namespace RsrActors.Laboratory.Output;

/// <summary>
/// <c>runs.csv</c>: a row for each run, with a column for each factor and measure. A measure that does not apply, and
/// every measure of a run that failed, is empty; never is <c>inf</c>.
/// </summary>
public sealed class RunsCsv : IRunWriter
{
    private readonly ExperimentPlan _plan;
    private readonly Stream _output;
    private readonly CsvRows _rows;

    /// <param name="output">Closed with this.</param>
    public RunsCsv(ExperimentPlan plan, Stream output)
    {
        ArgumentNullException.ThrowIfNull(plan);
        (_plan, _output, _rows) = (plan, output, new(output));
        Write([
            "cell", .. plan.Experiment.Design.FactorNames, "replication", "seed", "status", "reason",
            .. plan.Measures.Select(measure => measure.Name),
        ]);
    }

    /// <summary>Writes a row at once, so that an interrupted experiment leaves those that it has.</summary>
    public void Write(RunFinished run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var cell = _plan.Cells[run.Cell].Cell;
        var values = run.Outcome is RunOutcome.Measured measured
            ? measured.Values.Select(value => value is { } some ? MeasureText.Exact(some) : "")
            : _plan.Measures.Select(_ => "");
        Write([
            cell.Name, .. cell.Levels, $"{run.Replication}", $"{run.Seed}",
            StatusOf(run.Outcome), ReasonOf(run.Outcome),
            .. values,
        ]);
    }

    internal static string StatusOf(RunOutcome outcome) => outcome is RunOutcome.Failed ? "failed" : "finished";

    /// <summary>Why a run failed; empty for one that did not.</summary>
    internal static string ReasonOf(RunOutcome outcome) =>
        outcome is RunOutcome.Failed failed ? failed.Reason : "";

    public void Dispose()
    {
        _rows.Dispose();
        _output.Dispose();
    }

    private void Write(string[] fields)
    {
        foreach (var field in fields)
            _rows.Text(field);
        _rows.EndRow();
        _rows.Flush();
        _output.Flush();
    }
}
