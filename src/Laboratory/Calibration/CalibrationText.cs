using System.Globalization;
using RsrActors.Laboratory.Output;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Calibration;

/// <summary>What a calibration found, as lines for people.</summary>
public static class CalibrationText
{
    private const int TextWidth = 100;
    private const int Widest = 40;
    private const int MostPoints = 40;

    public static IEnumerable<string> Of(CalibrationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var plan = result.Plan;
        IEnumerable<string> texts =
        [
            $"calibration: {plan.Request.Scenario}, {HumanText.Count(plan.Observed.Length, "observed point")} of "
            + $"{ReleasesOf(plan)} on {HumanText.Count(plan.ObservedDevices, "device")}; "
            + $"{HumanText.Count(result.Runs.Length, "run")} of {HumanText.Count(plan.Devices, "device")} and "
            + $"{HumanText.Count(plan.Days, "day")}, seed {plan.Request.Seed}",
        ];
        return texts.SelectMany(text => TextLines.Of(text, TextWidth, "", "  "))
            .Append("").Append("Parameters").Concat(ParametersOf(result).Select(Indented))
            .Append("").Concat(Remarks(result).SelectMany(text => TextLines.Of(text, TextWidth, "", "  ")))
            .Append("").Append("Observed points").Concat(PointsOf(result).Select(Indented))
            .Append("").Concat(Explained(result).SelectMany(text => TextLines.Of(text, TextWidth, "", "  ")))
            .Concat(ForecastText.Of(result));
    }

    /// <summary>The releases that were observed.</summary>
    internal static string ReleasesOf(CalibrationPlan plan) => string.Join(
        ", ", plan.Moments.Take(plan.Observed.Length).Select(moment => moment.Release.Id).Distinct());

    private static string Indented(string line) => $"  {line}";

    internal static readonly string[] ParameterHeadings =
        ["parameter", "best fit", "90 % interval", "prior", "of the prior", "correlation", "identified"];

    internal static string[] ParameterRow(CalibrationResult result, FittedParameter one) =>
    [
        one.Parameter.Name, Value(one.Parameter, one.Best),
        $"{Value(one.Parameter, one.Posterior.Low)} to {Value(one.Parameter, one.Posterior.High)}",
        $"{Value(one.Parameter, one.Parameter.From)} to {Value(one.Parameter, one.Parameter.To)}",
        Percent(one.Posterior.Width),
        one.Posterior.CorrelatedWith is { } other
            ? $"{Signed(one.Posterior.LargestCorrelation)} {result.Parameters[other].Parameter.Name}"
            : "-",
        one.Posterior.IsIdentified ? "yes" : "no",
    ];

    private static IEnumerable<string> ParametersOf(CalibrationResult result) => TextTable.Whole(
        ParameterHeadings, [false, true, true, true, true, false, false], Widest,
        [.. result.Parameters.Select(one => ParameterRow(result, one))]);

    /// <summary>Sentences about the parameters.</summary>
    internal static IEnumerable<string> Remarks(CalibrationResult result)
    {
        var curve = result.ClosedForm;
        yield return $"The closed form: seekers {Percent(curve.Seekers)}, immune {Percent(curve.Immune)}, others by a "
            + $"Weibull distribution of shape {Number(curve.Shape)} and scale {Number(curve.Scale)} h.";
        foreach (var one in result.Parameters.Where(one => !one.Posterior.IsIdentified))
        {
            var name = one.Parameter.Name;
            yield return one.Posterior.Width > Model.Statistics.Fitting.PosteriorEstimate.MostWidth
                ? $"{name} is not identified: its interval is more than half as wide as the prior's. The observed "
                    + $"points do not tell it; {Value(one.Parameter, one.OfScenario)} is in the scenario."
                : $"{name} is not identified: the observed points know only its combination with "
                    + $"{result.Parameters[one.Posterior.CorrelatedWith!.Value].Parameter.Name}.";
        }

        if (result.Misfit > 1.5)
        {
            yield return "The scenario does not give the observed shares with any values of these parameters: the "
                + $"discrepancy is {Number(result.Misfit)} times what chance explains. The intervals are wider by the "
                + $"root of it, a factor of {Number(Math.Sqrt(result.Misfit))}.";
        }
    }

    internal static readonly string[] PointHeadings =
        ["release", "after", "observed", "simulated", "error", "90 % band", "eligible", "closed form"];

    internal static string[] PointRow(FittedPoint point) =>
    [
        point.Moment.Release.Id
            + (point.Moment.Platform is { } on ? $" {Model.Platforms.PlatformNames.All[(int)on]}" : ""),
        HumanText.Duration((decimal)point.Observed.After.TotalSeconds), Percent(point.Observed.Share),
        Percent(point.Simulated), $"{Signed(point.ErrorPoints)}",
        $"{Percent(point.Low)} to {Percent(point.High)}" + (point.IsWithin ? "" : " !"), Percent(point.Eligible),
        point.ClosedForm is { } share ? Percent(share) : "-",
    ];

    private static IEnumerable<string> PointsOf(CalibrationResult result)
    {
        var step = (result.Points.Length + MostPoints - 1) / MostPoints;
        FittedPoint[] shown = [.. result.Points.Where((_, i) => i % step == 0 || i == result.Points.Length - 1)];
        return TextTable.Whole(
            PointHeadings, [false, true, true, true, true, true, true, true], Widest, [.. shown.Select(PointRow)]);
    }

    /// <summary>How good the fit is, and what eligibility explains.</summary>
    internal static IEnumerable<string> Explained(CalibrationResult result)
    {
        var within = result.Points.Count(point => point.IsWithin);
        yield return $"Median error {Number(result.MedianErrorPoints)} percentage points; {within} of "
            + $"{HumanText.Count(result.Points.Length, "point")} lie in their 90 % band. An error is in percentage "
            + "points, above 0 where more was simulated than observed.";
        foreach (var series in result.Points.GroupBy(point => point.Moment.Series))
        {
            var last = series.MaxBy(point => point.Observed.After)!;
            var (without, never) = (1 - last.Observed.Share, 1 - last.Eligible);
            yield return $"{PointRow(last)[0]}: {Percent(without)} did not have it "
                + $"{HumanText.Duration((decimal)last.Observed.After.TotalSeconds)} after the publication. "
                + (never < 0.0005
                    ? "All devices were eligible, so that is what their people did."
                    : $"{Percent(Math.Min(never, without))} of the fleet were not eligible by then, whatever their "
                        + $"people did: they never ran a build for it. So eligibility explains "
                        + $"{Percent(without > 0 ? Math.Min(1, never / without) : 0)} of what is missing.");
        }
    }

    internal static string Value(FreeParameter parameter, double value) =>
        parameter.Unit == "%" ? Percent(value / 100) : value >= 96 ? $"{Number(value / 24)} d" : $"{Number(value)} h";

    internal static string Percent(double share) => $"{Number(100 * share)} %";

    internal static string Number(double value) => double.IsInfinity(value) ? "never"
        : ShortNumber.Of((decimal)MeasureText.Rounded(Math.Abs(value) < 1e-9 ? 0 : Math.Min(value, 1e12)));

    private static string Signed(double value) =>
        value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
