using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Crashes;

/// <summary>
/// Counts crashes, and devices with at least one crash, by platform; and the same for the crashes that a release
/// caused. A device has one platform, so that the counts of the platforms can be added.
/// </summary>
internal sealed class PlatformCrashes
{
    private readonly DeviceSet _crashed = new();
    private readonly DeviceSet _hit = new();
    private readonly Counts[] _counts = new Counts[PlatformNames.All.Count];

    public long DevicesCrashed => _counts.Sum(one => one.DevicesCrashed);

    public long DevicesHit => _counts.Sum(one => one.DevicesHit);

    public long Crashes => _counts.Sum(one => one.Crashes);

    public long CrashesCaused => _counts.Sum(one => one.CrashesCaused);

    /// <returns>True when the device had no crash before.</returns>
    public bool Add(int device, Platform platform, bool isCaused)
    {
        ref var counts = ref _counts[(int)platform];
        counts.Crashes++;
        if (isCaused)
        {
            counts.CrashesCaused++;
            counts.DevicesHit += _hit.Add(device) ? 1 : 0;
        }

        if (!_crashed.Add(device))
            return false;
        counts.DevicesCrashed++;
        return true;
    }

    public bool HasCrashed(int device) => _crashed.Has(device);

    /// <param name="platforms">Platforms that get figures even when nothing crashed on them.</param>
    public ImmutableArray<PlatformCrashFigures> ToFigures(IEnumerable<Platform> platforms) =>
        [.. PlatformsWith(platforms).Select(Of)];

    /// <param name="devicesUsing">Devices that had the release in use, by platform.</param>
    public ImmutableArray<ReleasePlatformFigures> ToFigures(IEnumerable<Platform> platforms, long[] devicesUsing) =>
    [
        .. PlatformsWith(platforms).Select(platform =>
        {
            var (name, crashed, hit, crashes, caused) = Of(platform);
            return new ReleasePlatformFigures(name, devicesUsing[(int)platform], crashed, hit, crashes, caused);
        }),
    ];

    private IEnumerable<Platform> PlatformsWith(IEnumerable<Platform> platforms) =>
        Enum.GetValues<Platform>().Where(platform => _counts[(int)platform].Crashes > 0).Union(platforms).Order();

    private PlatformCrashFigures Of(Platform platform)
    {
        var (crashed, hit, crashes, caused) = _counts[(int)platform];
        return new(platform.Name, crashed, hit, crashes, caused);
    }

    private record struct Counts(long DevicesCrashed, long DevicesHit, long Crashes, long CrashesCaused);
}
