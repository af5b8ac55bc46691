using System.Text.Json;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Output;

/// <summary>What <c>summary.json</c> says about the stopping rule of an experiment.</summary>
internal static class StoppingJson
{
    /// <summary>Null with a fixed number of replications.</summary>
    public static void Write(Utf8JsonWriter json, ExperimentSummary summary)
    {
        json.WritePropertyName("stopping");
        if (summary.Plan.Experiment.Stopping is not { } rule)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("confidence", rule.Confidence);
        json.WriteNumber("atLeast", rule.AtLeast);
        json.WriteNumber("atMost", summary.Plan.Experiment.Replications);
        json.WriteStartArray("precisions");
        foreach (var one in summary.Stopping.Precisions)
            Write(json, summary, one);
        json.WriteEndArray();
        json.WriteStartArray("selections");
        foreach (var one in summary.Stopping.Selections)
            Write(json, summary, one);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExperimentSummary summary, PrecisionFigures one)
    {
        json.WriteStartObject();
        json.WriteString("measure", one.Measure.Name);
        json.WriteString("cell", NameOf(summary, one.Cell));
        var (kind, value) = one.Precision switch
        {
            Precision.Relative relative => ("relative", relative.Error),
            Precision.Absolute absolute => ("absolute", absolute.HalfWidth),
            _ => throw new ArgumentOutOfRangeException(nameof(one), one.Precision, "A new precision needs a word."),
        };
        json.WriteString("precision", kind);
        SummaryJson.WriteNumber(json, "asked", value);
        SummaryJson.WriteNumber(json, "reached", one.Reached);
        json.WriteBoolean("met", one.Verdict is ReplicationVerdict.Enough);
        json.WriteNumber("replications", one.Replications);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExperimentSummary summary, SelectionFigures one)
    {
        json.WriteStartObject();
        json.WriteString("measure", one.Measure.Name);
        json.WriteString("condition", one.Condition);
        SummaryJson.WriteNumber(json, "indifferenceZone", one.IndifferenceZone);
        json.WriteString("selected", one.Selected is { } best ? NameOf(summary, best) : null);
        json.WriteNumber("replications", one.Replications);
        json.WriteStartArray("eliminations");
        foreach (var elimination in one.Eliminations)
        {
            json.WriteStartObject();
            json.WriteString("cell", NameOf(summary, elimination.System));
            json.WriteNumber("replications", elimination.Round);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string NameOf(ExperimentSummary summary, int cell) => summary.Plan.Cells[cell].Cell.Name;
}
