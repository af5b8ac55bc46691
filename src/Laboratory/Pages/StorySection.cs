using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Pages;

/// <summary>What happens in the runs, and what the rules that are compared do.</summary>
internal static class StorySection
{
    private const int MostRules = 12;

    public static void Write(HtmlPage page, ExperimentView view)
    {
        var scenario = view.Plan.Cells[0].Scenario;
        string[] publications =
        [
            .. scenario.Publications.Select(published => PublicationText(
                scenario, published.Release, (decimal)(published.At - VirtualTime.Zero).TotalDays)),
        ];
        if (publications.Length > 0)
            page.List(publications);
        WriteRules(page, view);
    }

    private static string PublicationText(Scenario scenario, string id, decimal day)
    {
        var harm = scenario.AllReleases.First(release => release.Id == id).Regressions.Select(HarmText).ToArray();
        return $"{id} is published on day {ShortNumber.Of(day)}"
            + (harm.Length == 0 ? ", and does no harm" : $"; under it {string.Join(", and ", harm)}")
            + " (in the first cell).";
    }

    private static string HarmText(Regression harm) =>
        $"{harm.Application} crashes "
        + (harm.AddedPerThousandHours > 0
            ? "more often"
            : $"{ShortNumber.Of((decimal)harm.Multiplier)} times as often")
        + (harm.Platforms.IsEmpty ? "" : $" on {string.Join(", ", harm.Platforms.Select(platform => platform.Name))}");

    /// <summary>Each part of the rules once, in the words of <c>rsr rules</c>.</summary>
    private static void WriteRules(HtmlPage page, ExperimentView view)
    {
        var presets = view.Plan.Cells
            .SelectMany(cell => cell.Scenario.Rollout.Sources())
            .Select(source => source.Settings.Preset)
            .DistinctBy(preset => preset.Name)
            .ToArray();
        if (presets.Length > MostRules)
        {
            page.Paragraph("'rsr rules NAME' explains each rule.");
            return;
        }

        page.Definitions(presets.Select(preset => (preset.Name, preset.Sentence)));
        page.Note("'rsr rules NAME' has the keys, the brakes and the source of each. A halt ends the offer; devices "
            + "that have begun go on, and a release stays where it is until it is withdrawn and removed.");
    }
}
