using System.Collections.Immutable;
using RsrActors.Model.Contents;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Checks;

/// <summary>Checks the sections of a scenario against each other.</summary>
internal static class ScenarioChecks
{
    public static void Check(Section file, Scenario scenario)
    {
        CheckLookahead(file, scenario);
        BuildChecks.Check(file, scenario);
        CheckIncludes(file, scenario);
        CheckNames(file, scenario);
        CheckQuota(file, scenario);
        CheckFixes(file, scenario);
        BackgroundChecks.Check(file, scenario);
        CrashChecks.Check(file, scenario);
    }

    /// <summary>
    /// No message between processes may have a delay below the lookahead: within a window, processes do not wait for
    /// each other.
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
        }

        void Compare(string path, TimeSpan latency)
        {
            if (lookahead > latency)
            {
                file.RefuseAt(
                    ["kernel", "lookahead"],
                    $"found '{ScenarioWords.Of(lookahead)}', "
                    + $"allowed is no more than {path}, which is {ScenarioWords.Of(latency)}");
            }
        }
    }

    /// <summary>A release can fix only what devices of its platforms have.</summary>
    private static void CheckFixes(Section file, Scenario scenario)
    {
        foreach (var release in scenario.Releases)
            Compare("releases", release.Id, release.Fixes, release.Targets.Select(target => target.Platform));
        foreach (var update in scenario.Updates)
            Compare("software-updates", update.Version, update.Fixes, update.Targets.Select(target => target.Platform));

        void Compare(string section, string name, ImmutableArray<string> fixes, IEnumerable<Platform> platforms)
        {
            Platform[] all = [.. platforms.Distinct()];
            foreach (var flaw in scenario.Vulnerabilities.Where(flaw => fixes.Contains(flaw.Id)))
            {
                if (!all.Any(flaw.Concerns))
                {
                    file.RefuseAt(
                        [section, name, "fixes"],
                        $"found '{flaw.Id}', which no device on {string.Join(", ", all.Select(one => one.Name))} has; "
                        + "allowed are vulnerabilities of a platform that has a target here");
                }
            }
        }
    }

    private static void CheckQuota(Section file, Scenario scenario)
    {
        if (scenario.Volumes.PrebootQuota is not { } quota)
            return;
        var least = scenario.Fleet.Platforms
            .MaxBy(kind => SystemContent.BytesOn(Volume.Preboot, kind.Platform))!.Platform;
        var needed = SystemContent.BytesOn(Volume.Preboot, least);
        if (quota < needed)
        {
            file.RefuseAt(
                ["volumes", "preboot-quota"],
                $"found '{ScenarioWords.Size(quota)}', allowed is no less than {ScenarioWords.Size(needed)}, which the "
                + $"system of {least.Name} has there without any response");
        }
    }

    /// <summary>Commands name responses and software updates in the same way.</summary>
    private static void CheckNames(Section file, Scenario scenario)
    {
        foreach (var update in scenario.Updates.Where(update => scenario.FindRelease(update.Version) is not null))
        {
            file.RefuseAt(
                ["software-updates", update.Version],
                $"found '{update.Version}', which is the name of a response; allowed is a name of its own");
        }
    }

    private static void CheckIncludes(Section file, Scenario scenario)
    {
        var releases = ScenarioWords.OrNone(scenario.Releases.Select(release => release.Id));
        foreach (var update in scenario.Updates)
        {
            foreach (var id in update.Includes.Where(id => scenario.FindRelease(id) is null))
            {
                file.RefuseAt(
                    ["software-updates", update.Version, "includes"],
                    $"found '{id}', allowed are the releases of this scenario: {releases}");
            }
        }
    }
}
