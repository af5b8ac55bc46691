using System.Collections.Immutable;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Tables;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Catalogues.Drafting;

/// <summary>
/// Responses that are one release of a scenario: they have one letter and appeared together, for example iOS 16.5.1 (c)
/// and macOS 13.4.1 (c).
/// </summary>
internal sealed record ResponseGroup(ImmutableArray<PublishedVersion> Members)
{
    /// <summary>Feeds are wrong about days by one (SOFA, issue 220).</summary>
    private const int DaysApart = 1;

    public char Letter => Members[0].Letter!.Value;

    /// <summary>The day of publication; null when it is not known.</summary>
    public DateOnly? Day => Members.Min(member => member.Released);

    /// <summary>The name of the first member: by iOS, if it has a response for it.</summary>
    public string Name => Members[0].Name;

    public ImmutableArray<string> Fixes =>
        [.. Members.SelectMany(member => member.Fixes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public ImmutableArray<string> Exploited =>
        [.. Members.SelectMany(member => member.Exploited).Distinct(StringComparer.Ordinal)];

    /// <summary>The builds that are known with their prerequisites, for the platforms that have them.</summary>
    public IEnumerable<(Platform Platform, string Version, PublishedBuild Build)> Targets => Members
        .SelectMany(member => member.Builds
            .Where(build => build.Build.Length > 0 && build.Prerequisite.Length > 0)
            .SelectMany(build => BuildDevices.PlatformsOf(member.System, build)
                .Select(platform => (platform, member.Version, build))))
        .DistinctBy(target => (target.platform, target.build.Prerequisite));

    /// <summary>The responses of a catalogue, the earliest first; those without a day come first.</summary>
    public static ImmutableArray<ResponseGroup> Of(PublishedCatalogue catalogue)
    {
        var groups = new List<ResponseGroup>();
        foreach (var one in catalogue.Responses
            .Where(response => VersionOrder.MajorOf(response.Version) >= response.System.FirstWithResponses)
            .OrderBy(response => response.Released).ThenBy(response => response.Letter))
        {
            var place = groups.FindIndex(group => group.Takes(one));
            if (place < 0)
                groups.Add(new([one]));
            else
                groups[place] = new([.. groups[place].Members.Append(one).OrderBy(member => member.System)]);
        }

        return [.. groups];
    }

    /// <summary>Whether a name is that of a member, with the system in front or without it.</summary>
    public bool IsCalled(string name)
    {
        var key = KeyOf(name);
        return Members.Any(member => key == KeyOf(member.Name) || key == KeyOf(member.FullName)
            || (member.System == AppleSystem.IOS && key == KeyOf($"iPadOS {member.Name}")));
    }

    /// <summary>The id of the release in the scenario, <c>26.3.1-a</c>.</summary>
    public string Id => Release.NormaliseId(Name);

    public override string ToString() => string.Join(" and ", Members.Select(member => member.FullName));

    private bool Takes(PublishedVersion one) =>
        one.Letter == Letter && Day is { } day && one.Released is { } other
        && Math.Abs(day.DayNumber - other.DayNumber) <= DaysApart;

    /// <summary>The same for <c>26.3.1 (a)</c>, <c>26.3.1(a)</c> and <c>26.3.1-a</c>.</summary>
    private static string KeyOf(string name) =>
        string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c == '.')).ToUpperInvariant();
}
