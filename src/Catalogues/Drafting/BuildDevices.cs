using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Tables;
using RsrActors.Fleets.Tables;
using RsrActors.Model.Platforms;

namespace RsrActors.Catalogues.Drafting;

/// <summary>The platforms of a build, by its devices.</summary>
internal static class BuildDevices
{
    /// <summary>All platforms of the system, when its devices are not known.</summary>
    public static IEnumerable<Platform> PlatformsOf(AppleSystem system, PublishedBuild build)
    {
        var known = build.Devices
            .Select(KnownModels.Find)
            .OfType<KnownModel>()
            .Select(model => model.Platform)
            .ToHashSet();
        return known.Count == 0 ? system.Platforms : system.Platforms.Where(known.Contains);
    }

    /// <summary>Whether a build is for a model: it names it, or no devices at all.</summary>
    public static bool IsFor(PublishedBuild build, string model) =>
        build.Devices.IsEmpty || build.Devices.Contains(model);
}
