using System.Collections.Immutable;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Tables;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Catalogues.Drafting;

/// <summary>
/// The builds that a fleet runs, with the models of each; and those that updates add. An update leads from every
/// earlier build of its major version: Apple publishes no list of the builds that it can be installed on.
/// </summary>
internal sealed class FleetBuilds
{
    private readonly Dictionary<(Platform Platform, string Build), (string Version, Dictionary<string, int> Models)>
        _builds = [];

    public FleetBuilds(ImmutableArray<InventoryKind> kinds)
    {
        foreach (var kind in kinds.Where(kind => kind.OsBuild.Length > 0))
        {
            if (!_builds.TryGetValue((kind.Platform, kind.OsBuild), out var known))
                _builds[(kind.Platform, kind.OsBuild)] = known = (kind.OsVersion, new(StringComparer.Ordinal));
            known.Models[kind.Model] = known.Models.GetValueOrDefault(kind.Model) + kind.Devices;
        }
    }

    public IEnumerable<UpdateTarget> TargetsOf(PublishedVersion update)
    {
        foreach (var (from, (version, models)) in _builds
            .Where(one => AppleSystems.Of(one.Key.Platform) == update.System
                && VersionOrder.MajorOf(one.Value.Version) == VersionOrder.MajorOf(update.Version)
                && VersionOrder.Compare(one.Value.Version, update.Version) < 0)
            .OrderBy(one => one.Key.Platform)
            .ThenBy(one => one.Key.Build, StringComparer.Ordinal))
        {
            var build = update.Builds
                .Where(build => build.Build.Length > 0
                    && BuildDevices.PlatformsOf(update.System, build).Contains(from.Platform)
                    && BuildOrder.Compare(from.Platform, from.Build, build.Build) < 0)
                .OrderByDescending(build => models.Where(model => BuildDevices.IsFor(build, model.Key))
                    .Sum(model => model.Value))
                .ThenBy(build => IsOfOtherFamilies(build.Build))
                .ThenBy(build => build.Build.Length)
                .ThenBy(build => build.Build, StringComparer.Ordinal)
                .FirstOrDefault();
            if (build is not null)
                yield return new(from.Platform, from.Build, update.Version, build.Build, 0);
        }
    }

    /// <summary>Devices have these updates from now on.</summary>
    public void Add(ImmutableArray<UpdateTarget> targets)
    {
        foreach (var target in targets)
        {
            if (!_builds.TryGetValue((target.Platform, target.Build), out var known))
                _builds[(target.Platform, target.Build)] = known = (target.Version, new(StringComparer.Ordinal));
            foreach (var (model, count) in _builds[(target.Platform, target.FromBuild)].Models)
                known.Models[model] = known.Models.GetValueOrDefault(model) + count;
        }
    }

    /// <summary>
    /// Of two builds of one version that differ by 6000, as 23G83 and 23G6083, the higher one is for other families of
    /// devices; SOFA lists both with the devices of all.
    /// </summary>
    private static bool IsOfOtherFamilies(string build) => BuildNumber.ParseBase(build)!.Number / 1000 == 6;
}
