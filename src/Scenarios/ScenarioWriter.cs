using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Keys;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios;

/// <summary>Writes a scenario with every key, so that it no longer depends on defaults.</summary>
public static class ScenarioWriter
{
    public static string Write(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var writer = new HoconWriter();
        writer.Comment(scenario.Story);
        writer.Blank();
        writer.Section("scenario", () =>
        {
            writer.Key("name", QuotedText.Of(scenario.Name));
            writer.Key("start", ScenarioWords.Instant(scenario.Start));
            writer.Key(
                "duration", scenario.IsUnlimited ? ScenarioWords.Unlimited : ScenarioWords.Of(scenario.Duration));
            writer.Key("seed", $"{scenario.Seed}");
        });
        KernelSection.Write(writer, scenario.Kernel);
        FleetSection.Write(writer, scenario.Fleet);
        GroupSection.Write(writer, scenario.Fleet);
        RingSection.Write(writer, scenario.Fleet.Rings);
        VulnerabilitySection.Write(writer, scenario.Vulnerabilities, scenario.Start);
        ReleaseSection.Write(writer, scenario.Releases);
        UpdateSection.Write(writer, scenario.Updates);
        BackgroundSection.Write(writer, scenario.Background);
        RolloutSection.Write(writer, scenario.Rollout);
        ServicesSection.Write(writer, scenario.CataloguePropagation, scenario.Signing);
        VolumeSection.Write(writer, scenario.Volumes);
        AnalyticsSection.Write(writer, scenario.Analytics);
        FaultSection.Write(writer, scenario.Faults);
        ScriptSection.Write(writer, scenario.Script);
        return writer.ToString();
    }
}
