using System.Collections.Immutable;
using RsrActors.Model.Crashes;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Checks;

/// <summary>Checks use, crashes and regressions against each other.</summary>
internal static class CrashChecks
{
    /// <summary>
    /// The most crashes that may be expected of one device in 24 hours of use: <see cref="CrashProcess"/> allows no
    /// more.
    /// </summary>
    private const double MostOnADay = 700;

    public static void Check(Section file, Scenario scenario)
    {
        foreach (var release in scenario.AllReleases)
            CheckRegressions(file, scenario, release);

        // Without analytics neither crashes nor the use of applications are simulated.
        if (!scenario.Analytics.Enabled)
            return;
        CheckDailyUse(file, scenario);
        CheckCrashesOfADay(file, scenario);
    }

    private static void CheckRegressions(Section file, Scenario scenario, IRelease release)
    {
        for (var i = 0; i < release.Regressions.Length; i++)
        {
            var regression = release.Regressions[i];
            ImmutableArray<string> path = [SectionOf(release), release.Id, "regressions", $"{i}"];
            var application = scenario.Fleet.Applications.FirstOrDefault(one => one.Id == regression.Application);
            if (application is null)
            {
                var known = ScenarioWords.OrNone(scenario.Fleet.Applications.Select(one => one.Id));
                file.RefuseAt(
                    [.. path, "application"],
                    $"found '{regression.Application}', allowed are the applications of the fleet: {known}");
            }
            else if (application.Daily == TimeSpan.Zero)
            {
                file.RefuseAt(
                    [.. path, "application"],
                    $"found '{application.Id}', which is never used; "
                    + "allowed is an application whose daily use is above 0 s");
            }
            else if (regression.AddedTo(application.CrashesPerThousandHours) == 0)
            {
                file.RefuseAt(
                    [.. path, "multiplier"],
                    $"found '{ScenarioWords.Number(regression.Multiplier)}', but {application.Id} never crashes; "
                    + "allowed is an added-per-1000-hours above 0");
            }
        }
    }

    private static string SectionOf(IRelease release) =>
        release is SoftwareUpdate ? "software-updates" : "releases";

    private static void CheckDailyUse(Section file, Scenario scenario)
    {
        foreach (var platform in PlatformsOf(scenario).Where(platform => platform.IsApple))
        {
            var use = scenario.Fleet.BehaviourOn(platform).MeanDailyUse;
            var section = scenario.Fleet.BehaviourByPlatform[(int)platform] is null
                ? "fleet.behaviour"
                : $"fleet.behaviour-by-platform.{platform.Name}";
            for (var i = 0; i < scenario.Fleet.Applications.Length; i++)
            {
                var application = scenario.Fleet.Applications[i];
                if (application.Daily > use)
                {
                    file.RefuseAt(
                        ["fleet", "applications", $"{i}", "daily"],
                        $"found '{ScenarioWords.Of(application.Daily)}' for {application.Id}, "
                        + "allowed is no more than a device is in "
                        + $"use on an average day; by {section}.in-use and in-use-at-night that is "
                        + ScenarioWords.Of(TimeSpan.FromMinutes(Math.Floor(use.TotalMinutes))));
                }
            }
        }
    }

    private static IEnumerable<Platform> PlatformsOf(Scenario scenario) =>
        scenario.Fleet.Platforms.Select(kind => kind.Platform).Distinct();

    private static void CheckCrashesOfADay(Section file, Scenario scenario)
    {
        foreach (var platform in PlatformsOf(scenario))
        {
            var where = scenario.Fleet.BehaviourByPlatform[(int)platform] is null ? "" : $" on {platform.Name}";
            Compare(["fleet", "applications"], "rates", where, CrashRates.OfBase(platform, scenario.Fleet));
        }

        foreach (var release in scenario.AllReleases)
        {
            foreach (var platform in release.Targets.Select(target => target.Platform).Distinct())
            {
                Compare(
                    [SectionOf(release), release.Id, "regressions"], "regressions", $" on {platform.Name}",
                    CrashRates.AddedBy(release, platform, scenario.Fleet));
            }
        }

        void Compare(ImmutableArray<string> path, string what, string where, CrashRates rates)
        {
            var crashes = 24 * rates.PerUsedHour;
            if (crashes > MostOnADay)
            {
                file.RefuseAt(
                    path,
                    $"found {what} that come to {Math.Ceiling(crashes)} crashes in 24 hours of use{where}, "
                    + $"allowed are {MostOnADay} at most");
            }
        }
    }
}
