using System.Collections.Immutable;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Reading;
using RsrActors.Catalogues.Tables;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Catalogues.Runs;

/// <summary>
/// What the vendor of a run has published at a moment: the builds with which the fleet starts, and the updates and
/// responses that were published before. A current build expires 90 days after the moment; from the publication of an
/// update for it on, its expiry is fixed at 90 days after that. What is paused or withdrawn is in no list of the lookup
/// service.
/// </summary>
public sealed class RunCatalogue
{
    private readonly Scenario _scenario;
    private readonly ImmutableDictionary<string, ReleaseStanding> _standings;
    private readonly VirtualTime _at;
    private readonly Dictionary<(Platform, string Build), SortedSet<string>> _devices = [];
    private readonly List<PublishedVersion> _rows = [];

    private RunCatalogue(Scenario scenario, IEnumerable<RecordedEvent> history, VirtualTime at)
    {
        (_scenario, _at) = (scenario, at);
        _standings = ReleaseStandings.Of(scenario, history);
        CollectDevices();
    }

    /// <param name="history">The events of the run's releases before the moment, in the order of the history.</param>
    public static PublishedCatalogue At(Scenario scenario, IEnumerable<RecordedEvent> history, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return new RunCatalogue(scenario, history, at).Build();
    }

    private PublishedCatalogue Build()
    {
        var known = new HashSet<(Platform, string)>();
        foreach (var kind in _scenario.Fleet.Platforms.Where(kind => kind.Platform.IsApple))
        {
            if (known.Add((kind.Platform, kind.OsBuild)))
                AddSystem(kind.Platform, kind.OsVersion, kind.OsBuild, VirtualTime.Zero, isListed: true, []);
        }

        foreach (var update in _scenario.Updates)
        {
            if (_standings.GetValueOrDefault(update.Version) is not { } standing)
                continue;
            foreach (var target in update.Targets.Where(target => target.Platform.IsApple))
            {
                if (known.Add((target.Platform, target.Build)))
                {
                    AddSystem(
                        target.Platform, target.Version, target.Build, standing.Published, standing.IsListed,
                        _scenario.SecurityContentOf(update));
                }
            }
        }

        foreach (var release in _scenario.Releases)
        {
            if (_standings.GetValueOrDefault(release.Id) is { } standing)
                AddResponse(release, standing);
        }

        return Merge();
    }

    private void AddSystem(
        Platform platform, string version, string build, VirtualTime published, bool isListed,
        ImmutableArray<string> fixes)
    {
        var replaced = _scenario.Updates
            .Where(update => update.Targets.Any(
                target => target.Platform == platform && target.FromBuild == build))
            .Select(update => _standings.GetValueOrDefault(update.Version))
            .Where(standing => standing is { IsListed: true })
            .Select(standing => standing!.Published)
            .DefaultIfEmpty(VirtualTime.Never)
            .Min();
        Add(platform, version, null, fixes, published, new()
        {
            Build = build,
            Posted = DayOf(published),
            Expires = isListed ? ExpiryAfter(replaced) : null,
            IsCurrent = isListed && replaced.IsNever,
            Devices = DevicesOf(platform, build),
        });
    }

    private void AddResponse(Release release, ReleaseStanding standing)
    {
        foreach (var target in release.Targets)
        {
            Add(target.Platform, target.Version, release.Letter, release.Fixes, standing.Published, new()
            {
                Build = target.Build.Text,
                Prerequisite = target.PrerequisiteBuild.Text,
                Posted = DayOf(standing.Published),
                Expires = standing.IsListed ? ExpiryAfter(standing.Replaced) : null,
                IsCurrent = standing.IsListed && standing.Replaced.IsNever,
                Devices = DevicesOf(target.Platform, target.PrerequisiteBuild.Text),
            });
        }
    }

    private void Add(
        Platform platform, string version, char? letter, ImmutableArray<string> fixes, VirtualTime published,
        PublishedBuild build)
    {
        var flaws = _scenario.Vulnerabilities
            .Where(flaw => fixes.Contains(flaw.Id) && flaw.Concerns(platform))
            .ToArray();
        _rows.Add(new()
        {
            System = AppleSystems.Of(platform),
            Version = FeedWords.Version(version)?.Version ?? version,
            Letter = letter,
            Released = DayOf(published),
            Builds = [build],
            Fixes = [.. flaws.Select(flaw => flaw.Id)],
            Exploited = [.. flaws.Where(IsExploited).Select(flaw => flaw.Id)],
        });
    }

    private bool IsExploited(Vulnerability flaw) =>
        flaw.Exploited is { } since && since < _at - VirtualTime.Zero;

    /// <summary>Phones and tablets, and both kinds of Mac, have one row where all but the devices is equal.</summary>
    private PublishedCatalogue Merge()
    {
        var merged = new CatalogueBuilder();
        merged.ReadOn(DayOf(_at));
        foreach (var same in _rows.GroupBy(row => (
            row.System, row.Version, row.Letter, row.Builds[0].Build, row.Builds[0].Prerequisite, row.Builds[0].Posted,
            row.Builds[0].Expires, row.Builds[0].IsCurrent)))
        {
            merged.Add(same.First() with
            {
                Builds = [same.First().Builds[0] with { Devices = [.. same.SelectMany(row => row.Builds[0].Devices)] }],
                Fixes = [.. same.SelectMany(row => row.Fixes)],
                Exploited = [.. same.SelectMany(row => row.Exploited)],
            });
        }

        return merged.End();
    }

    private DateOnly? ExpiryAfter(VirtualTime replaced) =>
        DayOf(VirtualTime.Min(replaced, _at)).AddDays(FeedWords.DaysToExpiry);

    private DateOnly DayOf(VirtualTime at) =>
        DateOnly.FromDateTime(_scenario.Start.AddMilliseconds(at.Milliseconds).UtcDateTime);

    private ImmutableArray<string> DevicesOf(Platform platform, string build) =>
        _devices.TryGetValue((platform, build), out var models) ? [.. models] : [];

    /// <summary>The models that start with a build, or come to it by updates.</summary>
    private void CollectDevices()
    {
        foreach (var kind in _scenario.Fleet.Platforms)
            _ = Add((kind.Platform, kind.OsBuild), kind.Models.Select(model => model.Name));
        var targets = _scenario.Updates.SelectMany(update => update.Targets).ToArray();
        for (var isChanged = true; isChanged;)
        {
            isChanged = false;
            foreach (var target in targets)
            {
                if (_devices.TryGetValue((target.Platform, target.FromBuild), out var models))
                    isChanged |= Add((target.Platform, target.Build), [.. models]);
            }
        }

        bool Add((Platform, string) build, IEnumerable<string> models)
        {
            if (!_devices.TryGetValue(build, out var all))
                _devices[build] = all = new(StringComparer.Ordinal);
            var before = all.Count;
            all.UnionWith(models);
            return all.Count > before;
        }
    }
}
