using System.Text;
using RsrActors.Laboratory.Output;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Laboratory.Calibration;

/// <summary>The texts that a calibration leaves for other commands.</summary>
public static class CalibrationFiles
{
    /// <summary>The best fit as HOCON, to include in a scenario or to paste.</summary>
    public static string Behaviour(CalibrationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var plan = result.Plan;
        var writer = new HoconWriter();
        writer.Comment(
            $"Fitted by rsr calibrate to {plan.Observed.Length} observed points of {CalibrationText.ReleasesOf(plan)}"
            + $" with {plan.Scenario.Name}, seed {plan.Request.Seed}.\n"
            + $"Median error {CalibrationText.Number(result.MedianErrorPoints)} percentage points. "
            + "posterior.csv has how sure that is.");
        writer.Section("fleet", () => writer.Section("behaviour", () =>
        {
            foreach (var one in result.Parameters)
            {
                writer.Comment(
                    $"90 %: {CalibrationText.Value(one.Parameter, one.Posterior.Low)} to "
                    + CalibrationText.Value(one.Parameter, one.Posterior.High)
                    + (one.Posterior.IsIdentified ? "" : "; not identified, any value of it would do as well"));
                writer.Key(one.Parameter.Name, one.Parameter.TextOf(one.Best));
            }
        }));
        return writer.ToString();
    }

    /// <summary>
    /// The draws of the posterior: a column for each key, a row for each draw, values as a scenario has them.
    /// </summary>
    public static string Posterior(CalibrationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder(string.Join(',', result.Parameters.Select(one => one.Parameter.Key))).Append('\n');
        foreach (var draw in result.Draws)
        {
            text.AppendJoin(',', result.Parameters.Select((one, i) => one.Parameter.TextOf(one.Parameter.At(draw[i]))))
                .Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Each run: why it was made, its parameters in their units, its seed, and its shares.</summary>
    public static string Runs(CalibrationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var plan = result.Plan;
        var text = new StringBuilder("stage,wave,seed");
        foreach (var parameter in plan.Parameters)
            text.Append($",{parameter.Name} [{parameter.Unit}]");
        foreach (var moment in plan.Moments)
        {
            text.Append($",{moment.Release.Id}")
                .Append(moment.Platform is { } on ? $" {Model.Platforms.PlatformNames.All[(int)on]}" : "")
                .Append($" after {MeasureText.Exact(moment.After.TotalHours)} h");
        }

        text.Append('\n');
        foreach (var run in result.Runs)
        {
            text.Append($"{run.Stage.ToString().ToLowerInvariant()},{run.Wave},{run.Seed}");
            for (var i = 0; i < plan.Parameters.Length; i++)
                text.Append($",{MeasureText.Exact(Math.Round(plan.Parameters[i].At(run.Point[i]), 3))}");
            foreach (var share in run.Shares)
                text.Append($",{MeasureText.Exact(share)}");
            text.Append('\n');
        }

        return text.ToString();
    }
}
