using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Planning;
using RsrActors.Model.Scenarios;

namespace RsrActors.Laboratory.Output;

/// <summary>A warning about comparisons of rules in which no release is harmless.</summary>
internal static class HarmNote
{
    /// <summary>Empty when it does not apply.</summary>
    public static string Of(ExperimentPlan plan)
    {
        if (plan.Experiment.Design is ExperimentDesign.Sampled || plan.Cells.Length < 2
            || !plan.Shown.Any(measure => measure.IsOfHarm)
            || !plan.Cells.All(cell => cell.Scenario.HarmfulReleases.Any()))
        {
            return "";
        }

        var settings = plan.Cells[0].Scenario.HarmfulReleases.Select(release =>
            $"--set \"{(release is SoftwareUpdate ? "software-updates" : "releases")}.{release.Id}.regressions=[]\"");
        return "Each cell has a release that does harm, so no false halt can happen here, and a rule that halts every "
            + $"release looks good. Compare the same cells without the harm, too: {string.Join(" ", settings)}";
    }
}
