using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Pages;

/// <summary>
/// <c>report.html</c>: what an experiment asked and found, on one page for a reader who was not there. Equal results
/// give equal bytes.
/// </summary>
public static class ExperimentPage
{
    /// <summary>The charts and tables that explain the page, in their order.</summary>
    private static readonly (string Id, string Text)[] Contents =
    [
        ("short", "In short"), ("design", "What was run"), ("measures", "Results"), ("curves", "Protection over time"),
        ("times", "When harm is noticed"), ("trade-offs", "Trade-offs"), ("precision", "How sure that is"),
        ("failures", "Failed runs"), ("repeat", "Run it again"), ("definitions", "What the words mean"),
    ];

    /// <param name="rows">In the order of the experiment.</param>
    /// <param name="program">The version of the program.</param>
    public static string Of(ExperimentSummary summary, IReadOnlyCollection<RunFinished> rows, string program)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(rows);
        var view = new ExperimentView(summary, rows);
        var page = new HtmlPage($"Experiment {summary.Plan.Experiment.Name}");
        QuestionSection.Write(page, view);
        page.Contents(Contents);
        page.Heading("In short", "short");
        QuestionSection.WriteAnswer(page, view);
        page.Heading("What was run", "design");
        DesignSection.Write(page, view);
        page.Heading("Results", "measures");
        MeasureSection.Write(page, view);
        page.Heading("Protection over time", "curves");
        CurveSection.Write(page, view);
        page.Heading("When harm is noticed", "times");
        TimeSection.Write(page, view);
        page.Heading("Trade-offs", "trade-offs");
        TradeOffSection.Write(page, view);
        page.Heading("How sure that is", "precision");
        PrecisionSection.Write(page, view);
        page.Heading("Failed runs", "failures");
        RepeatSection.WriteFailures(page, view);
        page.Heading("Run it again", "repeat");
        RepeatSection.Write(page, view);
        page.Heading("What the words mean", "definitions");
        DefinitionSection.Write(page, view);
        page.Note($"Written by rsr {program}. The page has no clock, no script and no link to another place.");
        return page.ToString();
    }
}
