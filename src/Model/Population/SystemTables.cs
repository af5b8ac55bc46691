using System.Collections.Frozen;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Population;

/// <summary>What a World knows about the builds of a scenario, and about the updates between them.</summary>
/// <param name="Boots">What all devices with a build have in common when they start; for Apple's platforms.</param>
/// <param name="Steps">Each software update, by platform and by the builds that it leads from and to.</param>
internal sealed record SystemTables(
    FrozenDictionary<(Platform, string), BuildBoot> Boots,
    FrozenDictionary<(Platform, string From, string To), UpdateStep> Steps)
{
    public static SystemTables Of(Scenario scenario)
    {
        var lineage = new BuildLineage(scenario);
        return new(BootsOf(scenario, lineage), StepsOf(scenario, lineage));
    }

    private static FrozenDictionary<(Platform, string), BuildBoot> BootsOf(Scenario scenario, BuildLineage lineage) =>
        scenario.Systems
            .Where(os => os.Platform.IsApple)
            .DistinctBy(os => (os.Platform, os.Build))
            .ToFrozenDictionary(
                os => (os.Platform, os.Build),
                os => BuildBoot.Of(
                    os.Platform, os.Version, os.Build, file => lineage.OriginOf(file, os.Platform, os.Build)));

    private static FrozenDictionary<(Platform, string From, string To), UpdateStep> StepsOf(
        Scenario scenario, BuildLineage lineage) => scenario.Updates
        .SelectMany((update, place) => update.Targets.Select(
            target => new UpdateStep(update, target, place, lineage.EffortOf(target))))
        .DistinctBy(step => (step.Target.Platform, step.Target.FromBuild, step.Target.Build))
        .ToFrozenDictionary(step => (step.Target.Platform, step.Target.FromBuild, step.Target.Build));
}
