using System.Text.Encodings.Web;
using System.Text.Json;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Output;

/// <summary>
/// <c>summary.json</c>: all measures of all cells. Numbers have 12 digits at most; an infinite one is the text
/// <c>inf</c> or <c>-inf</c>, and what cannot be said is null.
/// </summary>
public static class SummaryJson
{
    /// <summary>It grows when a key is renamed, removed or changes its meaning.</summary>
    private const int Format = 1;

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static readonly JsonWriterOptions OneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="program">The version of the program.</param>
    public static void Write(ExperimentSummary summary, string program, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(stream);
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            var experiment = summary.Plan.Experiment;
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("program", program);
            json.WriteString("experiment", experiment.Name);
            json.WriteString("scenario", experiment.Scenario);
            json.WriteNumber("seed", experiment.Seed);
            json.WriteNumber("replications", experiment.Replications);
            json.WriteNumber("replicationsUsed", summary.Replications);
            json.WriteNumber("runs", summary.Runs);
            json.WriteNumber("failed", summary.Failed);
            json.WriteNumber("confidence", 0.95);
            json.WriteStartArray("cells");
            foreach (var planned in summary.Plan.Cells)
            {
                json.WriteStartObject();
                json.WriteString("name", planned.Cell.Name);
                WriteTexts(json, "levels", planned.Cell.Levels);
                json.WriteString("condition", planned.Cell.Condition);
                WriteTexts(json, "set", planned.Cell.Settings);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            StoppingJson.Write(json, summary);
            json.WriteStartArray("measures");
            foreach (var measure in summary.Measures)
                Write(json, summary, measure);
            json.WriteEndArray();
            json.WriteStartArray("effects");
            foreach (var effects in summary.Effects)
                Write(json, effects);
            json.WriteEndArray();
            json.WriteStartArray("thresholds");
            foreach (var threshold in summary.Thresholds)
                Write(json, threshold);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, ExperimentSummary summary, MeasureSummary one)
    {
        json.WriteStartObject();
        json.WriteString("name", one.Measure.Name);
        json.WriteString("unit", one.Measure.Unit);
        json.WriteString("better", one.Measure.Better == Better.Larger ? "higher" : "lower");
        json.WriteBoolean("shown", summary.Plan.Shown.Contains(one.Measure));
        json.WriteStartArray("cells");
        for (var i = 0; i < one.Cells.Length; i++)
            Write(json, summary.Plan.Cells[i].Cell.Name, one.Measure, one.Cells[i]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Measure measure, CellSummary cell)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteNumber("runs", cell.Runs);
        if (measure.Kind == MeasureKind.Time)
            json.WriteNumber("never", cell.Never);
        WriteNumber(json, "mean", cell.Mean?.Mean);
        WriteInterval(json, "meanInterval", cell.MeanInterval);
        WriteNumber(json, "standardDeviation", cell.Mean?.Sample.StandardDeviation);
        WriteNumber(json, "median", cell.Median?.Estimate);
        WriteInterval(json, "medianInterval", cell.MedianInterval);
        if (measure.Kind == MeasureKind.YesNo)
            WriteInterval(json, "shareInterval", cell.Share?.Wilson);
        WriteNumber(json, "difference", cell.Difference?.Difference);
        WriteInterval(json, "differenceInterval", cell.Difference?.Interval);
        WriteNumber(json, "varianceReduction", cell.Difference?.VarianceReduction);
        WriteNumber(json, "correlation", cell.Difference?.Correlation);
        if (cell.Verdict is null)
            json.WriteNull("mark");
        else
            json.WriteString("mark", SummaryTable.MarkOf(cell.Verdict));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FactorEffects effects)
    {
        json.WriteStartObject();
        json.WriteString("measure", effects.Measure.Name);
        json.WriteString("condition", effects.Condition);
        json.WriteStartArray("factors");
        switch (effects)
        {
            case FactorEffects.Screening screening:
                foreach (var factor in screening.Factors)
                {
                    json.WriteStartObject();
                    json.WriteString("factor", factor.Factor);
                    WriteNumber(json, "meanOfSizes", factor.MeanOfSizes);
                    WriteInterval(json, "meanOfSizesInterval", factor.MeanOfSizesInterval);
                    WriteNumber(json, "mean", factor.Mean);
                    WriteNumber(json, "standardDeviation", factor.Spread);
                    json.WriteEndObject();
                }

                break;
            case FactorEffects.Indices indices:
                foreach (var factor in indices.Factors)
                {
                    json.WriteStartObject();
                    json.WriteString("factor", factor.Factor);
                    WriteNumber(json, "first", factor.First);
                    WriteInterval(json, "firstInterval", factor.FirstInterval);
                    WriteNumber(json, "total", factor.Total);
                    WriteInterval(json, "totalInterval", factor.TotalInterval);
                    json.WriteEndObject();
                }

                break;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ThresholdResult result)
    {
        json.WriteStartObject();
        json.WriteString("threshold", $"{result.Threshold}");
        json.WriteBoolean("met", result.IsMet);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            json.WriteStartObject();
            json.WriteString("cell", finding.Cell);
            WriteNumber(json, "found", finding.Found);
            json.WriteBoolean("met", finding.IsMet);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteInterval(Utf8JsonWriter json, string key, Interval? interval)
    {
        if (interval is not { } some)
        {
            json.WriteNull(key);
            return;
        }

        json.WriteStartArray(key);
        WriteValue(json, some.Low);
        WriteValue(json, some.High);
        json.WriteEndArray();
    }

    internal static void WriteNumber(Utf8JsonWriter json, string key, double? value)
    {
        json.WritePropertyName(key);
        WriteValue(json, value ?? double.NaN);
    }

    /// <summary>Null for NaN; an infinite number is a text.</summary>
    internal static void WriteValue(Utf8JsonWriter json, double value)
    {
        if (double.IsNaN(value))
            json.WriteNullValue();
        else if (double.IsInfinity(value))
            json.WriteStringValue(MeasureText.Exact(value));
        else
            json.WriteRawValue(MeasureText.Exact(value));
    }
}
