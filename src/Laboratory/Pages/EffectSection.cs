using System.Collections.Immutable;
using RsrActors.Charts;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Pages;

/// <summary>What the factors of a sampled design do to each measure that is shown.</summary>
internal static class EffectSection
{
    private const int MostNamed = 3;

    /// <summary>The factors that matter most, measure by measure.</summary>
    public static void WriteAnswer(HtmlPage page, ExperimentView view)
    {
        page.List(Shown(view).Select(AnswerOf));
        if (view.Summary.Effects.IsEmpty)
            page.Paragraph(EffectTable.ExplanationOf(view.Summary));
    }

    public static void Write(HtmlPage page, ExperimentView view)
    {
        foreach (var effects in Shown(view))
        {
            page.Subheading(effects.Measure.Name + In(effects));
            page.Paragraph(effects.Measure.Meaning);
            var (headings, rows) = EffectTable.Cells(effects);
            page.Table(
                effects is FactorEffects.Screening
                    ? $"Elementary effects, in {effects.Measure.Unit}."
                    : $"Sobol indices: parts of the variance of {effects.Measure.Name}.",
                [
                    .. headings.Select(heading => new HtmlColumn(
                        heading, heading == "factor" ? HtmlColumnKind.Text : HtmlColumnKind.Number)),
                ],
                [new("", rows)]);
            if (effects is FactorEffects.Screening screening)
                WriteScreening(page, screening);
            else if (effects is FactorEffects.Indices indices)
                WriteIndices(page, indices);
        }

        page.Paragraph(EffectTable.ExplanationOf(view.Summary));
    }

    private static void WriteScreening(HtmlPage page, FactorEffects.Screening screening)
    {
        ImmutableArray<MorrisEffect> effects =
        [
            .. screening.Factors
                .Where(factor => ChartNumbers.CanDraw(factor.MeanOfSizes) && ChartNumbers.CanDraw(factor.Spread))
                .Select(factor => new MorrisEffect(
                    factor.Factor, EstimateOf(factor.MeanOfSizes, factor.MeanOfSizesInterval), factor.Spread)),
        ];
        if (effects.IsEmpty)
        {
            page.Paragraph("One trajectory has no spread, so there is no chart.");
            return;
        }

        page.Figure(
            "How to read it: the further right, the more a factor matters. Above the dashed line its effect depends on "
            + "the other factors, or is not a straight line. At the lower left are factors that may stay as they are. "
            + "Intervals have 95 %.",
            MorrisChart.Draw(
                new(
                    $"Effects on {screening.Measure.Name}{In(screening)}",
                    string.Join("; ", effects.Select(effect => $"{effect.Name}: μ* "
                        + $"{EffectTable.Number(effect.MuStar.Value)}, σ {EffectTable.Number(effect.Sigma)}")),
                    $"μ*, {screening.Measure.Unit}", $"σ, {screening.Measure.Unit}"),
                effects));
    }

    private static void WriteIndices(HtmlPage page, FactorEffects.Indices indices)
    {
        ImmutableArray<DifferenceRow> rows =
        [
            .. indices.Factors.Where(factor => ChartNumbers.CanDraw(factor.Total))
                .OrderByDescending(factor => factor.Total)
                .Select(factor => new DifferenceRow(
                    factor.Factor, EstimateOf(factor.Total, factor.TotalInterval),
                    $"{EffectTable.Number(factor.Total)}  ({EffectTable.Between(factor.TotalInterval)})")),
        ];
        if (rows.IsEmpty)
        {
            page.Paragraph("The measure does not vary, so there is no chart.");
            return;
        }

        page.Figure(
            "How to read it: the longest way from zero is that of the factor from which most of the variance comes, "
            + "with its interactions. A ring: the 95 % interval contains zero, so the factor may not matter at all.",
            DifferenceChart.Draw(
                new(
                    $"Total indices of {indices.Measure.Name}{In(indices)}",
                    string.Join("; ", rows.Select(row => $"{row.Name}: {row.Numbers}")),
                    $"total index of {indices.Measure.Name}, part of the variance", ""),
                rows));
    }

    private static string AnswerOf(FactorEffects effects)
    {
        var factors = effects switch
        {
            FactorEffects.Screening screening => screening.Factors
                .Select(factor => (factor.Factor, Size: factor.MeanOfSizes, Interval: factor.MeanOfSizesInterval)),
            FactorEffects.Indices indices => indices.Factors
                .Select(factor => (factor.Factor, Size: factor.Total, Interval: factor.TotalInterval)),
            _ => throw new ArgumentOutOfRangeException(nameof(effects), effects, "New effects need their answer here."),
        };
        var (name, unit) = effects is FactorEffects.Screening
            ? ("μ*", $" {effects.Measure.Unit}")
            : ("total index", "");
        var sorted = factors.Where(factor => factor.Size > 0).OrderByDescending(factor => factor.Size).ToArray();
        return $"{effects.Measure.Name}{In(effects)}: " + (sorted.Length == 0
            ? "no factor changes it."
            : "most matter " + string.Join(", ", sorted.Take(MostNamed).Select(factor =>
                $"{factor.Factor} ({name} {EffectTable.Number(factor.Size)}{unit}, 95 % interval "
                + $"{EffectTable.Between(factor.Interval)})")) + ".");
    }

    private static ChartEstimate EstimateOf(double value, Interval interval) =>
        ChartNumbers.CanDraw(interval.Low) && ChartNumbers.CanDraw(interval.High)
            ? new(value, interval.Low, interval.High)
            : new(value, double.NaN, double.NaN);

    private static IEnumerable<FactorEffects> Shown(ExperimentView view) => view.Plan.Shown
        .SelectMany(measure => view.Summary.Effects.Where(effects => effects.Measure == measure));

    private static string In(FactorEffects effects) => effects.Condition.Length > 0 ? $", {effects.Condition}" : "";
}
