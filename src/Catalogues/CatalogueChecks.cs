using RsrActors.Catalogues.Published;
using RsrActors.Model.Platforms;
using RsrActors.Profiles.Reading;

namespace RsrActors.Catalogues;

/// <summary>What devices ignore of a profile by what Apple had published.</summary>
public static class CatalogueChecks
{
    /// <summary>
    /// Enforcements whose target devices are not offered: the catalogue lacks it, a later response to the same base has
    /// superseded it, or it was superseded so long before the deadline that no server can ask for it.
    /// </summary>
    /// <param name="day">The day on which a device reads the profile.</param>
    public static IEnumerable<ProfileFinding> NotOffered(
        ManagementProfile profile, PublishedCatalogue catalogue, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(catalogue);
        return profile.Enforcements.Select(target => (target, Why: Objection(target, catalogue, day)))
            .Where(one => one.Why is not null)
            .Select(one => new ProfileFinding(FindingKind.NotOffered, one.target.Name, one.Why!));
    }

    private static string? Objection(EnforcedVersion target, PublishedCatalogue catalogue, DateOnly day)
    {
        var found = catalogue.Versions.Where(version => IsMeant(target, version)).ToArray();
        if (found.Length == 0)
        {
            return $"the catalogue{(catalogue.Day is { } read ? $" of {Text(read)}" : "")} has no such version, so "
                + "devices keep the order and install nothing";
        }

        var deadline = DateOnly.FromDateTime(target.LocalDeadline);
        var last = deadline > day ? deadline : day;
        var reasons = found.Select(version =>
            LaterResponse(version, target, catalogue, last) ?? Expired(version, target, catalogue, last)).ToArray();
        return reasons.All(reason => reason is not null) ? reasons[0] : null;
    }

    /// <summary>Whether a version has the target's build or, without a build, its number and letter.</summary>
    private static bool IsMeant(EnforcedVersion target, PublishedVersion version) => target.Build.Length > 0
        ? version.Builds.Any(build => build.Build == target.Build)
        : version.Letter == target.Letter && VersionOrder.IsVersion(target.Version)
            && VersionOrder.Compare(version.Version, target.Version) == 0;

    private static string? LaterResponse(
        PublishedVersion version, EnforcedVersion target, PublishedCatalogue catalogue, DateOnly last)
    {
        if (version.Letter is not { } letter)
            return null;
        var bases = BuildsOf(version, target).Select(build => build.Prerequisite).ToHashSet();
        var later = catalogue.Responses
            .Where(one => one.System == version.System && one.Letter > letter && !(one.Released > last)
                && one.Builds.Any(build => build.Prerequisite.Length > 0 && bases.Contains(build.Prerequisite)))
            .MaxBy(one => one.Letter);
        return later is null
            ? null
            : $"{later.FullName} has superseded {version.FullName}: no device is offered it any more";
    }

    /// <summary>
    /// A superseded version can be asked for until its expiry, which does not move any more. A response stays on offer
    /// for its base.
    /// </summary>
    private static string? Expired(
        PublishedVersion version, EnforcedVersion target, PublishedCatalogue catalogue, DateOnly last)
    {
        var builds = BuildsOf(version, target).ToArray();
        if (version.Letter is not null || builds.Any(build => build.IsCurrent || build.Expires >= last))
            return null;
        var newer = catalogue.Updates
            .Where(one => one.System == version.System && one.Builds.Any(build => build.IsCurrent)
                && VersionOrder.Compare(one.Version, version.Version) > 0)
            .MaxBy(one => one.Version, Comparer<string>.Create(VersionOrder.Compare));
        if (newer is null)
            return null;
        return $"{newer.FullName} has superseded {version.FullName}, "
            + (builds.Max(build => build.Expires) is { } expired
                ? $"for which no server can ask after {Text(expired)}"
                : "and the catalogue does not say that a server can still ask for it");
    }

    private static IEnumerable<PublishedBuild> BuildsOf(PublishedVersion version, EnforcedVersion target) =>
        version.Builds.Where(build => target.Build.Length == 0 || build.Build == target.Build);

    private static string Text(DateOnly day) =>
        day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
