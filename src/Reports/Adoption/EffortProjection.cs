using System.Collections.Immutable;
using RsrActors.Model;
using RsrActors.Model.Platforms;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Adoption;

/// <summary>What one installation took.</summary>
internal readonly record struct Effort(
    long Written, long Files, long Hashes, long Restarts, long RamDisks, TimeSpan Downtime, int Battery);

/// <summary>
/// Collects what installations took, by mechanism and platform. A mechanism calls <see cref="Add"/> for each
/// installation and <see cref="Download"/> for each download, and so has its rows in the report.
/// </summary>
internal sealed class EffortProjection
{
    private readonly SortedDictionary<(MechanismKind, Platform), Sums> _sums = [];

    public void Download(MechanismKind mechanism, Platform platform, long bytes) =>
        Of(mechanism, platform).Downloaded += bytes;

    public void Add(MechanismKind mechanism, Platform platform, in Effort effort) =>
        Of(mechanism, platform).Add(effort);

    /// <summary>A row for each mechanism and platform with an installation.</summary>
    public ImmutableArray<EffortFigures> ToFigures() =>
    [
        .. _sums.Where(pair => pair.Value.Count > 0)
            .Select(pair => pair.Value.ToFigures(pair.Key.Item1, pair.Key.Item2)),
    ];

    private Sums Of(MechanismKind mechanism, Platform platform) =>
        _sums.TryGetValue((mechanism, platform), out var sums) ? sums : _sums[(mechanism, platform)] = new();

    private sealed class Sums
    {
        private readonly SortedDictionary<long, long> _downtimes = [];
        private Effort _all;

        public long Count { get; private set; }

        public long Downloaded { get; set; }

        public void Add(in Effort one)
        {
            Count++;
            _all = new(
                _all.Written + one.Written, _all.Files + one.Files, _all.Hashes + one.Hashes,
                _all.Restarts + one.Restarts, _all.RamDisks + one.RamDisks, TimeSpan.Zero, one.Battery);
            var milliseconds = (long)one.Downtime.TotalMilliseconds;

            // To the second, so that a million devices need few entries.
            var second = milliseconds - (milliseconds % 1000);
            _downtimes[second] = _downtimes.GetValueOrDefault(second) + 1;
        }

        public EffortFigures ToFigures(MechanismKind mechanism, Platform platform) => new(
            Words.Of(mechanism), platform.Name, Count, Downloaded / Count, _all.Written / Count, _all.Files / Count,
            _all.Hashes / Count, _all.Restarts / Count, _all.RamDisks / Count, FixedDecimals.Seconds(Median()),
            _all.Battery);

        private long Median()
        {
            var left = (Count + 1) / 2;
            foreach (var (downtime, count) in _downtimes)
            {
                left -= count;
                if (left <= 0)
                    return downtime;
            }

            return 0;
        }
    }
}
