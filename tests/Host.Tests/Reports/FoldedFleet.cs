using System.Collections.Immutable;
using RsrActors.Model;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Tests.Reports;

/// <summary>
/// A fleet at the end of a history: every event is folded into the state of its device. That is slow and needs much
/// memory. The report counts from a few bytes per device, and tests compare its figures with this fleet.
/// </summary>
internal sealed class FoldedFleet
{
    private readonly World _world;
    private readonly VirtualTime _end;
    private readonly DeviceState[] _devices;
    private readonly Dictionary<int, DeviceFault> _lastFaults = [];
    private readonly HashSet<(int Device, string Release)> _givenUp = [];
    private readonly UpdateServiceState _updates;

    public FoldedFleet(World world, IEnumerable<RecordedEvent> history)
    {
        _world = world;
        _end = world.Scenario.End;
        _devices =
            [.. Enumerable.Range(0, world.Fleet.Devices).Select(i => DeviceState.Unenrolled(world.TraitsOf(i), world))];
        _updates = UpdateServiceState.Initial(world.Scenario);
        foreach (var happened in history)
        {
            if (happened.Event is DeviceEvent e)
                Fold(happened.Entity.Number, e, happened.At);
            else if (happened.Event is ReleaseEvent)
                _updates = _updates.Evolve(happened);
        }

        Catalogue = _updates.CatalogueAfter(Catalogue.Empty, VirtualTime.Zero);
    }

    public Catalogue Catalogue { get; }

    public FleetCensus Census => FleetCensus.Of(_devices, _end.Next(), _world, Catalogue);

    /// <summary>Exposed devices by reason, compared with the newest response for their platform.</summary>
    public ImmutableSortedDictionary<string, long> Reasons()
    {
        var protection = new Protection(_world, Catalogue.Responses);
        return _devices.Where(device => !device.IsProtected(protection))
            .GroupBy(device => protection.NewestFor(device.Platform) is { } newest
                ? ReasonOf(device, newest)
                : ExposureReason.NotEligible)
            .ToImmutableSortedDictionary(
                group => Words.Of(group.Key), group => (long)group.Count(), StringComparer.Ordinal);
    }

    private void Fold(int device, DeviceEvent happened, VirtualTime at)
    {
        _devices[device] = DeviceFold.Evolve(_devices[device], happened, at, _world);
        switch (happened)
        {
            case DeviceEvent.InstallAttemptFailed e:
                _lastFaults[device] = e.Fault;
                break;
            case DeviceEvent.SoftwareUpdateAttemptFailed e:
                _lastFaults[device] = e.Fault;
                break;
            case DeviceEvent.InstallAbandoned e when e.Fault != DeviceFault.NoLongerOffered:
                _givenUp.Add((device, e.Release));
                break;
            case DeviceEvent.ResponseOffered e:
                _givenUp.Remove((device, e.Release));
                break;
            case DeviceEvent.SoftwareUpdateInstalled:
                _givenUp.RemoveWhere(one => one.Device == device);
                break;
        }
    }

    private ExposureReason ReasonOf(DeviceState device, string release)
    {
        var phase = _updates.Find(release).Phase;
        if (_world.Release(release).TargetFor(device.Platform, device.Os.Build) is null)
            return ExposureReason.NotEligible;
        if (device.Phase is DevicePhase.AwaitingHands or DevicePhase.BootLooping)
            return ExposureReason.AwaitingHands;
        if (device.Incoming == release && OfInstallation(device, phase) is { } installing)
            return installing;
        if (OfUpdate(device, release) is { } updating)
            return updating;
        var isEnforced = device.Managed is not null && IsEnforced(release);
        return phase is ReleasePhase.Withdrawn ? ExposureReason.Withdrawn
            : phase is ReleasePhase.Superseded ? ExposureReason.Superseded
            : !isEnforced && device.Blocked.Any(block => block.Release == release && block.IsPermanent)
                ? ExposureReason.Removed
            : _givenUp.Contains((device.Traits.Number, release)) ? ExposureReason.Failed
            : phase is ReleasePhase.Paused ? ExposureReason.Paused
            : isEnforced ? ExposureReason.AwaitingPoll
            : device.Managed is { AllowInstallation: false } ? ExposureReason.Management
            : Admits(phase, device, release) ? ExposureReason.AwaitingPoll
            : ExposureReason.Ramp;
    }

    private ExposureReason? OfInstallation(DeviceState device, ReleasePhase release) => device.Phase switch
    {
        DevicePhase.Fetching { From: var from } when from <= _end => ExposureReason.Installing,
        DevicePhase.Fetching when release is not ReleasePhase.Ramping => null,
        DevicePhase.Fetching { Job: { Attempt: > 1 } or { GateTries: > 0 } } => AfterTheLastFault(device),
        DevicePhase.Fetching { From.IsNever: true } => ExposureReason.Declined,
        DevicePhase.Fetching => ExposureReason.AwaitingDecision,
        DevicePhase.Requesting { From: var from } when from > _end => AfterTheLastFault(device),
        DevicePhase.Staged { Job.GateTries: > 0 } => AfterTheLastFault(device),
        DevicePhase.Staged p => device.Managed is not null && IsEnforced(p.Job.Release)
            ? ExposureReason.AwaitingRestart
            : Restarting(device, p.Job.Source, p.RestartAt),
        _ => ExposureReason.Installing,
    };

    private ExposureReason? OfUpdate(DeviceState device, string release)
    {
        var job = device.Phase switch
        {
            DevicePhase.FetchingUpdate p => p.Job,
            DevicePhase.UpdateReady p => p.Job,
            DevicePhase.AwaitingBootTicket p => p.Job,
            DevicePhase.Updating p => p.Job,
            _ => null,
        };
        if (job is null || !_world.HasFixes(release, device.Platform, job.OsBuild))
            return null;
        return device.StandingAt(_end.Next(), _world) switch
        {
            DeviceStanding.Retrying => AfterTheLastFault(device),
            DeviceStanding.UpdateOffered when device.Phase is DevicePhase.FetchingUpdate { From.IsNever: true } =>
                ExposureReason.Declined,
            DeviceStanding.UpdateOffered => ExposureReason.AwaitingDecision,
            DeviceStanding.UpdateReady when device.Phase is DevicePhase.UpdateReady =>
                AfterTheLastFault(device),
            DeviceStanding.UpdateReady => Restarting(device, job.Source, VirtualTime.Zero),
            _ => ExposureReason.Installing,
        };
    }

    private static ExposureReason Restarting(DeviceState device, OfferSource source, VirtualTime at) =>
        source == OfferSource.Command ? ExposureReason.AwaitingRestart
        : at.IsNever || device.Traits.Restarts is RestartHabit.Never ? ExposureReason.Declined
        : device.Traits.Restarts is RestartHabit.PutsOff && source != OfferSource.User ? ExposureReason.PutOff
        : ExposureReason.AwaitingRestart;

    private ExposureReason AfterTheLastFault(DeviceState device) => _lastFaults[device.Traits.Number] switch
    {
        DeviceFault.StorageFull => ExposureReason.Space,
        DeviceFault.BatteryLow => ExposureReason.Battery,
        DeviceFault.DeviceInUse => ExposureReason.InUse,
        DeviceFault.ManagementForbids => ExposureReason.Management,
        _ => ExposureReason.Retrying,
    };

    private bool Admits(ReleasePhase phase, DeviceState device, string release) => phase is ReleasePhase.Ramping ramping
        && device.Traits.Dice.Uniform(Purpose.Ramp, _world.PlaceOf(release)) * 100 < ramping.Percent;

    /// <summary>Reads only the script: no shipped scenario has live commands.</summary>
    private bool IsEnforced(string release) => new ManagementOrders([
        .. _world.Scenario.Script.Select(one => ManagementOrder.Of(one.Command, one.At, _world.Scenario))
            .OfType<ManagementOrder>()]).EnforcementOf(release) is not null;
}
