using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Checks;

/// <summary>Checks that fleet, responses and software updates agree about builds and versions.</summary>
internal static class BuildChecks
{
    public static void Check(Section file, Scenario scenario)
    {
        CheckVersions(file, scenario);

        // Of an inventory it is a finding, and no mistake, that no device has a build.
        if (scenario.Fleet.Roster is null)
            CheckReached(file, scenario);
        CheckLetters(file, scenario);
    }

    /// <summary>On one platform a build has one version, and an update never leads to a lower version.</summary>
    private static void CheckVersions(Section file, Scenario scenario)
    {
        var versions = new Dictionary<(Platform, string), (string Version, string Where)>();
        for (var i = 0; i < scenario.Fleet.Platforms.Length; i++)
        {
            var kind = scenario.Fleet.Platforms[i];
            Compare(
                scenario.Fleet.Roster is null ? ["fleet", "platforms", $"{i}", "os"] : ["fleet", "inventory"],
                (kind.Platform, kind.OsBuild), kind.OsVersion);
        }

        foreach (var update in scenario.Updates)
        {
            for (var i = 0; i < update.Targets.Length; i++)
            {
                var target = update.Targets[i];
                Compare(
                    ["software-updates", update.Version, "targets", $"{i}", "version"],
                    (target.Platform, target.Build), target.Version);
            }
        }

        foreach (var release in scenario.Releases)
        {
            for (var i = 0; i < release.Targets.Length; i++)
            {
                var target = release.Targets[i];
                Compare(
                    ["releases", release.Id, "targets", $"{i}", "version"],
                    (target.Platform, target.PrerequisiteBuild.Text), target.Version);
            }
        }

        foreach (var update in scenario.Updates)
        {
            for (var i = 0; i < update.Targets.Length; i++)
            {
                var target = update.Targets[i];
                if (versions.TryGetValue((target.Platform, target.FromBuild), out var from)
                    && VersionOrder.Compare(target.Version, from.Version) < 0)
                {
                    file.RefuseAt(
                        ["software-updates", update.Version, "targets", $"{i}", "version"],
                        $"found '{target.Version}', which is below {from.Version}, the version of {target.FromBuild}; "
                        + "an update leads to the same version or a higher one");
                }
            }
        }

        void Compare(ImmutableArray<string> path, (Platform Platform, string Text) build, string version)
        {
            var where = path.Aggregate("", KeyPath.Join);
            if (versions.TryAdd(build, (version, where)) || VersionOrder.Compare(versions[build].Version, version) == 0)
                return;
            file.RefuseAt(
                path,
                $"found '{version}' for build {build.Text} of {build.Platform.Name}, which is "
                + $"{versions[build].Version} by {versions[build].Where}; allowed is one version for one build");
        }
    }

    /// <summary>Refuses a target for a build that no device of the fleet ever runs.</summary>
    private static void CheckReached(Section file, Scenario scenario)
    {
        var builds = BuildsOf(scenario);
        var reached = builds.ToHashSet();
        foreach (var release in scenario.Releases)
        {
            for (var i = 0; i < release.Targets.Length; i++)
            {
                var target = release.Targets[i];
                Compare(
                    ["releases", release.Id, "targets", $"{i}", "prerequisite"],
                    target.Platform, target.PrerequisiteBuild.Text);
            }
        }

        foreach (var update in scenario.Updates)
        {
            for (var i = 0; i < update.Targets.Length; i++)
            {
                var target = update.Targets[i];
                Compare(
                    ["software-updates", update.Version, "targets", $"{i}", "from"], target.Platform, target.FromBuild);
            }
        }

        void Compare(ImmutableArray<string> path, Platform platform, string build)
        {
            if (!reached.Contains((platform, build)))
            {
                file.RefuseAt(
                    path,
                    $"found '{build}', which no {platform.Name} of the fleet runs or is updated to; "
                    + $"allowed for {platform.Name} is "
                    + ScenarioWords.OrNone(
                        builds.Where(one => one.Platform == platform).Take(40).Select(one => one.Build)));
            }
        }
    }

    /// <summary>The systems of <see cref="BuildsOf"/>, with their versions.</summary>
    public static IEnumerable<(Platform Platform, string Version, string Build)> SystemsOf(Scenario scenario)
    {
        var builds = BuildsOf(scenario).ToHashSet();
        return scenario.Systems.Where(one => builds.Contains((one.Platform, one.Build)));
    }

    /// <summary>The base builds the fleet starts with, and those that software updates lead to from there.</summary>
    private static List<(Platform Platform, string Build)> BuildsOf(Scenario scenario)
    {
        var builds = scenario.Fleet.Platforms.Select(kind => (kind.Platform, Build: kind.OsBuild)).ToList();
        var known = builds.ToHashSet();
        var targets = scenario.Updates.SelectMany(update => update.Targets)
            .ToLookup(target => (target.Platform, target.FromBuild));

        // The loop also visits the builds that it adds: an update may start from a build that another one leads to.
        for (var i = 0; i < builds.Count; i++)
        {
            builds.AddRange(
                targets[builds[i]].Select(target => (target.Platform, target.Build)).Where(known.Add).ToArray());
        }

        return builds;
    }

    /// <summary>
    /// The responses to one build have different letters, and a later letter has a later build: a device takes the
    /// later build, and the update service offers the later letter.
    /// </summary>
    private static void CheckLetters(Section file, Scenario scenario)
    {
        var targets = scenario.Releases.SelectMany(
            release => release.Targets.Select((target, place) => (Release: release, Target: target, Place: place)));
        foreach (var responses in targets.GroupBy(one => (one.Target.Platform, one.Target.PrerequisiteBuild.Text)))
        {
            var (platform, @base) = responses.Key;
            var ordered = responses.OrderBy(one => one.Release.Letter).ToArray();
            for (var i = 1; i < ordered.Length; i++)
            {
                var (before, after) = (ordered[i - 1], ordered[i]);
                if (before.Release.Letter == after.Release.Letter)
                {
                    file.RefuseAt(
                        ["releases", after.Release.Id, "letter"],
                        $"found '{after.Release.Letter}', which {before.Release.Id} has too for {platform.Name} on "
                        + $"{@base}; allowed is a letter of its own");
                }
                else if (after.Target.RestoreVersion <= before.Target.RestoreVersion)
                {
                    file.RefuseAt(
                        ["releases", after.Release.Id, "targets", $"{after.Place}", "build"],
                        $"found '{after.Target.Build}', which is before {before.Target.Build} of {before.Release.Id}, "
                        + $"whose letter {before.Release.Letter} is before {after.Release.Letter}; allowed is a later "
                        + "build for a later letter");
                }
            }
        }
    }
}
