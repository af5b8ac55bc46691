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

    private static string WhereOf(EnforcedVersion one, string key) => one.Where.Length > 0 ? $"{one.Where} {key}" : key;
}
