using System.Collections.Immutable;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Adoption;

/// <summary>The fleet at every hour of virtual time. A row is taken at the first event after its hour.</summary>
internal sealed class AdoptionCurve
{
    private const long Hour = 3_600_000;
    private readonly List<Row> _rows = [];
    private long _next;
    private VirtualTime _last = VirtualTime.Zero;

    /// <summary>Active devices by a release's place; releases that came later had none yet.</summary>
    private readonly record struct Row(long Ms, long Enrolled, long[] Active);

    /// <summary>Called before each event: takes the rows of the hours before it.</summary>
    public void AdvanceTo(VirtualTime at, long enrolled, Roster<ReleaseProjection> releases)
    {
        if (at < _last)
            throw new ArgumentException(
                $"An event at {at} came after one at {_last}; a history is in the order of time.", nameof(at));
        _last = at;
        for (; _next < at.Milliseconds; _next += Hour)
            _rows.Add(Take(_next, enrolled, releases));
    }

    /// <summary>All rows up to the end, and one for the end itself when it is not a full hour.</summary>
    public ImmutableArray<AdoptionHour> RowsUntil(VirtualTime end, long enrolled, Roster<ReleaseProjection> releases)
    {
        List<Row> rows = [.. _rows];
        for (var ms = _next; ms <= end.Milliseconds; ms += Hour)
            rows.Add(Take(ms, enrolled, releases));
        if (rows.Count == 0 || rows[^1].Ms < end.Milliseconds)
            rows.Add(Take(end.Milliseconds, enrolled, releases));
        return [.. rows.Select(row => ToHour(row, releases))];
    }

    private static Row Take(long ms, long enrolled, Roster<ReleaseProjection> releases) =>
        new(ms, enrolled, [.. releases.All.Select(release => release.ActiveNow)]);

    private static AdoptionHour ToHour(Row row, Roster<ReleaseProjection> releases) => new(
        row.Ms,
        row.Enrolled - row.Active.Sum(),
        releases.All.ToImmutableSortedDictionary(
            release => release.Id,
            release => release.Place < row.Active.Length ? row.Active[release.Place] : 0,
            StringComparer.Ordinal));
}
