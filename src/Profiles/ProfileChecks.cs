using System.Globalization;
using RsrActors.Fleets.Tables;
using RsrActors.Model.Scenarios;
using RsrActors.Profiles.Reading;

namespace RsrActors.Profiles;

/// <summary>What a device ignores at a moment, although the file is in order.</summary>
public static class ProfileChecks
{
    /// <summary>Deadlines that have passed in every time zone.</summary>
    public static IEnumerable<ProfileFinding> Expired(ManagementProfile profile, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Enforcements
            .Where(one => OperatorCommand.EnforceBy.HasPassed(one.LocalDeadline, now))
            .Select(one => new ProfileFinding(
                FindingKind.Expired, WhereOf(one, Schemas.PayloadSchema.TargetDate), string.Create(
                    CultureInfo.InvariantCulture,
                    $"the deadline {one.LocalDeadline:yyyy-MM-dd'T'HH:mm:ss} has passed in every time zone by "
                    + $"{now.UtcDateTime:yyyy-MM-dd HH:mm} UTC; allowed is a later one")));
    }

    /// <summary>Responses that a later one of the same base superseded, among those that Apple published.</summary>
    public static IEnumerable<ProfileFinding> Superseded(ManagementProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        foreach (var one in profile.Enforcements)
        {
            if (KnownResponses.OfBuild(one.Build) is { } known && KnownResponses.All
                .Where(other => other.IsMac == known.IsMac && other.Prerequisite == known.Prerequisite)
                .MaxBy(other => other.Letter) is { } latest && latest.Letter > known.Letter)
            {
                yield return new(
                    FindingKind.NotOffered, WhereOf(one, Schemas.PayloadSchema.TargetBuild),
                    $"{one.Build} is {known.Name}, and {latest.Name}, build {latest.Build}, has superseded it: no "
                    + "device is offered it any more");
            }
        }
    }

    /// <summary>
    /// Targets whose devices do not know the declaration: Apple documents it from iOS 17.0 and macOS 14.0. A device that
    /// comes to an older version, or to a response of one, runs a system that is at most as new.
    /// </summary>
    public static IEnumerable<ProfileFinding> TooOld(ManagementProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Enforcements.Where(one => IsTooOld(one.Version)).Select(one => new ProfileFinding(
            FindingKind.TooOld, WhereOf(one, Schemas.PayloadSchema.TargetVersion),
            $"devices that come to {one.Version} run a system without this declaration, which is known from iOS 17.0 "
            + "and macOS 14.0 on; allowed is a later version"));
    }

    /// <summary>Of 14 and 15 only macOS is meant: no response and no deadline is ordered for iOS 14 and 15.</summary>
    private static bool IsTooOld(string version) =>
        int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
        && major is <= 13 or 16;

    private static string WhereOf(EnforcedVersion one, string key) => one.Where.Length > 0 ? $"{one.Where} {key}" : key;
}
