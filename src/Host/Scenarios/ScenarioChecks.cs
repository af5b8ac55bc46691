using RsrActors.Model.Devices;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Scenarios;

/// <summary>What the sections of a scenario say about each other.</summary>
internal static class ScenarioChecks
{
    public static void Check(Section file, Scenario scenario)
    {
        CheckLookahead(file, scenario);
        CheckBuilds(file, scenario);
        CheckIncludes(file, scenario);
        CrashChecks.Check(file, scenario);
    }

    /// <summary>
    /// No mail between two parts of the world may be faster than the window in which they do not look at each other.
    /// </summary>
    private static void CheckLookahead(Section file, Scenario scenario)
    {
        var lookahead = scenario.Kernel.Lookahead;
        Compare("services.signing.latency", scenario.Signing.Latency.From);
        Compare("services.catalogue-propagation", scenario.CataloguePropagation);
        if (scenario.Analytics.Enabled)
        {
            Compare("analytics.upload.latency", scenario.Analytics.Upload.Latency.From);
            Compare("analytics.surveillance.review", scenario.Analytics.Surveillance.Review);
            Compare("rollout.react-after", scenario.Rollout.ReactAfter);
        }

        void Compare(string path, TimeSpan latency)
        {
            if (lookahead > latency)
            {
                file.RefuseAt(
                    "kernel.lookahead",
                    $"found '{ScenarioWords.Of(lookahead)}', allowed is no more than {path}, which is {ScenarioWords.Of(latency)}");
            }
        }
    }

    /// <summary>A target that no device could ever take is a mistake in one of its builds.</summary>
    private static void CheckBuilds(Section file, Scenario scenario)
    {
        var builds = BuildsOf(scenario);
        foreach (var release in scenario.Releases)
        {
            for (var i = 0; i < release.Targets.Length; i++)
            {
                var target = release.Targets[i];
                Compare(KeyPath.Join("releases", release.Id), i, "prerequisite", target.Platform, target.PrerequisiteBuild.Text);
            }
        }

        foreach (var update in scenario.Updates)
        {
            for (var i = 0; i < update.Targets.Length; i++)
            {
                var target = update.Targets[i];
                Compare(KeyPath.Join("software-updates", update.Version), i, "from", target.Platform, target.FromBuild);
            }
        }

        void Compare(string path, int target, string key, Platform platform, string build)
        {
            if (!builds.Contains((platform, build)))
            {
                file.RefuseAt(
                    $"{path}.targets.{target}.{key}",
                    $"found '{build}', which no {platform.Name} of the fleet runs; the fleet's builds are "
                    + string.Join(", ", builds.Select(one => $"{one.Build} ({one.Platform.Name})")));
            }
        }
    }

    /// <summary>The base builds the fleet starts with, and those that software updates lead to from there.</summary>
    private static List<(Platform Platform, string Build)> BuildsOf(Scenario scenario)
    {
        var builds = scenario.Fleet.Platforms.Select(kind => (kind.Platform, Build: kind.OsBuild)).ToList();
        var targets = scenario.Updates.SelectMany(update => update.Targets).ToArray();

        // The list grows while it is walked: a build reached by one update may be where the next begins.
        for (var i = 0; i < builds.Count; i++)
        {
            builds.AddRange(targets
                .Where(target => (target.Platform, target.FromBuild) == builds[i])
                .Select(target => (target.Platform, target.Build))
                .Distinct()
                .Where(reached => !builds.Contains(reached))
                .ToArray());
        }

        return builds;
    }

    private static void CheckIncludes(Section file, Scenario scenario)
    {
        var releases = ScenarioWords.OrNone(scenario.Releases.Select(release => release.Id));
        foreach (var update in scenario.Updates)
        {
            foreach (var id in update.Includes.Where(id => scenario.FindRelease(id) is null))
            {
                file.RefuseAt(
                    $"{KeyPath.Join("software-updates", update.Version)}.includes",
                    $"found '{id}', allowed are the releases of this scenario: {releases}");
            }
        }
    }
}
