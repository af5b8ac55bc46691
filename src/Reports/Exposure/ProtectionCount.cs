using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Reports.Adoption;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Exposure;

/// <summary>One device, compared with the newest response for its platform.</summary>
/// <param name="Newest">Null when no response was published for the platform.</param>
/// <param name="By">The source of its fixes; null when it does not have them.</param>
/// <param name="Why">Why it does not have them; null when it has.</param>
/// <param name="InSafari">Safari alone runs content with the fixes.</param>
public readonly record struct DeviceProtection(string? Newest, FixSource? By, ExposureReason? Why, bool InSafari);

/// <summary>
/// Counts, at the end of a run, the devices that have the fixes of each response, and the others by reason.
/// </summary>
/// <param name="contact">Which devices were in contact at the start; null where no device was away.</param>
/// <param name="build">The text of a base build, by its number in a <see cref="DeviceProjection"/>.</param>
internal sealed class ProtectionCount(
    World world, DeviceProjections devices, Roster<ReleaseProjection> releases, ExposureReasons reasons,
    Contact? contact, Func<int, string> build)
{
    private readonly Dictionary<(int Release, Platform, ushort Build, ushort Active), FixSource?> _sources = [];
    private readonly ImmutableArray<ReleaseProjection> _published =
        [.. releases.All.Where(release => release.WasPublished)];
    private readonly Lazy<Protection> _protection = new(() => new Protection(world, Published(releases)));

    /// <summary>An enrolled device, compared with the newest response for its platform.</summary>
    public DeviceProtection Of(int device) =>
        _protection.Value.NewestFor(devices[device].Platform) is { } newest
            ? Of(device, devices[device], releases.Of(newest))
            : new(null, null, ExposureReason.NotEligible, InSafari: false);

    /// <summary>The figures of the fleet, and those of each published release by its id.</summary>
    public (FleetProtectionFigures? Fleet, ImmutableDictionary<string, ProtectionFigures> Releases) OfAll()
    {
        if (_published.IsEmpty)
            return (null, ImmutableDictionary<string, ProtectionFigures>.Empty);
        var protection = _protection.Value;
        var platforms = new HashSet<Platform>();
        var fleet = new Count(contact);
        Count[] each = [.. _published.Select(_ => new Count(contact))];
        var traces = devices.All;
        for (var device = 0; device < traces.Length; device++)
        {
            ref readonly var trace = ref traces[device];
            if (!trace.IsEnrolled)
                continue;
            platforms.Add(trace.Platform);
            var newest = protection.NewestFor(trace.Platform);
            if (newest is null)
                fleet.Add(device, trace, new(null, null, ExposureReason.NotEligible, InSafari: false));
            for (var place = 0; place < _published.Length; place++)
            {
                var release = _published[place];
                Add(each[place], release.Id == newest ? fleet : null, device, trace, release);
            }
        }

        return (
            new(Newest(protection, platforms), fleet.ToFigures()),
            _published.Zip(each, (release, count) => (release.Id, Figures: count.ToFigures()))
                .ToImmutableDictionary(pair => pair.Id, pair => pair.Figures, StringComparer.Ordinal));
    }

    /// <param name="fleet">The fleet's count if the release is the newest for the device's platform; else null.</param>
    private void Add(Count count, Count? fleet, int device, in DeviceProjection trace, ReleaseProjection release)
    {
        var found = Of(device, trace, release);
        count.Add(device, trace, found);
        fleet?.Add(device, trace, found);
    }

    private DeviceProtection Of(int device, in DeviceProjection trace, ReleaseProjection release) =>
        SourceOf(release, trace, trace.Active) is { } source
            ? new(release.Id, source, null, InSafari: false)
            : new(
                release.Id, null, reasons.Of(device, trace, release),
                trace.Safari > 0 && SourceOf(release, trace, trace.Safari) is not null);

    private FixSource? SourceOf(ReleaseProjection release, in DeviceProjection trace, ushort runs)
    {
        var key = (release.Place, trace.Platform, trace.Build, runs);
        if (!_sources.TryGetValue(key, out var source))
        {
            _sources[key] = source = Protection.SourceOf(
                world, release.Id, trace.Platform, build(trace.Build), runs == 0 ? null : releases[runs - 1].Id);
        }

        return source;
    }

    private static ImmutableSortedDictionary<string, string> Newest(
        Protection protection, HashSet<Platform> platforms) => platforms
        .Where(platform => protection.NewestFor(platform) is not null)
        .ToImmutableSortedDictionary(
            platform => platform.Name, platform => protection.NewestFor(platform)!, StringComparer.Ordinal);

    /// <summary>All published responses, withdrawn ones too.</summary>
    public static ImmutableArray<CatalogueEntry> Published(Roster<ReleaseProjection> releases) =>
    [
        .. releases.All.Where(release => release.WasPublished)
            .Select(release => new CatalogueEntry(release.Id, release.Percent, StatusOf(release))),
    ];

    private static CatalogueStatus StatusOf(ReleaseProjection release) => release.Standing switch
    {
        ReleaseStanding.Published => CatalogueStatus.Offered,
        ReleaseStanding.Paused => CatalogueStatus.Paused,
        ReleaseStanding.Withdrawn => CatalogueStatus.Withdrawn,
        ReleaseStanding.Superseded => CatalogueStatus.Superseded,
        _ => throw new ArgumentOutOfRangeException(
            nameof(release), release.Standing, "A published release is listed in one of these ways."),
    };

    /// <summary>Devices that have the fixes, by source, and the others by reason.</summary>
    private sealed class Count(Contact? contact)
    {
        private readonly Tally<FixSource> _protected = new();
        private readonly Tally<ExposureReason> _exposed = new();
        private long _runOther;
        private long _inSafari;
        private long _silent;
        private long _silentEligible;

        public void Add(int device, in DeviceProjection trace, DeviceProtection found)
        {
            if (found.By is { } source)
            {
                _protected.Count((int)source);
                return;
            }

            _exposed.Count((int)found.Why!.Value);
            _runOther += trace.Active > 0 ? 1 : 0;
            _inSafari += found.InSafari ? 1 : 0;
            if (contact.IsInContact(device))
                return;
            _silent++;
            _silentEligible += found.Why is ExposureReason.NotEligible ? 0 : 1;
        }

        public ProtectionFigures ToFigures() => new()
        {
            Devices = _protected.Sum + _exposed.Sum,
            Protected = _protected.Sum,
            ProtectedBy = _protected.ToCounts(),
            Exposed = _exposed.Sum,
            ExposedBy = _exposed.ToCounts(),
            ExposedWithOther = _runOther,
            ExposedButSafari = _inSafari,
            ExposedSilent = contact is null ? null : new(_silent, _silentEligible),
        };
    }
}
