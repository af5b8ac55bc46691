using System.Collections.Immutable;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Tables;
using RsrActors.Fleets.Tables;
using RsrActors.Model.Platforms;

namespace RsrActors.Catalogues.Drafting;

/// <summary>
/// Adds what feeds leave out and the program's tables know: the responses for the public of 2023 to 2026 with builds,
/// days and flaws, and the build of most devices of a version. What a feed says stays.
/// </summary>
internal static class CompletedCatalogue
{
    public static PublishedCatalogue Of(PublishedCatalogue catalogue)
    {
        var all = new CatalogueBuilder();
        all.ReadOn(catalogue.Day);
        foreach (var version in catalogue.Versions)
            all.Add(Complete(version));
        foreach (var response in KnownResponses.All)
        {
            var system = response.IsMac ? AppleSystem.MacOS : AppleSystem.IOS;
            var known = catalogue.Find(system, response.Version, response.Letter);
            if (known?.Builds.Any(build => build.Build.Length > 0 && build.Prerequisite.Length > 0) == true)
                continue;
            all.Add(Complete(new()
            {
                System = system,
                Version = response.Version,
                Letter = response.Letter,
                Builds = [new() { Build = response.Build, Prerequisite = response.Prerequisite }],
            }));
        }

        return all.End();
    }

    private static PublishedVersion Complete(PublishedVersion version)
    {
        if (version.Letter is { } letter)
        {
            return ResponseFacts.Find(version.Version, letter) is not { } facts
                ? version
                : version with
                {
                    Released = version.Released ?? facts.Released,
                    Fixes = version.Fixes.IsEmpty ? facts.Fixes : version.Fixes,
                    Exploited = version.Fixes.IsEmpty && facts.Exploited ? facts.Fixes : version.Exploited,
                };
        }

        return version.Builds.Any(build => build.Build.Length > 0)
            ? version
            : version with { Builds = [.. KnownBuildsOf(version).Concat(version.Builds)] };
    }

    private static ImmutableArray<PublishedBuild> KnownBuildsOf(PublishedVersion version)
    {
        var platform = version.System == AppleSystem.MacOS ? Platform.MacAppleSilicon : Platform.IPhone;
        var build = KnownBuilds.Find(platform, "", version.Version);
        return build.Length > 0 ? [new() { Build = build, Posted = version.Released }] : [];
    }
}
