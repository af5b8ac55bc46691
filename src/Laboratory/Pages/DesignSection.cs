using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Planning;
using RsrActors.Model.Statistics.Designs;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Pages;

/// <summary>The design: scenario, factors, levels, cells, replications and seeds.</summary>
internal static class DesignSection
{
    private const int MostSeeds = 100;

    public static void Write(HtmlPage page, ExperimentView view)
    {
        var (plan, experiment) = (view.Plan, view.Plan.Experiment);
        var first = plan.Cells[0].Scenario;
        page.Paragraph(
            $"Each run simulates the scenario {experiment.Scenario}: "
            + HumanText.Count(first.Fleet.Devices, "device")
            + (first.Fleet.Roster is null ? " for " : " of an inventory for ")
            + $"{HumanText.Days((decimal)first.Duration.TotalSeconds)}"
            + (plan.Cells.Any(cell => cell.Scenario.Fleet.Devices != first.Fleet.Devices
                || cell.Scenario.Duration != first.Duration)
                ? " in the first cell; other cells have other numbers."
                : "."));
        StorySection.Write(page, view);
        if (experiment.Settings.Length > 0)
            page.Paragraph($"All cells have these settings: {string.Join("; ", experiment.Settings)}.");
        WriteDesign(page, plan);
        if (SummaryTable.DrawsOf(experiment) is { Length: > 0 } draws)
            page.Paragraph(draws);
        page.Paragraph(
            RepeatedText(view)
            + "Replication 1 has the same seed in every "
            + "cell, and so has each other one: the same devices, people and faults. So cells differ by their settings "
            + $"alone. All seeds follow from the experiment's seed, {experiment.Seed}.");
        page.Folded("Seeds of the replications", () =>
        {
            var most = Math.Min(MostSeeds, view.Summary.Replications);
            page.Paragraph(string.Join(
                ", ", Enumerable.Range(1, most)
                    .Select(replication => $"{replication}: {CommonSeeds.SeedOf(experiment.Seed, replication)}"))
                + (most < view.Summary.Replications ? ", … The others are in runs.csv." : ""));
        });
    }

    private static string RepeatedText(ExperimentView view) => view.Plan.Experiment.Stopping switch
    {
        StoppingRule.Precise precise =>
            $"Each cell runs until {string.Join(" and ", precise.Measures.Select(StoppingText.Of))} is met in all "
            + $"cells, which took {HumanText.Count(view.Summary.Replications, "replication")}. ",
        StoppingRule.SelectBest =>
            "Each cell runs until another one of its condition is better, at most "
            + $"{HumanText.Count(view.Summary.Replications, "time")}. ",
        _ => $"Each cell runs {HumanText.Count(view.Summary.Replications, "time")}. ",
    };

    private static void WriteDesign(HtmlPage page, ExperimentPlan plan)
    {
        var cells = HumanText.Count(plan.Cells.Length, "cell");
        switch (plan.Experiment.Design)
        {
            case ExperimentDesign.Full full:
                WriteLevels(
                    page, full.Factors,
                    $"Factors: each level of one is combined with each level of the others, which makes {cells}.");
                break;
            case ExperimentDesign.Paired paired:
                WriteLevels(
                    page, paired.Factors,
                    $"Factors: the first levels of all make the first cell, the second ones the second, and so on: "
                    + $"{cells}.");
                break;
            case ExperimentDesign.Sampled sampled:
                WriteSample(page, sampled, cells);
                break;
            case ExperimentDesign.Listed listed:
                page.Table(
                    "Cells.", [new("cell"), new("settings of the scenario", HtmlColumnKind.Code)],
                    [new("", listed.Levels.Select(level => (string[])[level.Name, SettingsText(level)]))]);
                break;
        }
    }

    private static void WriteLevels(HtmlPage page, IEnumerable<Factor> factors, string caption) => page.Table(
        caption, [new("factor"), new("level"), new("settings of the scenario", HtmlColumnKind.Code)],
        factors.Select(factor => new HtmlRows(
            NameOf(factor),
            factor.Levels.Select(level => (string[])["", level.Name, SettingsText(level)]))));

    private static void WriteSample(HtmlPage page, ExperimentDesign.Sampled design, string cells)
    {
        var number = HumanText.Count(design.Number);
        var axes = design.Sampling.Length;
        page.Paragraph(design.Method switch
        {
            SamplingMethod.Morris =>
                $"The points are {number} trajectories through the ranges below. A trajectory begins at a random point "
                + $"and changes one factor after the other, so it has {axes + 1} points: {cells}.",
            SamplingMethod.Saltelli =>
                $"The points are {number} sets from two samples of the ranges below: a point of each sample, and for "
                + $"every factor the first one with that factor's value of the second, which makes {axes + 2} points a set: "
                + $"{cells}.",
            SamplingMethod.LatinHypercube =>
                $"The points are a Latin hypercube of {number}: each range is divided into {number} equally likely "
                + $"parts, and each part has one point: {cells}.",
            _ => $"The points are the first {number} of Sobol's sequence, which fills the ranges evenly: {cells}.",
        });
        page.Table(
            "What was varied.",
            [
                new("factor"), new("key of the scenario", HtmlColumnKind.Code), new("from", HtmlColumnKind.Number),
                new("to", HtmlColumnKind.Number), new("how"),
            ],
            [new("", design.Factors.Select(RowOf))]);
    }

    private static string[] RowOf(Factor factor) => factor.Range is { } range
        ?
        [
            NameOf(factor), range.Key, $"{new RangeNumber(range.Distribution.From, range.Unit)}",
            $"{new RangeNumber(range.Distribution.To, range.Unit)}",
            HowOf(range.Distribution) + (range.IsWhole ? ", whole numbers" : ""),
        ]
        :
        [
            NameOf(factor),
            string.Join("; ", factor.Levels.SelectMany(level => level.Settings).Select(KeyOf).Distinct()),
            "", "", $"one of {string.Join(", ", factor.Levels.Select(level => level.Name))}",
        ];

    private static string KeyOf(string setting) => setting[..setting.IndexOf('=', StringComparison.Ordinal)];

    private static string HowOf(FactorDistribution distribution) => distribution switch
    {
        FactorDistribution.LogUniform => "all orders of magnitude are equally likely",
        FactorDistribution.Normal => "normal, without the tails beyond the ends",
        FactorDistribution.Triangular => "triangular",
        _ => "all values are equally likely",
    };

    private static string NameOf(Factor factor) => factor.Role == FactorRole.Condition
        ? $"{factor.Name}: a condition; cells are compared only where it is the same"
        : factor.Name;

    private static string SettingsText(Level level) =>
        level.Settings.IsEmpty ? "as in the scenario" : string.Join("; ", level.Settings);
}
