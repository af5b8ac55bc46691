using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Adoption;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Exposure;

/// <summary>
/// How many devices were protected at each full hour of virtual time, after everything that happened up to and at it:
/// the curve whose rule <see cref="Report.ProtectedByHour"/> states. A change costs one comparison; only a
/// release that is published or withdrawn in a scenario without vulnerabilities makes it look at every device.
/// </summary>
/// <param name="build">The text of a base build, by its number in a <see cref="DeviceProjection"/>.</param>
/// <param name="release">The id of a release, by its number there.</param>
internal sealed class ProtectionCurve(World world, Func<int, string> build, Func<int, string> release)
{
    private const long Hour = 3_600_000;

    private readonly List<int[]> _hours = [];
    private readonly Dictionary<(string Newest, Platform, ushort Build, ushort Active), bool> _known = [];
    private Protection _protection = new(world, []);
    private readonly int[] _now = new int[PlatformNames.All.Count];
    private readonly bool[] _ever = new bool[PlatformNames.All.Count];
    private long _next;

    /// <summary>Gets the same counts for each platform; null when they are not needed.</summary>
    public ReleaseCurves? Curves { get; set; }

    /// <summary>Called before each event: takes the values of the hours before it.</summary>
    public void AdvanceTo(VirtualTime at)
    {
        for (; _next < at.Milliseconds; _next += Hour)
            _hours.Add([.. _now]);
    }

    /// <summary>The values up to a moment at or after the last event. More events may follow.</summary>
    public ImmutableArray<int> Until(VirtualTime end) =>
    [
        .. _hours.Select(hour => hour.Sum()),
        .. Enumerable.Repeat(_now.Sum(), _next > end.Milliseconds ? 0 : (int)((end.Milliseconds - _next) / Hour) + 1),
    ];

    /// <summary>The same by platform, at the moments of rows of adoption.</summary>
    public ImmutableArray<AdoptionHour> AddedTo(ImmutableArray<AdoptionHour> rows) =>
    [
        .. rows.Select(row => row with { Protected = ByPlatform(row.Ms) }),
    ];

    private ImmutableSortedDictionary<string, long> ByPlatform(long ms)
    {
        // The end of a run may be no full hour; then its row has what holds now.
        var counts = ms % Hour == 0 && ms / Hour < _hours.Count ? _hours[(int)(ms / Hour)] : _now;
        return Enumerable.Range(0, counts.Length).Where(platform => _ever[platform]).ToImmutableSortedDictionary(
            platform => PlatformNames.All[platform], platform => (long)counts[platform], StringComparer.Ordinal);
    }

    /// <summary>In a scenario with vulnerabilities: devices are protected from all of them, or no longer.</summary>
    public void Add(int devices, Platform platform)
    {
        _now[(int)platform] += devices;
        _ever[(int)platform] |= devices > 0;
        Curves?.Protect(platform, devices);
    }

    /// <summary>In a scenario without: a device has joined the fleet, or runs other content than before.</summary>
    public void Move(in DeviceProjection before, in DeviceProjection after) =>
        Add((HasFixes(after) ? 1 : 0) - (HasFixes(before) ? 1 : 0), after.Platform);

    /// <summary>In a scenario without: another response may be the newest one.</summary>
    /// <param name="published">All published responses, withdrawn ones too.</param>
    public void Publish(ImmutableArray<CatalogueEntry> published, ReadOnlySpan<DeviceProjection> devices)
    {
        _protection = new(world, published);
        Array.Clear(_now);
        Curves?.ClearProtected();
        foreach (ref readonly var device in devices)
        {
            if (HasFixes(device))
                Add(1, device.Platform);
        }
    }

    private bool HasFixes(in DeviceProjection device)
    {
        if (!device.IsEnrolled || _protection.NewestFor(device.Platform) is not { } newest)
            return false;
        var key = (newest, device.Platform, device.Build, device.Active);
        if (!_known.TryGetValue(key, out var hasFixes))
        {
            _known[key] = hasFixes = _protection.Covers(
                device.Platform, build(device.Build), device.Active == 0 ? null : release(device.Active));
        }

        return hasFixes;
    }
}
