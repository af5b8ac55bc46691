using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;

namespace RsrActors.Model.Devices.States;

/// <summary>Why a device has the fixes of a response.</summary>
public enum FixSource
{
    /// <summary>The response itself is active.</summary>
    Response,

    /// <summary>A later response to the same base is active; it carries the fixes of the earlier ones.</summary>
    LaterResponse,

    /// <summary>A software update contained the fixes.</summary>
    BaseBuild,
}

/// <summary>
/// Which devices count as protected under what is published: those that run the newest response for their platform, a
/// later one, or a base with its fixes. Reports and live queries use this rule.
/// </summary>
public sealed class Protection
{
    private readonly World _world;
    private readonly string?[] _newest;

    /// <param name="published">All published responses, withdrawn ones too.</param>
    public Protection(World world, ImmutableArray<CatalogueEntry> published)
    {
        _world = world;
        _newest = [.. Enum.GetValues<Platform>().Select(platform => Newest(platform, published))];
    }

    /// <summary>
    /// The response with the highest build for a platform among those that are published and not withdrawn; among the
    /// withdrawn ones when there is no other. Null when none was published for the platform.
    /// </summary>
    public string? NewestFor(Platform platform) => _newest[(int)platform];

    /// <param name="active">The active response; null for none.</param>
    public bool Covers(Platform platform, string baseBuild, string? active) =>
        NewestFor(platform) is { } newest && SourceOf(_world, newest, platform, baseBuild, active) is not null;

    /// <summary>Why a device has the fixes of a response; null when it does not have them.</summary>
    /// <param name="active">The active response; null for none.</param>
    public static FixSource? SourceOf(
        World world, string release, Platform platform, string baseBuild, string? active)
    {
        ArgumentNullException.ThrowIfNull(world);
        if (active == release)
            return FixSource.Response;
        if (active is not null
            && world.Release(release).TargetFor(platform, baseBuild) is { } target
            && world.Release(active).TargetFor(platform, baseBuild) is { } runs
            && runs.RestoreVersion > target.RestoreVersion)
        {
            return FixSource.LaterResponse;
        }

        return world.HasFixes(release, platform, baseBuild) ? FixSource.BaseBuild : null;
    }

    private string? Newest(Platform platform, ImmutableArray<CatalogueEntry> published) => published
        .SelectMany(entry => _world.Release(entry.Release).Targets
            .Where(target => target.Platform == platform)
            .Select(target => (entry.Release, IsWithdrawn: IsWithdrawn(entry.Status), target.RestoreVersion)))
        .OrderBy(one => one.IsWithdrawn)
        .ThenByDescending(one => one.RestoreVersion)
        .Select(one => one.Release)
        .FirstOrDefault();

    private static bool IsWithdrawn(CatalogueStatus status) =>
        status is CatalogueStatus.Withdrawn or CatalogueStatus.WithdrawnAndRemoved;
}
