using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Output;

/// <summary>The summary of an experiment as lines for people: a table for each measure that is shown.</summary>
public static class SummaryTable
{
    private const int Widest = 40;
    private const int TextWidth = 100;
    private const string None = "-";

    public static IEnumerable<string> Of(ExperimentSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var experiment = summary.Plan.Experiment;
        yield return $"{experiment.Name}: {experiment.Scenario}, {HumanText.Count(summary.Plan.Cells.Length, "cell")}, "
            + $"{HumanText.Count(summary.Replications, "replication")}, experiment seed {experiment.Seed}; "
            + $"{HumanText.Count(summary.Runs, "run")}, {FailedText(summary.Failed)}";
        if (DrawsOf(experiment) is { Length: > 0 } draws)
            yield return $"  {draws}";
        foreach (var line in StoppingLines.Of(summary).SelectMany(text => TextLines.Of(text, TextWidth, "", "  ")))
            yield return line;
        foreach (var line in BodyOf(summary))
            yield return line;
        if (summary.Thresholds.IsEmpty)
            yield break;
        yield return "";
        yield return "Thresholds";
        foreach (var line in ThresholdLines.Of(summary))
            yield return $"  {line}";
    }

    /// <summary>What the replications differ in beside their seeds; empty when in nothing.</summary>
    internal static string DrawsOf(Experiment experiment) => experiment.Draws.IsEmpty
        ? ""
        : $"Each replication has another of {HumanText.Count(experiment.Draws.Settings.Length, "draw")} of a posterior"
            + ", the same in all cells.";

    private static IEnumerable<string> BodyOf(ExperimentSummary summary)
    {
        if (summary.Plan.Experiment.Design is ExperimentDesign.Sampled)
        {
            foreach (var line in EffectTable.Of(summary))
                yield return line;
            yield break;
        }

        foreach (var measure in summary.Shown)
        {
            yield return "";
            foreach (var line in Of(summary, measure))
                yield return line;
        }

        if (summary.Plan.Cells.Length < 2)
            yield break;
        yield return "";
        foreach (var line in Explanation(summary))
            yield return line;
        if (HarmNote.Of(summary.Plan) is { Length: > 0 } note)
        {
            foreach (var line in TextLines.Of(note, TextWidth, "", ""))
                yield return line;
        }
    }

    /// <summary>What a verdict is called in tables and files; empty without one.</summary>
    internal static string MarkOf(BestVerdict? verdict) => verdict switch
    {
        BestVerdict.Best => "best",
        BestVerdict.NotBest => "worse",
        BestVerdict.Open => "not worse",
        _ => "",
    };

    private static string FailedText(int failed) => failed == 0 ? "none failed" : $"{HumanText.Count(failed)} failed";

    private static IEnumerable<string> Of(ExperimentSummary summary, MeasureSummary one)
    {
        var measure = one.Measure;
        yield return $"{measure.Name}, {measure.Unit}: {MeasureText.Direction(measure)}";
        var headings = HeadingsOf(measure);
        var rows = one.Cells
            .Select((_, i) => (summary.Plan.Cells[i].Cell.Condition, Row: Row(summary, one, i)))
            .GroupBy(row => row.Condition, row => row.Row)
            .SelectMany(rows => rows).ToArray();
        foreach (var line in TextTable.Whole(
            headings, [.. headings.Select(heading => heading is not ("cell" or "mark"))], Widest, rows))
        {
            yield return $"  {line}";
        }
    }

    /// <summary>Of the columns of <see cref="Row"/>.</summary>
    internal static string[] HeadingsOf(Measure measure) =>
    [
        "cell", "runs", .. measure.Kind == MeasureKind.Time ? (string[])["never", "median"] : ["mean"], "95 % interval",
        "minus the first", "95 % interval", "mark",
    ];

    /// <summary>What a table says about a measure in one cell.</summary>
    internal static string[] Row(ExperimentSummary summary, MeasureSummary one, int place)
    {
        var (measure, cell) = (one.Measure, one.Cells[place]);
        var isTime = measure.Kind == MeasureKind.Time;
        var (estimate, interval) = cell switch
        {
            { Median: { } median, MedianInterval: { } around } when isTime =>
                (Number(median.Estimate), Between(around)),
            { Share: { } share } => (Number(share.Share), Between(share.Wilson)),
            { Mean: { } mean, MeanInterval: { } around } => (Number(mean.Mean), Between(around)),
            _ => (None, None),
        };
        return
        [
            summary.Plan.Cells[place].Cell.Name,
            HumanText.Count(cell.Runs),
            .. isTime ? (string[])[HumanText.Count(cell.Never)] : [],
            estimate,
            interval,
            cell.Difference is { } minus ? MeasureText.Signed(measure, minus.Difference) : None,
            cell.Difference is { } paired ? Between(paired.Interval) : None,
            MarkOf(cell.Verdict),
        ];

        string Number(double value) => MeasureText.Short(measure, value);

        string Between(Interval interval) => $"{Number(interval.Low)} to {Number(interval.High)}";
    }

    private static IEnumerable<string> Explanation(ExperimentSummary summary) => TextLines.Of(
        "Each difference is between runs with the same seed, in mean; in it and in the mark a time that never came "
        + "counts as the time to the end of the run. Marks: best, no other cell is better; worse, another one is "
        + "better; not worse, the runs do not tell. All marks of a measure hold together with 95 %, each interval by "
        + "itself."
        + Conditions(summary) + Gain(summary),
        TextWidth, "", "");

    private static string Conditions(ExperimentSummary summary) =>
        summary.Plan.Cells.All(cell => cell.Cell.Condition.Length == 0)
            ? ""
            : " Cells are compared within each condition, with its first cell: " + string.Join(
                ", ", summary.Plan.Cells.Select(cell => cell.Cell.Condition).Distinct(StringComparer.Ordinal)) + ".";

    /// <summary>What common random numbers gained, where both cells vary.</summary>
    private static string Gain(ExperimentSummary summary)
    {
        var gains = summary.Shown
            .Select(one => (
                one.Measure.Name,
                Gains: one.Cells.Select(cell => cell.Difference)
                    .Where(paired => paired is not null && double.IsFinite(paired.Correlation)
                        && double.IsFinite(paired.VarianceReduction))
                    .Select(paired => (decimal)paired!.VarianceReduction).ToArray()))
            .Where(one => one.Gains.Length > 0)
            .ToArray();
        return gains.Length == 0
            ? ""
            : " Common random numbers divide the variance of a difference by: "
                + string.Join(", ", gains.Select(one => $"{one.Name} {RangeOf(one.Gains)}"))
                + (gains.Any(one => one.Gains.Min() < 1) ? "; below 1 they do harm." : ".");
    }

    private static string RangeOf(decimal[] gains) => gains.Min() == gains.Max()
        ? ShortNumber.Of(gains[0])
        : $"{ShortNumber.Of(gains.Min())} to {ShortNumber.Of(gains.Max())}";
}
