using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Output;

namespace RsrActors.Laboratory.Pages;

/// <summary>The words of the page, and the measures in its files.</summary>
internal static class DefinitionSection
{
    private static readonly (string Term, string Meaning)[] Words =
    [
        ("run", "One simulation of the scenario, from its start to its end, with one seed."),
        ("cell", "One combination of settings. Its runs differ only by their seeds."),
        ("replication", "One run of each cell, all with the same seed."),
        ("condition", "What one cannot choose, such as whether a response does harm. Cells are compared within it."),
        (
            "95 % interval",
            "Of 100 experiments like this one, about 95 have an interval that contains the true mean (by Student's t), "
            + "the true median (by order statistics), or the true share (by Wilson)."),
        (
            "never",
            "It did not happen by the end of the run. A median takes never as later than any time. A mean and a "
            + "difference cannot; there it counts as the time from where it is measured to the end of the run."),
        (
            "mark",
            "Best, worse or not worse, from comparisons of all pairs of cells (Tukey 1953; with common random numbers, "
            + "Nelson and Matejcik 1995): all marks of a measure and condition hold together with 95 %."),
    ];

    public static void Write(HtmlPage page, ExperimentView view)
    {
        page.Definitions(Words);
        page.Subheading("Measures");
        page.Paragraph("Each is a column of runs.csv and runs.parquet, with a number for each run.");
        page.Definitions(view.Plan.Measures
            .Where(measure => view.Plan.Cells.Any(cell => measure.AppliesTo(cell.Scenario)))
            .Select(measure => (measure.Name, TextOf(measure))));
    }

    private static string TextOf(Measure measure) =>
        $"{measure.Unit}; {MeasureText.Direction(measure)}. {measure.Meaning}";
}
