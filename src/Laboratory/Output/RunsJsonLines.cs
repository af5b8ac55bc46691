using System.Text.Json;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Output;

/// <summary>
/// The rows as JSON objects, one a line, with the names of <c>runs.csv</c>. Never is the text <c>inf</c>; what does not
/// apply is null.
/// </summary>
/// <param name="output">Stays open.</param>
public sealed class RunsJsonLines(ExperimentPlan plan, Stream output) : IRunWriter
{
    private readonly Utf8JsonWriter _json = new(output, SummaryJson.OneLine);

    public void Write(RunFinished run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var cell = plan.Cells[run.Cell].Cell;
        _json.WriteStartObject();
        _json.WriteString("cell", cell.Name);
        foreach (var (factor, level) in plan.Experiment.Design.FactorNames.Zip(cell.Levels))
            _json.WriteString(factor, level);
        _json.WriteNumber("replication", run.Replication);
        _json.WriteNumber("seed", run.Seed);
        _json.WriteString("status", RunsCsv.StatusOf(run.Outcome));
        if (run.Outcome is RunOutcome.Failed failed)
            _json.WriteString("reason", failed.Reason);
        else
            WriteValues((RunOutcome.Measured)run.Outcome);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        output.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();

    private void WriteValues(RunOutcome.Measured measured)
    {
        foreach (var (measure, value) in plan.Measures.Zip(measured.Values))
        {
            _json.WritePropertyName(measure.Name);
            SummaryJson.WriteValue(_json, value ?? double.NaN);
        }
    }
}
