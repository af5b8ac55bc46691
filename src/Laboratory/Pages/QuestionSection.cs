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
        page.Paragraph(
            $"{HumanText.Count(plan.Cells.Length, "cell")} of the scenario {experiment.Scenario}, "
            + $"{HumanText.Count(experiment.Replications, "replication")} of each: "
            + $"{HumanText.Count(view.Summary.Runs, "run")}, "
            + (view.Summary.Failed == 0 ? "none failed." : $"{HumanText.Count(view.Summary.Failed)} failed."));
    }

    public static void WriteAnswer(HtmlPage page, ExperimentView view)
    {
        if (view.Plan.Cells.Length < 2)
            page.Paragraph("There is one cell, so nothing is compared.");
        else
            page.List(view.Summary.Shown.SelectMany(one => view.Groups.Select(group => AnswerOf(view, one, group))));
        page.Note(
            "Best: no other cell is better. Worse: another one is better. Where neither is said, the runs do not tell. "
            + "All these marks of a measure and condition hold together with 95 % confidence. Best is said in one "
            + "measure at a time: what is best in one may be worse in another.");
    }

    private static string AnswerOf(ExperimentView view, MeasureSummary one, CellGroup group)
    {
        var verdicts = group.Cells.Select(cell => (Name: view.ShortNameOf(cell), one.Cells[cell].Verdict)).ToArray();
        var where = group.Name.Length > 0 ? $"{one.Measure.Name}, {group.Name}" : one.Measure.Name;
        return $"{where} ({MeasureText.Direction(one.Measure)}): " + verdicts switch
        {
            _ when Named(BestVerdict.Best) is { Length: > 0 } best => $"{Listed(best)} is the best.",
            _ when Named(null).Length > 0 => "too few runs, or cells, to compare.",
            _ when Named(BestVerdict.NotBest) is { Length: > 0 } worse =>
                $"{Listed(Named(BestVerdict.Open))} may be the best; {Listed(worse)} "
                + $"{(worse.Length == 1 ? "is" : "are")} worse.",
            _ => "the runs do not tell the cells apart.",
        };

        string[] Named(BestVerdict? verdict) =>
            [.. verdicts.Where(cell => cell.Verdict == verdict).Select(cell => cell.Name)];
    }

    private static string Listed(string[] names) => names.Length > MostNamed
        ? $"{string.Join(", ", names.Take(MostNamed))} and {names.Length - MostNamed} more"
        : names.Length > 1 ? $"{string.Join(", ", names[..^1])} and {names[^1]}" : names[0];
}
