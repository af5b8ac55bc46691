using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Laboratory.Calibration;

/// <summary>What a run says about one moment.</summary>
/// <param name="Share">
/// Of the devices that have the release, a later response to the same base, or a base build with it.
/// </param>
/// <param name="Eligible">Of the devices that have it, or have run a build for which it is, so far.</param>
public readonly record struct AdoptedShare(double Share, double Eligible);

/// <summary>
/// Counts from the events of a run, in their order, which devices have a release at given moments, and which could.
/// </summary>
public sealed class AdoptionProjection
{
    private const int MostSeries = 64;

    private readonly World _world;
    private readonly ImmutableArray<AdoptionMoment> _moments;
    private readonly Series[] _series;
    private readonly Device[] _devices;
    private readonly Dictionary<(Platform, string Build, string? Active), (ulong Has, ulong Could)> _known = [];
    private readonly long[] _enrolled = new long[Enum.GetValues<Platform>().Length];
    private readonly AdoptedShare?[] _shares;
    private VirtualTime _next = VirtualTime.Never;

    public AdoptionProjection(Scenario scenario, ImmutableArray<AdoptionMoment> moments)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _world = new(scenario);
        _moments = moments;
        _shares = new AdoptedShare?[moments.Length];
        _devices = new Device[scenario.Fleet.Devices];
        _series =
        [
            .. Enumerable.Range(0, moments.Length).GroupBy(place => moments[place].Series)
                .Select(group => new Series(
                    moments[group.First()].Release, group.Key.Platform,
                    [.. group.OrderBy(place => moments[place].After)], BuildsWith(moments[group.First()].Release))),
        ];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_series.Length, MostSeries, nameof(moments));
    }

    private sealed class Series(
        IRelease release, Platform? platform, ImmutableArray<int> places, HashSet<(Platform, string)> builds)
    {
        public IRelease Release => release;

        public Platform? Platform => platform;

        /// <summary>The builds that contain the release, when it is a software update.</summary>
        public HashSet<(Platform, string)> Builds => builds;

        public VirtualTime? Published { get; set; }

        public int Done { get; set; }

        public long Has { get; set; }

        public long Could { get; set; }

        public int Place => places[Done];

        public bool IsDone => Done == places.Length;
    }

    private struct Device
    {
        public Platform Platform;
        public string? Build;
        public string? Active;
        public ulong Has;
        public ulong Could;
    }

    public void Apply(RecordedEvent happened)
    {
        if (happened.At > _next)
            AdvanceTo(happened.At);
        switch (happened.Event)
        {
            case ReleaseEvent.Published:
                Publish(happened.Entity.ReleaseId!, happened.At);
                break;
            case DeviceEvent.Enrolled e:
                _enrolled[(int)e.Platform]++;
                Change(happened.Entity.Number, e.Platform, e.OsBuild, e.Response);
                break;
            case DeviceEvent.ResponseActivated e:
                Change(happened.Entity.Number, null, null, e.Release);
                break;
            case DeviceEvent.ResponsesRemoved e:
                if (_devices[happened.Entity.Number].Active is { } active && e.Releases.Contains(active))
                    Change(happened.Entity.Number, null, null, null);
                break;
            case DeviceEvent.SoftwareUpdateInstalled e:
                Change(happened.Entity.Number, null, e.OsBuild, null);
                break;
        }
    }

    /// <summary>
    /// The shares at all moments, in their order; null where the release was not published long enough before the end.
    /// </summary>
    public ImmutableArray<AdoptedShare?> Until(VirtualTime end)
    {
        AdvanceTo(end.Next());
        return [.. _shares];
    }

    private void Publish(string release, VirtualTime at)
    {
        foreach (var series in _series.Where(series => series.Release.Id == release))
            series.Published ??= at;
        FindNext();
    }

    /// <summary>Takes the shares at all moments before this one.</summary>
    private void AdvanceTo(VirtualTime at)
    {
        foreach (var series in _series)
        {
            while (series is { Published: { } published, IsDone: false }
                && published + _moments[series.Place].After < at)
            {
                double devices = series.Platform is { } platform ? _enrolled[(int)platform] : _enrolled.Sum();
                _shares[series.Place] = devices == 0 ? null : new(series.Has / devices, series.Could / devices);
                series.Done++;
            }
        }

        FindNext();
    }

    private void FindNext() => _next = _series
        .Where(series => series is { Published: not null, IsDone: false })
        .Select(series => series.Published!.Value + _moments[series.Place].After)
        .DefaultIfEmpty(VirtualTime.Never)
        .Min();

    private void Change(int number, Platform? platform, string? build, string? active)
    {
        ref var device = ref _devices[number];
        device.Platform = platform ?? device.Platform;
        device.Build = build ?? device.Build;
        device.Active = active;
        var key = (device.Platform, device.Build!, active);
        if (!_known.TryGetValue(key, out var masks))
            _known[key] = masks = MasksOf(device.Platform, device.Build!, active);
        masks.Could |= device.Could;
        if (masks == (device.Has, device.Could))
            return;
        for (var i = 0; i < _series.Length; i++)
        {
            _series[i].Has += Bit(masks.Has, i) - Bit(device.Has, i);
            _series[i].Could += Bit(masks.Could, i) - Bit(device.Could, i);
        }

        (device.Has, device.Could) = masks;
    }

    private static int Bit(ulong mask, int place) => (int)(mask >> place & 1);

    private (ulong Has, ulong Could) MasksOf(Platform platform, string build, string? active)
    {
        var (has, could) = (0UL, 0UL);
        for (var i = 0; i < _series.Length; i++)
        {
            var series = _series[i];
            if (series.Platform is { } only && only != platform)
                continue;
            var runs = series.Release is Release
                ? Protection.SourceOf(_world, series.Release.Id, platform, build, active) is not null
                : series.Builds.Contains((platform, build));
            has |= runs ? 1UL << i : 0;
            could |= runs || IsFor(series.Release, platform, build) ? 1UL << i : 0;
        }

        return (has, could);
    }

    private static bool IsFor(IRelease release, Platform platform, string build) => release switch
    {
        Release response => response.TargetFor(platform, build) is not null,
        SoftwareUpdate update => update.Targets.Any(
            target => target.Platform == platform && target.FromBuild == build),
        _ => throw new ArgumentOutOfRangeException(nameof(release), release, "A new release needs a rule here."),
    };

    /// <summary>The builds to which a software update leads, directly or through further updates.</summary>
    private HashSet<(Platform, string)> BuildsWith(IRelease release)
    {
        var builds = new HashSet<(Platform, string)>();
        if (release is not SoftwareUpdate update)
            return builds;
        var open = new Stack<(Platform, string)>(update.Targets.Select(target => (target.Platform, target.Build)));
        while (open.TryPop(out var build))
        {
            if (!builds.Add(build))
                continue;
            foreach (var next in _world.Scenario.Updates.SelectMany(one => one.Targets))
            {
                if ((next.Platform, next.FromBuild) == build)
                    open.Push((next.Platform, next.Build));
            }
        }

        return builds;
    }
}
