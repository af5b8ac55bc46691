using System.Collections.Frozen;
using System.Collections.Immutable;
using RsrActors.Model.Contents;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>
/// Which files change from build to build. Builds of a platform are ordered as the vendor numbers them. In a build to
/// which an update leads, the kernel, the boot kernel collection, the firmware, the core services and the shared caches
/// change, because they carry the build or are linked anew; and the files of the components whose flaws the updates
/// to the build fix. All other files stay as they were in the build before. In a build to which no update leads, all
/// files are new.
/// </summary>
public sealed class BuildLineage
{
    private static readonly ImmutableArray<Component> AlwaysChanged =
    [
        Component.Firmware, Component.Kernel, Component.BootKernelCollection, Component.AuxiliaryKernelCollection,
        Component.System,
    ];

    private readonly FrozenDictionary<(Platform, string), FrozenDictionary<string, (string Version, string Build)>>
        _origins;

    public BuildLineage(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var origins = new Dictionary<(Platform, string), FrozenDictionary<string, (string Version, string Build)>>();
        foreach (var platform in Enum.GetValues<Platform>())
        {
            FrozenDictionary<string, (string Version, string Build)>? before = null;
            foreach (var (version, build) in BuildsOf(platform, scenario))
            {
                var isNew = before is null || !IsUpdatedTo(platform, build, scenario);
                var changed = isNew ? [] : ChangedIn(platform, build, scenario);
                before = SystemContent.Of(platform).ToFrozenDictionary(
                    file => file.Path,
                    file => isNew || Changes(file, changed) ? (version, build) : before![file.Path],
                    StringComparer.Ordinal);
                origins[(platform, build)] = before;
            }
        }

        _origins = origins.ToFrozenDictionary();
    }

    /// <summary>The version and the build in which a file of a build changed last.</summary>
    public (string Version, string Build) OriginOf(ContentFile file, Platform platform, string build)
    {
        ArgumentNullException.ThrowIfNull(file);
        return _origins[(platform, build)][file.Path];
    }

    /// <summary>The files of a platform that differ between two builds; security data has updates of its own.</summary>
    public ImmutableArray<ContentFile> ChangedBetween(Platform platform, string from, string to) =>
    [
        .. SystemContent.Of(platform).Where(file => file.Component != Component.SecurityData
            && OriginOf(file, platform, from) != OriginOf(file, platform, to)),
    ];

    /// <summary>What an update does on a device: with a delta it writes what changed, otherwise all files.</summary>
    public UpdateEffort EffortOf(UpdateTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var files = target.IsDelta
            ? ChangedBetween(target.Platform, target.FromBuild, target.Build)
            : SystemContent.Of(target.Platform);
        return UpdateEffort.Of(
            files.Where(file => DownloadSizes.IsWritten(file, target.Platform)),
            target.Platform.HasCryptexes(target.Version));
    }

    /// <summary>A scenario whose deltas have the sizes that follow from what they change.</summary>
    public static Scenario WithDeltas(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (!scenario.Updates.Any(update => update.Targets.Any(target => target.IsDelta)))
            return scenario;
        var lineage = new BuildLineage(scenario);
        return scenario with
        {
            Updates =
            [
                .. scenario.Updates.Select(update => update with
                {
                    Targets = [.. update.Targets.Select(target => target.IsDelta ? lineage.Sized(target) : target)],
                }),
            ],
        };
    }

    private UpdateTarget Sized(UpdateTarget target) => target with
    {
        Download = DownloadSizes.OfDelta(
            target.Platform, ChangedBetween(target.Platform, target.FromBuild, target.Build)),
    };

    private static bool Changes(ContentFile file, ImmutableArray<Component> changed) =>
        file.Kind == ContentKind.SharedCache || (changed.Contains(file.Component) && SystemContent.IsFixedIn(file));

    private static bool IsUpdatedTo(Platform platform, string build, Scenario scenario) => scenario.Updates.Any(
        update => update.Targets.Any(target => (target.Platform, target.Build) == (platform, build)));

    private static ImmutableArray<Component> ChangedIn(Platform platform, string build, Scenario scenario)
    {
        var flaws = scenario.Updates
            .Where(update => update.Targets.Any(target => (target.Platform, target.Build) == (platform, build)))
            .SelectMany(update => scenario.SecurityContentOf(update))
            .ToHashSet();
        return
        [
            .. AlwaysChanged,
            .. Vulnerability.ComponentsOf(scenario.Vulnerabilities.Where(flaw => flaws.Contains(flaw.Id))),
        ];
    }

    private static IEnumerable<(string Version, string Build)> BuildsOf(Platform platform, Scenario scenario) =>
        scenario.Systems
            .Where(os => os.Platform == platform)
            .Select(os => (os.Version, os.Build))
            .DistinctBy(os => os.Build)
            .OrderBy(os => os.Build, BuildOrder.Of(platform));
}
