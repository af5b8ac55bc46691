using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Adoption;

/// <summary>
/// How fast a release became active on its devices: the moments of first activations, in the order of the history.
/// It keeps eight bytes per device.
/// </summary>
internal sealed class Reach
{
    private const int PlatformBits = 2;
    private static readonly int[] Percents = [50, 90, 95, 99];

    /// <summary>Milliseconds and, in the lowest bits, the platform.</summary>
    private readonly List<long> _activations = [];
    private readonly long[] _eligible = new long[PlatformNames.All.Count];

    public long Eligible => _eligible.Sum();

    public void Admit(Platform platform) => _eligible[(int)platform]++;

    public void Activate(Platform platform, VirtualTime at) =>
        _activations.Add(at.Milliseconds << PlatformBits | (long)platform);

    /// <summary>A row for all platforms together, and one for each that the fleet has.</summary>
    /// <param name="devices">How many of each platform the fleet has.</param>
    public ImmutableArray<ReachFigures> ToFigures(long[] devices, VirtualTime publishedAt)
    {
        var all = new Count(devices.Sum(), Eligible);
        Count[] platforms = [.. devices.Select((count, platform) => new Count(count, _eligible[platform]))];
        foreach (var activation in _activations)
        {
            var at = new VirtualTime(activation >> PlatformBits);
            all.Activate(at);
            platforms[(int)(activation & ((1 << PlatformBits) - 1))].Activate(at);
        }

        return
        [
            all.ToFigures("all", publishedAt),
            .. platforms.Zip(PlatformNames.All, (count, name) => (Count: count, Name: name))
                .Where(pair => pair.Count.Devices > 0)
                .Select(pair => pair.Count.ToFigures(pair.Name, publishedAt)),
        ];
    }

    /// <summary>
    /// Counts activated devices, and keeps when they reached each percentage of all devices and of the eligible ones.
    /// </summary>
    private sealed class Count(long devices, long eligible)
    {
        private readonly VirtualTime[] _ofAll = new VirtualTime[Percents.Length];
        private readonly VirtualTime[] _ofEligible = new VirtualTime[Percents.Length];
        private int _nextOfAll;
        private int _nextOfEligible;
        private long _activated;

        public long Devices => devices;

        public void Activate(VirtualTime at)
        {
            _activated++;
            for (; IsReached(_nextOfAll, devices); _nextOfAll++)
                _ofAll[_nextOfAll] = at;
            for (; IsReached(_nextOfEligible, eligible); _nextOfEligible++)
                _ofEligible[_nextOfEligible] = at;
        }

        public ReachFigures ToFigures(string platform, VirtualTime publishedAt) => new(
            platform, devices, eligible, _activated, Seconds(_ofAll, _nextOfAll, publishedAt),
            Seconds(_ofEligible, _nextOfEligible, publishedAt));

        private bool IsReached(int percent, long of) =>
            percent < Percents.Length && _activated * 100 >= Percents[percent] * of;

        private static MilestoneFigures Seconds(VirtualTime[] moments, int reached, VirtualTime publishedAt)
        {
            return new(To(0), To(1), To(2), To(3));

            decimal? To(int percent) =>
                percent < reached ? FixedDecimals.SecondsBetween(publishedAt, moments[percent]) : null;
        }
    }
}
