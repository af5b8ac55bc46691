using System.Text.Encodings.Web;
using System.Text.Json;
using RsrActors.Laboratory.Output;
using RsrActors.Model.Platforms;

namespace RsrActors.Laboratory.Calibration;

/// <summary>
/// <c>summary.json</c> of a calibration or a forecast. Shares are from 0 to 1, times in hours or days as the key says.
/// Numbers have 12 digits at most; an infinite one is the text <c>inf</c>, and what cannot be said is null.
/// </summary>
public static class CalibrationJson
{
    /// <summary>It grows when a key is renamed, removed or changes its meaning.</summary>
    private const int Format = 1;

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="program">The version of the program.</param>
    public static void Write(CalibrationResult result, string program, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(stream);
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            var plan = result.Plan;
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("program", program);
            json.WriteString("scenario", plan.Request.Scenario);
            json.WriteNumber("seed", plan.Request.Seed);
            json.WriteNumber("runs", result.Runs.Length);
            json.WriteNumber("devices", plan.Devices);
            json.WriteNumber("observedDevices", plan.ObservedDevices);
            json.WriteNumber("days", plan.Days);
            json.WriteNumber("confidence", 0.9);
            WriteParameters(json, result);
            json.WriteStartObject("closedForm");
            SummaryJson.WriteNumber(json, "seekers", result.ClosedForm.Seekers);
            SummaryJson.WriteNumber(json, "immune", result.ClosedForm.Immune);
            SummaryJson.WriteNumber(json, "shape", result.ClosedForm.Shape);
            SummaryJson.WriteNumber(json, "scaleHours", result.ClosedForm.Scale);
            json.WriteEndObject();
            SummaryJson.WriteNumber(json, "misfit", result.Misfit);
            SummaryJson.WriteNumber(json, "medianErrorPoints", result.MedianErrorPoints);
            WritePoints(json, result);
            if (result.Forecast is { } forecast)
                Write(json, forecast);
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private static void WriteParameters(Utf8JsonWriter json, CalibrationResult result)
    {
        json.WriteStartArray("parameters");
        for (var i = 0; i < result.Parameters.Length; i++)
        {
            var one = result.Parameters[i];
            json.WriteStartObject();
            json.WriteString("name", one.Parameter.Name);
            json.WriteString("unit", one.Parameter.Unit);
            SummaryJson.WriteNumber(json, "best", one.Best);
            SummaryJson.WriteNumber(json, "ofScenario", one.OfScenario);
            SummaryJson.WriteNumber(json, "mean", one.Posterior.Mean);
            SummaryJson.WriteNumber(json, "median", one.Posterior.Median);
            SummaryJson.WriteNumber(json, "low", one.Posterior.Low);
            SummaryJson.WriteNumber(json, "high", one.Posterior.High);
            SummaryJson.WriteNumber(json, "priorFrom", one.Parameter.From);
            SummaryJson.WriteNumber(json, "priorTo", one.Parameter.To);
            json.WriteBoolean("priorIsLogarithmic", one.Parameter.IsLog);
            SummaryJson.WriteNumber(json, "widthOfPrior", one.Posterior.Width);
            json.WriteBoolean("identified", one.Posterior.IsIdentified);
            json.WriteStartArray("correlations");
            foreach (var correlation in result.Correlations[i])
                SummaryJson.WriteValue(json, correlation);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePoints(Utf8JsonWriter json, CalibrationResult result)
    {
        json.WriteStartArray("points");
        foreach (var point in result.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("row", point.Observed.Row);
            json.WriteString("release", point.Moment.Release.Id);
            json.WriteString("platform", point.Moment.Platform is { } on ? PlatformNames.All[(int)on] : null);
            SummaryJson.WriteNumber(json, "hours", point.Observed.After.TotalHours);
            SummaryJson.WriteNumber(json, "weight", point.Observed.Weight);
            SummaryJson.WriteNumber(json, "observed", point.Observed.Share);
            SummaryJson.WriteNumber(json, "simulated", point.Simulated);
            SummaryJson.WriteNumber(json, "errorPoints", point.ErrorPoints);
            SummaryJson.WriteNumber(json, "low", point.Low);
            SummaryJson.WriteNumber(json, "high", point.High);
            SummaryJson.WriteNumber(json, "eligible", point.Eligible);
            SummaryJson.WriteNumber(json, "closedForm", point.ClosedForm);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, AdoptionForecast forecast)
    {
        json.WriteStartObject("forecast");
        json.WriteNumber("draws", forecast.Draws);
        json.WriteStartArray("bands");
        foreach (var band in forecast.Bands)
        {
            json.WriteStartObject();
            SummaryJson.WriteNumber(json, "days", band.Moment.After.TotalDays);
            SummaryJson.WriteNumber(json, "p05", band.P05);
            SummaryJson.WriteNumber(json, "p25", band.P25);
            SummaryJson.WriteNumber(json, "median", band.Median);
            SummaryJson.WriteNumber(json, "p75", band.P75);
            SummaryJson.WriteNumber(json, "p95", band.P95);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("reached");
        SummaryJson.WriteNumber(json, "share", forecast.Reached.Share);
        SummaryJson.WriteNumber(json, "lowDays", forecast.Reached.Low);
        SummaryJson.WriteNumber(json, "medianDays", forecast.Reached.Median);
        SummaryJson.WriteNumber(json, "highDays", forecast.Reached.High);
        SummaryJson.WriteNumber(json, "never", forecast.Reached.Never);
        json.WriteEndObject();
        json.WriteStartArray("backTests");
        foreach (var trial in forecast.BackTests)
        {
            json.WriteStartObject();
            json.WriteNumber("fitted", trial.Fitted);
            json.WriteNumber("predicted", trial.Predicted);
            json.WriteNumber("within90", trial.Within90);
            json.WriteNumber("within50", trial.Within50);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
