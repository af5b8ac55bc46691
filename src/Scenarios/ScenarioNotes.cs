using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Profiles;
using RsrActors.Profiles.Reading;
using RsrActors.Scenarios.Keys;
using RsrActors.Scenarios.Sections;
using RsrActors.Texts;

namespace RsrActors.Scenarios;

/// <summary>What the devices of a scenario ignore of a profile.</summary>
public static class ScenarioNotes
{
    /// <summary>One sentence for each part that is ignored, with the file.</summary>
    internal static ImmutableArray<string> Of(ImmutableArray<ProfileCopy> profiles, Scenario scenario) =>
    [
        .. profiles.SelectMany(copy => copy.Profile.Findings
            .Concat(ProfileChecks.Expired(copy.Profile, scenario.Start))
            .Concat(NotOffered(copy.Profile, scenario))
            .Select(finding => OneLine.Of($"{copy.Path}: {finding}"))),
    ];

    /// <summary>Enforcements whose target is offered to no device of a scenario at the deadline.</summary>
    public static IEnumerable<ProfileFinding> NotOffered(ManagementProfile profile, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(scenario);
        return profile.Enforcements.Select(target => (target, Why: Objection(target, scenario)))
            .Where(one => one.Why is not null)
            .Select(one => new ProfileFinding(FindingKind.NotOffered, one.target.Name, one.Why!));
    }

    /// <summary>The name that a scenario has for the target of an enforcement; null when it has none.</summary>
    public static string? ReleaseOf(EnforcedVersion target, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(scenario);
        return ManagementSection.ReleaseOf(target, [.. scenario.Releases, .. scenario.Updates])?.Id;
    }

    /// <summary>Why no device of the scenario is offered the target; null when one is.</summary>
    private static string? Objection(EnforcedVersion target, Scenario scenario)
    {
        ImmutableArray<IRelease> releases = [.. scenario.Releases, .. scenario.Updates];
        if (ManagementSection.ReleaseOf(target, releases) is not { } release)
        {
            return $"{scenario.Name} has no such release, so devices keep the order and install nothing; its releases "
                + "are " + ScenarioWords.OrNone(releases.Select(one => one.Id));
        }

        var deadline = VirtualTime.Zero + (target.LocalDeadline - scenario.Start.UtcDateTime);
        if (WhenOf<OperatorCommand.Withdraw>(release, scenario) is { } withdrawn && withdrawn < deadline)
            return $"{release.Id} is withdrawn at {ScenarioWords.Of(withdrawn - VirtualTime.Zero)}, "
                + "before the deadline";
        var bases = release.Targets.Select(one => (one.Platform, one.PrerequisiteBuild.Text)).ToHashSet();
        if (release.Letter is { } letter && scenario.Releases.FirstOrDefault(other => other.Letter > letter
            && other.Targets.Any(one => bases.Contains((one.Platform, one.PrerequisiteBuild.Text)))
            && WhenOf<OperatorCommand.Publish>(other, scenario) < deadline) is { } later)
            return $"{later.Id} supersedes {release.Id} before the deadline, and devices are offered {later.Id}";
        return BuildsOf(scenario).Overlaps(bases)
            ? null
            : $"no device of the fleet runs {string.Join(" or ", bases.Select(one => one.Text).Distinct())}, "
                + $"which {release.Id} needs; the fleet runs "
                + string.Join(", ", scenario.Fleet.Platforms.Select(kind => kind.OsBuild).Distinct().Take(8));
    }

    /// <summary>The builds that the fleet runs, and those to which software updates of the script bring it.</summary>
    private static HashSet<(Platform Platform, string Build)> BuildsOf(Scenario scenario)
    {
        var builds = scenario.Fleet.Platforms.Select(kind => (kind.Platform, kind.OsBuild)).ToHashSet();
        var steps = scenario.Updates
            .Where(update => WhenOf<OperatorCommand.Publish>(update, scenario) is not null)
            .SelectMany(update => update.Targets)
            .ToArray();
        while (steps.Any(step => builds.Contains((step.Platform, step.FromBuild))
            && builds.Add((step.Platform, step.Build))))
        {
            // An update may lead to the base of another one.
        }

        return builds;
    }

    private static VirtualTime? WhenOf<T>(IRelease release, Scenario scenario)
        where T : OperatorCommand, ICommandForRelease
    {
        foreach (var step in scenario.Script)
        {
            if (step.Command is T command && command.Release == release.Id)
                return step.At;
        }

        return null;
    }
}
