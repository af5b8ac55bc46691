using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Estimates;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Output;

/// <summary>
/// What the factors of a sampled design do, as lines for people: a table for each measure that is shown.
/// </summary>
internal static class EffectTable
{
    private const int Widest = 40;
    private const int TextWidth = 100;
    private const string None = "-";

    public static IEnumerable<string> Of(ExperimentSummary summary)
    {
        var shown = summary.Plan.Shown;
        foreach (var effects in shown.SelectMany(measure => summary.Effects.Where(one => one.Measure == measure)))
        {
            var condition = effects.Condition.Length > 0 ? $", {effects.Condition}" : "";
            yield return "";
            yield return $"{effects.Measure.Name}, {effects.Measure.Unit}{condition}";
            foreach (var line in Table(effects))
                yield return $"  {line}";
        }

        yield return "";
        foreach (var line in TextLines.Of(ExplanationOf(summary), TextWidth, "", ""))
            yield return line;
    }

    private static IEnumerable<string> Table(FactorEffects effects)
    {
        var (headings, rows) = Cells(effects);
        return Lines(headings, rows);
    }

    /// <summary>The table of a measure: the factor that matters most is the first.</summary>
    internal static (string[] Headings, IEnumerable<string[]> Rows) Cells(FactorEffects effects) => effects switch
    {
        FactorEffects.Screening screening => (
            ["factor", "μ*", "95 % interval", "μ", "σ"],
            screening.Factors.OrderByDescending(factor => factor.MeanOfSizes).Select(factor => (string[])
            [
                factor.Factor, Number(factor.MeanOfSizes), Between(factor.MeanOfSizesInterval), Number(factor.Mean),
                Number(factor.Spread),
            ])),
        FactorEffects.Indices indices => (
            ["factor", "total", "95 % interval", "first", "95 % interval"],
            indices.Factors.OrderByDescending(factor => factor.Total).Select(factor => (string[])
            [
                factor.Factor, Number(factor.Total), Between(factor.TotalInterval), Number(factor.First),
                Between(factor.FirstInterval),
            ])),
        _ => throw new ArgumentOutOfRangeException(nameof(effects), effects, "New effects need their table here."),
    };

    private static IEnumerable<string> Lines(string[] headings, IEnumerable<string[]> rows) => TextTable.Whole(
        headings, [.. headings.Select(heading => heading != "factor")], Widest, [.. rows]);

    internal static string Number(double value) =>
        double.IsNaN(value) ? None
        : double.IsInfinity(value) || Math.Abs(value) > 1e20 ? MeasureText.Exact(value)
        : ShortNumber.Of((decimal)MeasureText.Rounded(value));

    internal static string Between(Interval interval) =>
        double.IsInfinity(interval.Low) ? None : $"{Number(interval.Low)} to {Number(interval.High)}";

    internal static string ExplanationOf(ExperimentSummary summary) =>
        ((ExperimentDesign.Sampled)summary.Plan.Experiment.Design).Method switch
        {
            SamplingMethod.Morris =>
                "Elementary effects, in the unit of the measure for a change over a factor's whole range. μ* is the "
                + "mean of their sizes: how much the factor matters. μ is their mean. σ is their spread: large when "
                + "the effect depends on the factor's level or on other factors. Intervals by bootstrap over "
                + "trajectories."
                + Convention,
            SamplingMethod.Saltelli =>
                "Sobol indices: which part of the measure's variance comes from a factor, first by itself and total "
                + "with its interactions. Intervals by bootstrap over sets; estimates may lie below 0 or above 1."
                + Convention,
            _ => "The design samples the factors, and has no table of its points; runs.csv has a row for each run. "
                + "Effects are estimated with --design morris or saltelli.",
        };

    private const string Convention =
        " A time that never came counts as the time to the end of the run.";
}
