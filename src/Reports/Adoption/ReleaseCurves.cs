using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Adoption;

/// <summary>
/// What <see cref="FleetCurves"/> says, collected event by event. A change costs two additions; an hour costs a copy of
/// the counts.
/// </summary>
internal sealed class ReleaseCurves
{
    private const long Hour = 3_600_000;

    private static readonly int Platforms = PlatformNames.All.Count;

    private readonly List<Row> _rows = [];
    private readonly List<int> _having = [];
    private readonly List<int> _browser = [];
    private readonly List<int> _crashes = [];
    private readonly int[] _enrolled = new int[Platforms];
    private readonly int[] _protected = new int[Platforms];
    private long _next;

    /// <summary>The counts at an hour. Those of releases have a place for each release and platform.</summary>
    private readonly record struct Row(int[] Enrolled, int[] Protected, int[] Having, int[] Browser, int[] Crashes);

    /// <summary>Called before each event: takes the rows of the hours before it.</summary>
    public void AdvanceTo(VirtualTime at)
    {
        for (; _next < at.Milliseconds; _next += Hour)
            _rows.Add(Take());
    }

    /// <summary>A device has joined the fleet, or runs other content than before.</summary>
    public void Move(in DeviceProjection before, in DeviceProjection after)
    {
        if (!before.IsEnrolled && after.IsEnrolled)
            _enrolled[(int)after.Platform]++;
        Add(_having, before.Active, before.Platform, -1);
        Add(_having, after.Active, after.Platform, 1);
        Add(_browser, before.Safari > 0 ? before.Safari : before.Active, before.Platform, -1);
        Add(_browser, after.Safari > 0 ? after.Safari : after.Active, after.Platform, 1);
    }

    /// <summary>Devices of a platform are protected, or no longer.</summary>
    public void Protect(Platform platform, int devices) => _protected[(int)platform] += devices;

    /// <summary>Another response may be the newest one: all devices are counted again.</summary>
    public void ClearProtected() => Array.Clear(_protected);

    /// <param name="release">The number of a release.</param>
    public void Crash(int release, Platform platform) => Add(_crashes, release, platform, 1);

    /// <summary>The hours from one on, up to a moment at or after the last event. More events may follow.</summary>
    /// <param name="from">The number of the first hour.</param>
    public FleetCurves Until(VirtualTime end, int from, Roster<ReleaseProjection> releases)
    {
        List<Row> rows = [.. _rows.Skip(from)];
        for (var hour = Math.Max(from, _rows.Count); hour * Hour <= end.Milliseconds; hour++)
            rows.Add(Take());
        return new(
            [.. Enumerable.Range(from, rows.Count).Select(hour => hour * Hour)],
            [
                .. PlatformNames.All.Select((name, platform) => new PlatformCurve(
                    name, Of(rows, row => row.Enrolled, platform), Of(rows, row => row.Protected, platform)))
                    .Where(curve => curve.Devices.Any(count => count > 0)),
            ],
            [
                .. releases.All.SelectMany(release => PlatformNames.All.Select((name, platform) => CurveOf(
                    rows, release, name, (release.Place * Platforms) + platform)))
                    .Where(curve => curve.Browser.Any(count => count > 0)),
            ]);
    }

    private static ReleaseCurve CurveOf(List<Row> rows, ReleaseProjection release, string platform, int place) => new(
        release.Id, platform, Of(rows, row => row.Having, place), Of(rows, row => row.Browser, place),
        Of(rows, row => row.Crashes, place));

    private static int[] Of(List<Row> rows, Func<Row, int[]> counts, int place) =>
        [.. rows.Select(row => counts(row) is var all && place < all.Length ? all[place] : 0)];

    private Row Take() => new([.. _enrolled], [.. _protected], [.. _having], [.. _browser], [.. _crashes]);

    private static void Add(List<int> counts, int release, Platform platform, int devices)
    {
        if (release == 0)
            return;
        var place = ((release - 1) * Platforms) + (int)platform;
        while (counts.Count <= place)
            counts.Add(0);
        counts[place] += devices;
    }
}
