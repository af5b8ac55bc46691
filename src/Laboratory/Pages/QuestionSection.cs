using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Pages;

/// <summary>What the experiment asks, and its answer in a few sentences.</summary>
internal static class QuestionSection
{
    private const int MostNamed = 6;

    public static void Write(HtmlPage page, ExperimentView view)
    {
        var (plan, experiment) = (view.Plan, view.Plan.Experiment);
        foreach (var paragraph in experiment.Story.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Take(2))
            page.Paragraph(paragraph);
        if (experiment.Story.Length == 0 && plan.Cells.Length > 1)
            page.Paragraph("Which of these settings is the best, by how much, and how sure is that?");
        page.Paragraph(
            $"{HumanText.Count(plan.Cells.Length, "cell")} of the scenario {experiment.Scenario}, "
            + $"{RepeatedText(view)}: "
            + $"{HumanText.Count(view.Summary.Runs, "run")}, "
            + (view.Summary.Failed == 0 ? "none failed." : $"{HumanText.Count(view.Summary.Failed)} failed."));
    }

    /// <summary>How often the cells were run.</summary>
    private static string RepeatedText(ExperimentView view) => view.Plan.Experiment.Stopping is StoppingRule.SelectBest
        ? $"up to {HumanText.Count(view.Summary.Replications, "replication")} of each"
        : $"{HumanText.Count(view.Summary.Replications, "replication")} of each";

    public static void WriteAnswer(HtmlPage page, ExperimentView view)
    {
        WriteComparison(page, view);
        page.List(StoppingLines.Of(view.Summary));
        if (view.Summary.Thresholds.IsEmpty)
            return;
        page.Subheading("Thresholds");
        page.Paragraph("What the results have to satisfy: ✓ they do, ✗ they do not.");
        page.List(ThresholdLines.Of(view.Summary));
    }

    private static void WriteComparison(HtmlPage page, ExperimentView view)
    {
        if (view.Plan.Experiment.Design is ExperimentDesign.Sampled)
        {
            EffectSection.WriteAnswer(page, view);
            return;
        }

        if (view.Plan.Cells.Length < 2)
        {
            page.Paragraph("There is one cell, so nothing is compared.");
            return;
        }

        var answers = view.Summary.Shown
            .SelectMany(one => view.Groups
                .Where(group => one.Measure.IsJudgedIn(view.Plan.Cells[group.Cells[0]].Scenario))
                .Select(group => (Name: NameOf(one, group), Text: AnswerOf(view, one, group))))
            .ToArray();
        page.List(answers.Where(answer => answer.Text is not null).Select(answer => answer.Text!));
        if (answers.Any(answer => answer.Text is null))
        {
            page.Paragraph("The runs do not tell the cells apart in: "
                + $"{string.Join("; ", answers.Where(answer => answer.Text is null).Select(answer => answer.Name))}.");
        }

        page.Note(
            "In brackets the mean, of a time the median. All that is called best or worse in a measure and condition "
            + "is so with 95 % confidence together. What is best in one measure may be worse in another; "
            + "'rsr decide' ranks the cells for given prices.");
        if (HarmNote.Of(view.Plan) is { Length: > 0 } note)
            page.Paragraph(note);
    }

    private static string NameOf(MeasureSummary one, CellGroup group) =>
        one.Measure.Name + (group.Name.Length > 0 ? $", condition {group.Name}" : "");

    /// <returns>Null when the runs do not tell the cells apart, or are too few.</returns>
    private static string? AnswerOf(ExperimentView view, MeasureSummary one, CellGroup group)
    {
        var (best, open, worse) = (Named(BestVerdict.Best), Named(BestVerdict.Open), Named(BestVerdict.NotBest));
        var about = $"{NameOf(one, group)}, in {one.Measure.Unit} ({MeasureText.Direction(one.Measure)}): ";
        return best.Length > 0 ? $"{about}{Listed(best)} is the best; worse: {Listed(worse)}."
            : worse.Length > 0 ? $"{about}the best is one of {Listed(open)}; worse: {Listed(worse)}."
            : null;

        string[] Named(BestVerdict verdict) =>
        [
            .. group.Cells.Where(cell => one.Cells[cell].Verdict == verdict)
                .Select(cell => view.ShortNameOf(cell) + (EstimateOf(one, cell) is { } value ? $" ({value})" : "")),
        ];
    }

    private static string? EstimateOf(MeasureSummary one, int cell) => one.Measure.Kind == MeasureKind.Time
        ? one.Cells[cell].Median is { } median ? MeasureText.Short(one.Measure, median.Estimate) : null
        : one.Cells[cell].Mean is { } mean ? MeasureText.Short(one.Measure, mean.Mean) : null;

    private static string Listed(string[] names) => names.Length > MostNamed
        ? $"{string.Join(", ", names.Take(MostNamed))} and {names.Length - MostNamed} more"
        : names.Length > 1 ? $"{string.Join(", ", names[..^1])} and {names[^1]}" : names[0];
}
