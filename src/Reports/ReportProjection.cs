using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Adoption;
using RsrActors.Reports.Exposure;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports;

/// <summary>
/// Reads the events of a run once, in the order of its history, and collects what a <see cref="Report"/> contains. It
/// keeps a few bytes per device and release, so that a million devices and any number of events fit into memory.
/// </summary>
public sealed partial class ReportProjection
{
    private readonly World _world;
    private readonly DeviceProjections _devices;
    private readonly Contact? _contact;
    private readonly Roster<ReleaseProjection> _releases;
    private readonly CrashProjection? _crashes;
    private readonly Roster<UpdateProjection> _updates;
    private readonly Roster<BaseBuild> _builds = new((text, place) => new(text, place));
    private readonly EnforcementProjection _enforcements;
    private readonly RingProjection? _rings;
    private readonly HolderProjection _holders;
    private readonly BootProjection _boots = new();
    private readonly VulnerabilityProjection? _vulnerabilities;
    private readonly ProtectionCurve _protected;
    private readonly EffortProjection _effort = new();
    private readonly SigningProjection _signing = new();
    private readonly AdoptionCurve _adoption = new();
    private readonly DecisionProjection _decisions = new();
    private readonly LiveOrderCount _liveOrders = new();
    private readonly long[] _platforms = new long[PlatformNames.All.Count];
    private ReleaseCurves? _curves;
    private long _events;
    private long _enrolled;

    /// <param name="commands">The run's live commands.</param>
    public ReportProjection(World world, ImmutableArray<ScriptedCommand> commands)
    {
        _world = world;
        _devices = new(world.Fleet.Devices);
        _contact = Contact.Of(world.Fleet);
        var surveillance = world.Scenario.Analytics.Enabled ? new Surveillance(world.Scenario) : null;
        _releases = new((id, place) => new(id, place)
        {
            Contact = _contact,
            Crashes = surveillance is null ? null : new(id, place + 1, surveillance),
        });
        _updates = new((version, place) => new(version, place, world.Scenario.FindUpdate(version)?.BootLoop));
        _crashes = surveillance is null ? null : new(_releases, surveillance.Scenario);
        _vulnerabilities = world.Scenario.Vulnerabilities.IsEmpty
            ? null
            : new(world, TextOf, number => _releases[number - 1].Id);
        _protected = new(world, TextOf, number => _releases[number - 1].Id);
        _rings = world.Fleet.Rings.IsEmpty ? null : new(world);
        _holders = new(world, _devices, _releases, _updates, TextOf);
        _enforcements = new(
            EnforcementProjection.OrdersOf(world.Scenario, commands), _releases, _devices, world, _contact, TextOf);
    }

    /// <summary>Collects curves from now on; call it before the first event.</summary>
    public void KeepCurves() => _protected.Curves = _curves = new();

    /// <summary>
    /// The curves from an hour on, up to a moment at or after the last event. More events may follow.
    /// </summary>
    /// <param name="from">The number of the first hour.</param>
    public FleetCurves CurvesUntil(VirtualTime end, int from) =>
        (_curves ?? throw new InvalidOperationException("No curves are kept.")).Until(end, from, _releases);

    public void Apply(in RecordedEvent recorded)
    {
        _curves?.AdvanceTo(recorded.At);
        _adoption.AdvanceTo(recorded.At, _enrolled, _releases);
        _protected.AdvanceTo(recorded.At);
        _enforcements.AdvanceTo(recorded.At);
        _events++;
        if (!recorded.Entity.IsDevice)
            _decisions.Apply(recorded);
        switch (recorded.Event)
        {
            case DeviceEvent happened:
                Apply(recorded.Entity.Number, happened, recorded.At);
                break;
            case ReleaseEvent happened:
                Apply(recorded.Entity.ReleaseId!, happened, recorded.At);
                break;
            case UpdateEvent.SecurityContentPublished e:
                _vulnerabilities?.Publish(e.Release, e.Fixes, recorded.At);
                break;
            case AnalyticsEvent happened:
                _crashes?.Apply(happened, recorded.At);
                break;
            case OperatorEvent happened:
                _liveOrders.Apply(happened);
                break;
            case SigningEvent:
                break;
            default:
                throw new ArgumentOutOfRangeException(
                    nameof(recorded), recorded.Event.GetType().Name, "A new kind of event needs a rule here.");
        }
    }

    /// <summary>The report as of a moment at or after the last event. More events may follow.</summary>
    public Report ReportAt(RunFacts facts, RunFigures run)
    {
        var (fleet, protection) = CountAt(facts.End).OfAll();
        return new(
            facts.Scenario,
            facts.Seed,
            facts.Version,
            facts.Start,
            facts.Devices,
            FixedDecimals.Seconds(facts.End.Milliseconds),
            _events,
            facts.Epochs,
            facts.HistoryHash,
            new(facts.InvariantsChecked, facts.InvariantsBroken),
            [
                .. _releases.All
                    .Select(release =>
                        release.ToFigures(_platforms, protection.GetValueOrDefault(release.Id)) with
                        {
                            Ramp = release.RampUntil(facts.End, _world, _devices.All.Length),
                        })
                    .OrderBy(one => one.Id, StringComparer.Ordinal),
            ],
            _signing.ToFigures(),
            _protected.AddedTo(_adoption.RowsUntil(facts.End, _enrolled, _releases)),
            [
                .. _updates.All.Select(update => update.ToFigures(facts.End))
                    .OrderBy(one => one.Version, StringComparer.Ordinal),
            ],
            run)
        {
            Inventory = InventoryFigures.Of(_world.Fleet),
            Protection = fleet,
            Vulnerabilities = _vulnerabilities?.ToFigures(facts.End),
            LiveOrders = _liveOrders.ToFigures(),
            Decisions = _decisions.ToFigures(),
            Enforcements = _enforcements.ToFigures(facts.End),
            Rings = _rings?.ToFigures(facts.End),
            Holders = _holders.ToFigures(facts.End),
            Effort = _effort.ToFigures(),
            Boots = _boots.ToFigures(),
            Crashes = _crashes?.ToFigures(facts.End),
            ProtectedByHour = _protected.Until(facts.End),
        };
    }

    /// <summary>
    /// A function that says whether an enrolled device, given by its number, has the fixes at a moment at or after the
    /// last event.
    /// </summary>
    public Func<int, DeviceProtection> ProtectionAt(VirtualTime at) => CountAt(at).Of;

    /// <summary>
    /// The devices that have a release at a moment at or after the last event, and those on which it is on its way.
    /// </summary>
    public ReleaseHolders HoldersAt(VirtualTime at, IRelease release) => _holders.HoldersOf(release, at);

    private ProtectionCount CountAt(VirtualTime at) =>
        new(_world, _devices, _releases, new(_world, at, _updates, _enforcements, _rings, TextOf), _contact, TextOf);

    private void Apply(string id, ReleaseEvent happened, VirtualTime at)
    {
        _rings?.Apply(id, happened, at);
        _holders.Apply(id, happened);
        if (happened is ReleaseEvent.Published)
            AdmitToRings(id);
        if (_world.Scenario.FindUpdate(id) is not null)
        {
            // An update that was only drafted has no row in the report.
            if (happened is not ReleaseEvent.Drafted)
                _updates.Of(id).Apply(happened, at);
            return;
        }

        var release = _releases.Of(id);
        release.Apply(happened, at);
        if (happened is not ReleaseEvent.Published)
        {
            Recount(happened);
            return;
        }

        var prerequisites = release.Targets
            .Select(target => (target.Platform, Build: BuildOf(target.PrerequisiteBuild.Text)))
            .ToHashSet();
        release.Publish(prerequisites, at);
        var traces = _devices.All;
        for (var device = 0; device < traces.Length; device++)
            release.Admit(device, traces[device]);
        if (release.Crashes is { } crashes)
            _crashes!.Publish(crashes, prerequisites, traces, at);
        Recount(happened);
    }

    /// <summary>Without vulnerabilities the newest response says which devices are protected.</summary>
    private void Recount(ReleaseEvent happened)
    {
        if (_vulnerabilities is null && happened is ReleaseEvent.Published or ReleaseEvent.Withdrawn)
            _protected.Publish(ProtectionCount.Published(_releases), _devices.All);
    }

    /// <summary>Counts the devices of the rings that run a build that a published release is for.</summary>
    private void AdmitToRings(string release)
    {
        if (_rings is null)
            return;
        var traces = _devices.All;
        for (var device = 0; device < traces.Length; device++)
        {
            if (traces[device].IsEnrolled)
                AdmitToRing(release, device, traces[device]);
        }
    }

    private void AdmitToRing(string release, int device, in DeviceProjection trace)
    {
        var from = TextOf(trace.Build);
        foreach (var target in _world.Scenario.AllReleases.First(one => one.Id == release).Targets)
        {
            if (target.Platform == trace.Platform && target.PrerequisiteBuild.Text == from)
                _rings!.Admit(release, device);
        }
    }

    private ushort BuildOf(string text) => checked((ushort)(_builds.Of(text).Place + 1));

    private string TextOf(int build) => _builds[build - 1].Text;

    private sealed record BaseBuild(string Text, int Place);
}
