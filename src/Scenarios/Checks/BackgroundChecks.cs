using RsrActors.Model;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Checks;

/// <summary>Checks that a fleet has devices for what is installed in the background.</summary>
internal static class BackgroundChecks
{
    public static void Check(Section file, Scenario scenario)
    {
        foreach (var update in scenario.Background)
        {
            CheckBuilds(file, scenario, update);
            CheckSystems(file, scenario, update);
        }
    }

    /// <summary>Refuses an update that no device of the fleet can have, with the mechanism's own reason.</summary>
    private static void CheckSystems(Section file, Scenario scenario, BackgroundUpdate update)
    {
        var systems = BuildChecks.SystemsOf(scenario).Where(one => update.Platforms.Contains(one.Platform)).ToArray();
        if (systems.Length == 0)
        {
            var platforms = string.Join(" and ", update.Platforms.Select(one => one.Name));
            file.RefuseAt(
                [update.Section, update.Id],
                $"found a {Words.Of(update.Mechanism)} for {platforms}, of which the fleet has no device; "
                + "allowed for this fleet are "
                + string.Join(", ", scenario.Fleet.Platforms.Select(kind => kind.Platform.Name).Distinct()));
            return;
        }

        var component = scenario.Vulnerabilities.First(flaw => update.Fixes.Contains(flaw.Id)).Component;
        var whys = systems
            .Where(one => update.Builds.IsEmpty || update.Builds.Contains(one.Build))
            .Select(one => AllMechanisms.Of(update.Mechanism)
            .Objection(component, one.Platform, one.Version)).ToArray();
        if (whys.Length > 0 && whys.All(why => why is not null))
            file.RefuseAt([update.Section, update.Id], $"no device of the fleet can have it: {whys[0]}");
    }

    private static void CheckBuilds(Section file, Scenario scenario, BackgroundUpdate update)
    {
        var builds = BuildChecks.SystemsOf(scenario)
            .Where(one => update.Platforms.Contains(one.Platform))
            .Select(one => one.Build)
            .Distinct()
            .ToArray();
        if (builds.Length > 0 && update.Builds.FirstOrDefault(build => !builds.Contains(build)) is { } unknown)
        {
            file.RefuseAt(
                [update.Section, update.Id, "builds"],
                $"found '{unknown}', which no device of the fleet that can have it runs or is updated to; allowed is "
                + ScenarioWords.OrNone(builds.Take(40)));
        }
    }
}
