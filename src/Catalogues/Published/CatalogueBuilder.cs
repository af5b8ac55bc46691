using System.Collections.Immutable;
using RsrActors.Catalogues.Tables;
using RsrActors.Model.Platforms;

namespace RsrActors.Catalogues.Published;

/// <summary>
/// Puts rows of one or more feeds together. The order of rows does not matter: lists of one feed change their order
/// from day to day, and the same version may stand in several rows. Of several days of publication the first counts,
/// because feeds move a day when another release is posted.
/// </summary>
public sealed class CatalogueBuilder
{
    /// <summary>
    /// A version cannot be younger than a higher one of its line, except for builds of single devices, and by days.
    /// </summary>
    private const int DoubtfulDays = 30;

    private readonly Dictionary<(AppleSystem System, string Version, char? Letter), List<PublishedVersion>> _rows = [];
    private readonly List<string> _doubts = [];
    private DateOnly? _day;

    /// <summary>What was left out of the catalogue because it contradicts other rows; known after the end.</summary>
    public IReadOnlyList<string> Doubts => _doubts;

    public void Add(PublishedVersion row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var key = (row.System, row.Version, row.Letter);
        if (!_rows.TryGetValue(key, out var rows))
            _rows[key] = rows = [];
        rows.Add(row);
    }

    /// <summary>Of several feeds the latest day counts.</summary>
    public void ReadOn(DateOnly? day) => _day = _day is null || day > _day ? day ?? _day : _day;

    public PublishedCatalogue End()
    {
        PublishedVersion[] versions = [.. _rows.Values.Select(Merge).Select(WithoutDoubtfulDay)];
        return new()
        {
            Day = _day,
            Versions =
            [
                .. versions.OrderBy(one => one.System)
                    .ThenBy(one => one.Version, Comparer<string>.Create(VersionOrder.Compare))
                    .ThenBy(one => one.Letter ?? ' '),
            ],
        };
    }

    private static PublishedVersion Merge(List<PublishedVersion> rows) => rows[0] with
    {
        Released = rows.SelectMany(row => row.Builds.Select(build => build.Posted).Append(row.Released)).Min(),
        Builds = Merge(rows.SelectMany(row => row.Builds)),
        Fixes = InOrder(rows.SelectMany(row => row.Fixes)),
        Exploited = InOrder(rows.SelectMany(row => row.Exploited)),
    };

    private static ImmutableArray<PublishedBuild> Merge(IEnumerable<PublishedBuild> rows)
    {
        var all = rows
            .Select(row => row with { Devices = InOrder(row.Devices) })
            .GroupBy(row => (row.Build, row.Prerequisite, Devices: string.Join(' ', row.Devices)))
            .Select(same => same.First() with
            {
                Posted = same.Min(row => row.Posted),
                Expires = same.Max(row => row.Expires),
                IsCurrent = same.Any(row => row.IsCurrent),
            })
            .ToArray();

        // A row without devices, or without a build, says nothing where another one says more.
        var told = all.Where(row => row.Build.Length > 0).ToArray();
        var kept = told.Length == 0 ? all : told;
        return
        [
            .. kept.Where(row => !row.Devices.IsEmpty
                    || !kept.Any(other => other.Build == row.Build && !other.Devices.IsEmpty))
                .OrderBy(row => row.Build, StringComparer.Ordinal)
                .ThenBy(row => row.Prerequisite, StringComparer.Ordinal)
                .ThenBy(row => string.Join(' ', row.Devices), StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Feeds have days on which Apple changed a page, months after the release (SOFA, issue 290): such a version would
    /// be younger than a higher one.
    /// </summary>
    private PublishedVersion WithoutDoubtfulDay(PublishedVersion version)
    {
        if (version is not { Letter: null, Released: { } released })
            return version;
        var major = VersionOrder.MajorOf(version.Version);
        foreach (var (key, rows) in _rows)
        {
            if (key.System != version.System || key.Letter is not null || VersionOrder.MajorOf(key.Version) != major
                || VersionOrder.Compare(key.Version, version.Version) <= 0)
                continue;
            var later = Merge(rows).Released;
            if (later?.AddDays(DoubtfulDays) < released)
            {
                _doubts.Add(
                    $"{version.FullName}: found the day {released:yyyy-MM-dd}, which is after {later:yyyy-MM-dd}, the "
                    + $"day of {key.Version}; the day is left out");
                return version with { Released = null };
            }
        }

        return version;
    }

    private static ImmutableArray<string> InOrder(IEnumerable<string> texts) =>
        [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
