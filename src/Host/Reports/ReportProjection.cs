using System.Collections.Immutable;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.DeviceEvent;

namespace RsrActors.Host.Reports;

/// <summary>
/// Reads the events of a run once, in the order of its history, and keeps what a <see cref="Report"/> says. It
/// remembers a few bytes per device and release, so that a million devices and any number of events fit.
/// </summary>
internal sealed class ReportProjection
{
    private readonly Scenario? _scenario;
    private readonly DeviceTraces _devices;
    private readonly Roster<ReleaseTrace> _releases;
    private readonly CrashProjection? _crashes;
    private readonly Roster<UpdateTrace> _updates = new((version, place) => new(version, place));
    private readonly Roster<BaseBuild> _builds = new((text, place) => new(text, place));
    private readonly NumberTally _refused = new();
    private readonly AdoptionCurve _adoption = new();
    private long _events;
    private long _enrolled;
    private long _issued;
    private long _reused;

    /// <param name="devices">How many devices to expect.</param>
    /// <param name="surveillance">How the run's responses are watched; null without crash analytics.</param>
    public ReportProjection(int devices, Surveillance? surveillance = null)
    {
        _scenario = surveillance?.Scenario;
        _devices = new(devices);
        _releases = new((id, place) => new(id, place)
        {
            Crashes = surveillance is null ? null : new(id, place + 1, surveillance),
        });
        _crashes = surveillance is null ? null : new(_releases, surveillance.Scenario);
    }

    public static ReportProjection Of(Scenario scenario) =>
        new(scenario.Fleet.Devices, scenario.Analytics.Enabled ? new(scenario) : null);

    public void Apply(in RecordedEvent recorded)
    {
        _adoption.AdvanceTo(recorded.At, _enrolled, _releases);
        _events++;
        switch (recorded.Event)
        {
            case DeviceEvent happened:
                Apply(recorded.Entity.Number, happened, recorded.At);
                break;
            case ReleaseEvent happened:
                Apply(_releases.Of(recorded.Entity.ReleaseId!), happened, recorded.At);
                break;
            case ServiceEvent.SoftwareUpdatePublished e:
                _updates.Of(e.Version);
                break;
            case ServiceEvent happened:
                _crashes?.Apply(happened, recorded.At);
                break;
            default:
                throw new ArgumentOutOfRangeException(
                    nameof(recorded), recorded.Event.GetType().Name, "A new kind of event needs a rule here.");
        }
    }

    /// <summary>The report as of a moment at or after the last event. More events may follow.</summary>
    public Report ReportAt(RunFacts facts, RunFigures run) => new(
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
        [.. _releases.All.Select(release => release.ToFigures()).OrderBy(one => one.Id, StringComparer.Ordinal)],
        new(_issued, _reused, _refused.ToCounts()),
        _adoption.RowsUntil(facts.End, _enrolled, _releases),
        [.. _updates.All.Select(update => update.ToFigures()).OrderBy(one => one.Version, StringComparer.Ordinal)],
        run)
    {
        Crashes = _crashes?.ToFigures(facts.End),
    };

    private void Apply(int device, DeviceEvent happened, VirtualTime at)
    {
        var before = _devices[device];
        Fold(device, happened, at);
        if (_crashes is null)
            return;
        ref var after = ref _devices[device];
        if (!after.IsAs(before))
            _crashes.Move(device, before, after, at);
        _crashes.Apply(device, after, happened, at);
    }

    private void Fold(int device, DeviceEvent happened, VirtualTime at)
    {
        switch (happened)
        {
            case ResponseOffered e:
                _releases.Of(e.Release).Offer(device);
                break;
            case TicketIssued { Reused: true }:
                _reused++;
                break;
            case TicketIssued:
                _issued++;
                break;
            case TicketRefused e:
                _refused.Count(e.Status);
                break;
            case SafariRelaunched e:
                var ahead = _releases.Of(e.Release);
                ahead.ProtectBrowser(device);
                _devices[device].Safari = NumberOf(ahead);
                break;
            case ResponseActivated e:
                var release = _releases.Of(e.Release);
                Activate(ref _devices[device], release);
                release.Activate(device, at);
                break;
            case InstallAttemptFailed e:
                _releases.Of(e.Release).Fail(e);
                break;
            case InstallAbandoned e:
                _releases.Of(e.Release).Abandon(device);
                break;
            case RemovalStarted e:
                _devices[device].Cause = e.Cause;
                break;
            case ResponsesRemoved e:
                Remove(device, e.Releases, at);
                break;
            case Enrolled e:
                Enrol(ref _devices[device], e, IsAsked(device));
                break;
            case SoftwareUpdateOffered e:
                Offer(device, _updates.Of(e.Version));
                break;
            case SoftwareUpdateAttemptFailed e:
                _updates.Of(e.Version).Fail(e.Fault);
                break;
            case SoftwareUpdateInstalled e:
                Install(device, e);
                break;
            case AnalyticsSharingChanged e:
                _devices[device].Shares = e.SharesAnalytics && IsAsked(device);
                break;
            case ApplicationCrashed or CrashTotalsReported or RemovalRecommended or RecommendationAnswered:
                break; // Crashes are read apart.
            case PatchDownloaded or TicketRequested or ResponseStaged or Restarted or NonceRolled or ManagementChanged:
            case RecommendationReported or ChargerDisconnected:
                break; // Counted in none of the figures.
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs a rule here.");
        }
    }

    private void Apply(ReleaseTrace release, ReleaseEvent happened, VirtualTime at)
    {
        release.Apply(happened, at);
        if (happened is not ReleaseEvent.Published)
            return;

        release.Publish(at);
        var prerequisites = release.Targets
            .Select(target => (target.Platform, Build: BuildOf(target.PrerequisiteBuild.Text)))
            .ToHashSet();
        var traces = _devices.All;
        for (var device = 0; device < traces.Length; device++)
        {
            if (prerequisites.Contains((traces[device].Platform, traces[device].Build)))
                release.Admit(device);
        }

        if (release.Crashes is { } crashes)
            _crashes!.Publish(crashes, prerequisites, traces, at);
    }

    private void Enrol(ref DeviceTrace trace, Enrolled enrolled, bool isAsked)
    {
        _enrolled++;
        trace.Platform = enrolled.Platform;
        trace.Build = BuildOf(enrolled.OsBuild);
        trace.Shares = enrolled.SharesAnalytics && isAsked;
    }

    /// <summary>Whether a device, if it shares analytics, is one of those whose totals are collected.</summary>
    private bool IsAsked(int device) => _scenario is null
        || _scenario.Analytics.Upload.Asks(new Dice(_scenario.Seed, EntityId.Device(device)));

    private void Offer(int device, UpdateTrace update)
    {
        update.Offer(device);
        _devices[device].Update = checked((ushort)(update.Place + 1));
    }

    private void Install(int device, SoftwareUpdateInstalled installed)
    {
        ref var trace = ref _devices[device];
        var update = trace.Update > 0 ? _updates[trace.Update - 1] : _updates.Of(installed.To);
        update.Install(device);
        Deactivate(ref trace);
        trace.Safari = 0;
        trace.Build = BuildOf(installed.OsBuild);
    }

    private void Remove(int device, ImmutableArray<string> releases, VirtualTime at)
    {
        ref var trace = ref _devices[device];
        foreach (var id in releases)
        {
            var release = _releases.Of(id);
            release.Remove(device, trace.Cause, at);
            if (trace.Active == NumberOf(release))
                Deactivate(ref trace);
            if (trace.Safari == NumberOf(release))
                trace.Safari = 0;
        }
    }

    private void Activate(ref DeviceTrace trace, ReleaseTrace release)
    {
        Deactivate(ref trace);
        trace.Active = NumberOf(release);
        trace.Safari = 0;
        release.ActiveNow++;
    }

    private void Deactivate(ref DeviceTrace trace)
    {
        if (trace.Active > 0)
            _releases[trace.Active - 1].ActiveNow--;
        trace.Active = 0;
    }

    private static ushort NumberOf(ReleaseTrace release) => checked((ushort)(release.Place + 1));

    private ushort BuildOf(string text) => checked((ushort)(_builds.Of(text).Place + 1));

    private sealed record BaseBuild(string Text, int Place);
}
