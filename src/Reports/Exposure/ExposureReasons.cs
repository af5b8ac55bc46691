using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Adoption;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Exposure;

/// <summary>
/// Finds why a device does not have the fixes of a response at the end of a run. What its events do not contain
/// follows from scenario and traits.
/// </summary>
/// <param name="rings">Null in a fleet without rings.</param>
/// <param name="build">The text of a base build, by its number in a <see cref="DeviceProjection"/>.</param>
internal sealed class ExposureReasons(
    World world, VirtualTime end, Roster<UpdateProjection> updates, EnforcementProjection enforcements,
    RingProjection? rings, Func<int, string> build)
{
    private readonly Dictionary<(Platform, ushort Build, ushort Update), UpdateTarget?> _targets = [];
    private readonly Dictionary<string, bool> _enforced = new(StringComparer.Ordinal);

    public ExposureReason Of(int device, in DeviceProjection trace, ReleaseProjection release)
    {
        if (!release.IsFor(trace.Platform, trace.Build))
            return ExposureReason.NotEligible;
        if (trace.AwaitsHands)
            return ExposureReason.AwaitingHands;
        if (trace.Work.Release == release.Number && OfInstallation(device, trace, release) is { } installing)
            return installing;
        if (OfUpdate(device, trace, release) is { } reason)
            return reason;
        if (release.Standing is ReleaseStanding.Withdrawn)
            return ExposureReason.Withdrawn;
        if (release.Standing is ReleaseStanding.Superseded)
            return ExposureReason.Superseded;

        // An enforcement takes precedence over a person's decision, over a ban by management, and over the ramp.
        var isEnforced = trace.IsManaged && IsEnforced(release.Id);
        if (!isEnforced && release.WasTakenOff(device))
            return ExposureReason.Removed;
        if (release.WasGivenUp(device))
            return ExposureReason.Failed;
        if (release.Standing is ReleaseStanding.Paused)
            return ExposureReason.Paused;
        if (isEnforced)
            return ExposureReason.AwaitingPoll;
        return !trace.MayInstall ? ExposureReason.Management
            : rings?.IsOffered(release.Id, device, end) == false ? ExposureReason.Ring
            : !IsAdmitted(device, release) ? ExposureReason.Ramp
            : ExposureReason.AwaitingPoll;
    }

    /// <summary>
    /// Null when the download has not begun and cannot begin, because the release is not offered now.
    /// </summary>
    private ExposureReason? OfInstallation(int device, in DeviceProjection trace, ReleaseProjection release)
    {
        ref readonly var work = ref trace.Work;
        switch (work.Step)
        {
            case WorkStep.Fetch:
                var begins = work.Fault is null
                    ? MomentsOf(device).DownloadStart(release.Id, work.Source, work.Since)
                    : work.Since;
                return begins <= end ? ExposureReason.Installing
                    : release.Standing is not ReleaseStanding.Published ? null
                    : work.Fault is { } last ? After(last)
                    : begins.IsNever ? ExposureReason.Declined
                    : ExposureReason.AwaitingDecision;
            case WorkStep.Restart when work.Fault is null:
                return trace.IsManaged && IsEnforced(release.Id)
                    ? ExposureReason.AwaitingRestart
                    : OfRestart(world.TraitsOf(device), work.Source);
            default:
                return work.Fault is { } fault && work.Since > end ? After(fault) : ExposureReason.Installing;
        }
    }

    /// <summary>Null when the device is not at work with a software update that brings the fixes.</summary>
    private ExposureReason? OfUpdate(int device, in DeviceProjection trace, ReleaseProjection release)
    {
        ref readonly var work = ref trace.Work;
        if (work.Step is not (WorkStep.FetchUpdate or WorkStep.RestartUpdate or WorkStep.PersonaliseUpdate
                or WorkStep.Update)
            || TargetOf(trace) is not { } target
            || !world.HasFixes(release.Id, trace.Platform, target.Build))
        {
            return null;
        }

        if (work.Step is WorkStep.PersonaliseUpdate or WorkStep.Update)
            return ExposureReason.Installing;
        if (work.Fault is { } fault && work.Since > end)
            return After(fault);
        var moments = MomentsOf(device);
        var begins = work.Fault is null
            ? moments.UpdateStart(target.Version, work.Source, work.Since, work.BeginsAtOnce)
            : work.Since;
        if (begins.IsNever || begins > end)
            return begins.IsNever ? ExposureReason.Declined : ExposureReason.AwaitingDecision;
        var job = new UpdateJob(target.Version, target.Build, work.Source, work.Attempt, GateTries: 0);
        return moments.Life.Done(begins, moments.UpdateDownloadTime(job, target.Download)) > end
            ? ExposureReason.Installing
            : OfRestart(world.TraitsOf(device), work.Source);
    }

    private static ExposureReason OfRestart(Traits traits, OfferSource source) => traits.Restarts switch
    {
        RestartHabit.Never when source != OfferSource.Command => ExposureReason.Declined,
        RestartHabit.PutsOff when !source.IsByHand => ExposureReason.PutOff,
        _ => ExposureReason.AwaitingRestart,
    };

    private static ExposureReason After(DeviceFault fault) => fault switch
    {
        DeviceFault.StorageFull => ExposureReason.Space,
        DeviceFault.BatteryLow => ExposureReason.Battery,
        DeviceFault.DeviceInUse => ExposureReason.InUse,
        DeviceFault.ManagementForbids => ExposureReason.Management,
        _ => ExposureReason.Retrying,
    };

    private DeviceMoments MomentsOf(int device) => new(world, DeviceState.Unenrolled(world.TraitsOf(device), world));

    private bool IsAdmitted(int device, ReleaseProjection release) =>
        RampDraws.AdmittedFrom(world, device, release.Id, release.Percent, release.Admission) <= end;

    private bool IsEnforced(string release)
    {
        if (!_enforced.TryGetValue(release, out var holds))
            _enforced[release] = holds = enforcements.Holds(release, end);
        return holds;
    }

    private UpdateTarget? TargetOf(in DeviceProjection trace)
    {
        var key = (trace.Platform, trace.Build, trace.Update);
        if (!_targets.TryGetValue(key, out var target))
        {
            var (from, version) = (build(trace.Build), updates[trace.Update - 1].Version);
            _targets[key] = target = world.Scenario.FindUpdate(version)?.Targets
                .FirstOrDefault(one => one.Platform == key.Platform && one.FromBuild == from);
        }

        return target;
    }
}
