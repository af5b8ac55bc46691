using RsrActors.Laboratory.Designs;
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
            + $"{HumanText.Count(first.Fleet.Devices, "device")} for "
            + $"{HumanText.Days((decimal)first.Duration.TotalSeconds)}"
            + (plan.Cells.Any(cell => cell.Scenario.Fleet.Devices != first.Fleet.Devices
                || cell.Scenario.Duration != first.Duration)
                ? " in the first cell; other cells have other numbers."
                : "."));
        if (experiment.Settings.Length > 0)
            page.Paragraph($"All cells have these settings: {string.Join("; ", experiment.Settings)}.");
        switch (experiment.Design)
        {
            case ExperimentDesign.Full full:
                page.Table(
                    $"Factors: each level of one is combined with each level of the others, which makes "
                    + $"{HumanText.Count(plan.Cells.Length, "cell")}.",
                    [new("factor"), new("level"), new("settings of the scenario", HtmlColumnKind.Code)],
                    full.Factors.Select(factor => new HtmlRows(
                        factor.Role == FactorRole.Condition
                            ? $"{factor.Name}: a condition; cells are compared only where it is the same"
                            : factor.Name,
                        factor.Levels.Select(level => (string[])["", level.Name, SettingsText(level)]))));
                break;
            case ExperimentDesign.Listed listed:
                page.Table(
                    "Cells.", [new("cell"), new("settings of the scenario", HtmlColumnKind.Code)],
                    [new("", listed.Levels.Select(level => (string[])[level.Name, SettingsText(level)]))]);
                break;
        }

        page.Paragraph(
            $"Each cell runs {HumanText.Count(experiment.Replications, "time")}. "
            + "Replication 1 has the same seed in every "
            + "cell, and so has each other one: the same devices, people and faults. So cells differ by their settings "
            + $"alone. All seeds follow from the experiment's seed, {experiment.Seed}.");
        page.Folded("Seeds of the replications", () =>
        {
            var most = Math.Min(MostSeeds, experiment.Replications);
            page.Paragraph(string.Join(
                ", ", Enumerable.Range(1, most)
                    .Select(replication => $"{replication}: {CommonSeeds.SeedOf(experiment.Seed, replication)}"))
                + (most < experiment.Replications ? ", … The others are in runs.csv." : ""));
        });
    }

    private static string SettingsText(Level level) =>
        level.Settings.IsEmpty ? "as in the scenario" : string.Join("; ", level.Settings);
}
