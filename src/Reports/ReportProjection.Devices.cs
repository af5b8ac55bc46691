using System.Collections.Immutable;
using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Adoption;
using RsrActors.Reports.Traces;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Reports;

/// <summary>The events of devices.</summary>
public sealed partial class ReportProjection
{
    private void Apply(int device, DeviceEvent happened, VirtualTime at)
    {
        var before = _devices[device];
        Fold(device, happened, at);
        _devices[device].Work.Apply(happened, at);
        ref var after = ref _devices[device];
        if (!after.IsAs(before))
        {
            if (_vulnerabilities is { } flaws)
                _protected.Add(flaws.Move(device, before, after, at), after.Platform);
            else
                _protected.Move(before, after);
            _crashes?.Move(device, before, after, at);
            _curves?.Move(before, after);
        }

        _crashes?.Apply(device, after, happened, at);
        if (happened is ApplicationCrashed crashed)
        {
            CountCausedByUpdate(device, after, crashed, at);
            if (crashed.Release is { } release)
                _curves?.Crash(_releases.Of(release).Number, after.Platform);
        }
    }

    private void Fold(int device, DeviceEvent happened, VirtualTime at)
    {
        if (!_world.Scenario.Background.IsEmpty)
        {
            ref var trace = ref _devices[device];
            trace.Background = BackgroundContent.After(trace.Background, happened, trace.Platform, _world);
        }

        switch (happened)
        {
            case ResponseOffered e:
                Offer(device, e, at);
                break;
            case TicketIssued e:
                _signing.Issue(e);
                break;
            case TicketRefused e:
                _signing.Refuse(e);
                break;
            case BootTicketIssued:
                _signing.IssueBoot();
                break;
            case SafariRelaunched e:
                var ahead = _releases.Of(e.Release);
                ahead.ProtectBrowser(device);
                _devices[device].Safari = ahead.Number;
                break;
            case PatchDownloaded e:
                _effort.Download(MechanismKind.RapidResponse, _devices[device].Platform, e.Bytes);
                break;
            case ResponseStaged e:
                _rings?.Stage(e.Release, device, at);
                break;
            case ResponseActivated e:
                AddEffort(_devices[device], e);
                Activate(device, _releases.Of(e.Release), at);
                _rings?.Install(e.Release, device, at - e.Downtime, at, isUpdate: false);
                _enforcements.Install(device, at - e.Downtime);
                break;
            case InstallAttemptFailed e:
                _releases.Of(e.Release).Fail(e);
                break;
            case InstallAbandoned e:
                _releases.Of(e.Release).Abandon(device, e.Fault);
                break;
            case RemovalStarted e:
                _devices[device].Cause = e.Cause;
                break;
            case ResponsesRemoved e:
                Remove(device, e.Releases, at);
                break;
            case KeptFilesRemoved e:
                _releases.Of(e.Release).ForgetApplied(device);
                break;
            case Enrolled e:
                Enrol(device, e);
                break;
            case ManagementChanged e:
                _devices[device].Manage(e.Managed);
                break;
            case SoftwareUpdateOffered e:
                Offer(device, _updates.Of(e.Release));
                _rings?.Offer(e.Release, device, e.Source, at);
                break;
            case SoftwareUpdateAttemptFailed e:
                UpdateOf(device, e.Version).Fail(e.Fault);
                _signing.Fail(e);
                break;
            case BootLoopStarted e:
                UpdateOf(device, e.Version).Loop(device);
                _devices[device].AwaitsHands = true;
                break;
            case BootLoopEnded e:
                UpdateOf(device, e.Version).Restore(device, at);
                _devices[device].AwaitsHands = false;
                break;
            case SoftwareUpdateInstalled e:
                AddEffort(_devices[device].Platform, e);
                _rings?.Install(UpdateOf(device, e.To).Version, device, at - e.Downtime, at, isUpdate: true);
                Install(device, e);
                _enforcements.Install(device, at - e.Downtime);
                break;
            case BootStepFailed e:
                _boots.Fail(device, e);
                _devices[device].AwaitsHands = e.Fallback == BootFallback.Hands && StopsBoot(device, e.Step);
                break;
            case StoredFileDamaged e:
                _boots.Damage(e);
                break;
            case Restarted e:
                _devices[device].AwaitsHands = false;
                if (e.Reason == RestartReason.Repair)
                    _boots.Repair(device);
                break;
            case AnalyticsSharingChanged e:
                _devices[device].Shares = e.SharesAnalytics && IsAsked(device);
                break;
            case ApplicationCrashed or CrashTotalsReported or RemovalRecommended or RecommendationAnswered:
                break; // The CrashProjection reads these.
            case TicketRequested or NonceRolled:
            case RecommendationReported or ChargerDisconnected or AffectedApplicationsFetched or PersonalFilesRemoved:
            case SafariRelaunchOffered or SafariRelaunchAnswered or RemovalAttemptFailed or DataVolumeUnlocked:
            case LivePatchRemoved or BootTicketRequested or EnforcementNotified:
                break; // No figure counts these.
            case SecurityDataInstalled e:
                AddEffort(MechanismKind.SecurityData, _devices[device].Platform, e.Bytes, 0, TimeSpan.Zero);
                break;
            case SafariPackageInstalled e:
                AddEffort(MechanismKind.SafariPackage, _devices[device].Platform, e.Bytes, 0, TimeSpan.Zero);
                break;
            case LivePatchApplied { Tool: LivePatchTool.Kexec } e:
                AddEffort(MechanismKind.Kexec, _devices[device].Platform, e.Bytes, 1, e.Outage);
                break;
            case LivePatchApplied e:
                AddEffort(MechanismKind.LivePatch, _devices[device].Platform, e.Bytes, 0, e.Outage);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs a rule here.");
        }
    }

    private void Enrol(int device, Enrolled enrolled)
    {
        ref var trace = ref _devices[device];
        _enrolled++;
        _platforms[(int)enrolled.Platform]++;
        trace.Platform = enrolled.Platform;
        trace.Build = BuildOf(enrolled.OsBuild);
        trace.Shares = enrolled.SharesAnalytics && IsAsked(device);
        trace.Manage(enrolled.Managed);
        _rings?.Enrol(device);
        if (enrolled.Response is { } release)
            trace.Active = _releases.Of(release).Begin(device);
        Admit(device, trace);
    }

    /// <summary>The device has a new base: published responses may be for it.</summary>
    private void Admit(int device, in DeviceProjection trace)
    {
        for (var place = 0; place < _releases.Count; place++)
            _releases[place].Admit(device, trace);
        if (_rings is null)
            return;
        foreach (var release in _rings.Published)
            AdmitToRing(release, device, trace);
    }

    /// <summary>Whether a device, if it shares analytics, is one of those whose totals are collected.</summary>
    private bool IsAsked(int device) => _crashes is null
        || _world.Scenario.Analytics.Upload.Asks(new Dice(_world.Scenario.Seed, EntityId.Device(device)));

    private void Offer(int device, ResponseOffered offered, VirtualTime at)
    {
        var release = _releases.Of(offered.Release);
        var foundBy = FoundByOf(device, offered.Source, at);
        release.Offer(device, foundBy);
        _rings?.Offer(offered.Release, device, offered.Source, at);
        _devices[device].Work.Offer(release.Number, offered.Source, foundBy, at);
    }

    /// <summary>
    /// On a device without automatic updates its person starts the download, so that its offers have the person as
    /// source. An automatic poll, or the poll at a deadline, may have found the response nevertheless; the ramp applies
    /// to these polls.
    /// </summary>
    private FoundBy FoundByOf(int device, OfferSource source, VirtualTime at) => source switch
    {
        OfferSource.Automatic => FoundBy.Ramp,
        OfferSource.Management => FoundBy.Management,
        OfferSource.Command => FoundBy.Hand,
        OfferSource.User when _enforcements.IsDeadline(device, at) => FoundBy.Ramp,
        OfferSource.User =>
            _world.LifeOf(_world.TraitsOf(device)).NextPoll(at) == at ? FoundBy.Ramp : FoundBy.Hand,
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "A new source needs a rule here."),
    };

    private void Offer(int device, UpdateProjection update)
    {
        update.Offer(device);
        _devices[device].Update = checked((ushort)(update.Place + 1));
    }

    private void Install(int device, SoftwareUpdateInstalled installed)
    {
        ref var trace = ref _devices[device];
        UpdateOf(device, installed.To).Install(device);
        Deactivate(device, ref trace, ActivityEnd.SoftwareUpdate);
        trace.Safari = 0;
        trace.Build = BuildOf(installed.OsBuild);
        for (var place = 0; place < _releases.Count; place++)
            _releases[place].Forget(device);
        Admit(device, trace);
    }

    /// <summary>The update that the device was offered last; one of the version when there was no offer.</summary>
    private UpdateProjection UpdateOf(int device, string version) =>
        _devices[device].Update is > 0 and var place ? _updates[place - 1] : _updates.Of(version);

    /// <summary>Where the Data volume is unlocked last, the device is up without it.</summary>
    private bool StopsBoot(int device, BootStep step) => step != BootStep.DataUnlock
        || BootSteps.UnlocksBeforeKernel(_devices[device].Platform, _world.TraitsOf(device).FileVault);

    private void CountCausedByUpdate(int device, in DeviceProjection trace, ApplicationCrashed crashed, VirtualTime at)
    {
        if (_world.HarmfulUpdateOf(trace.Platform, TextOf(trace.Build)) is { } harmful
            && AddedCrashes.CountAt(_world, device, harmful, crashed.Application, at) > 0)
        {
            _updates.Of(harmful.Update.Version).Crash();
        }
    }

    private void Remove(int device, ImmutableArray<string> releases, VirtualTime at)
    {
        ref var trace = ref _devices[device];
        foreach (var id in releases)
        {
            var release = _releases.Of(id);
            release.Remove(device, trace, at);
            if (trace.Active == release.Number)
                Deactivate(device, ref trace, ActivityEnd.Removal);
            if (trace.Safari == release.Number)
                trace.Safari = 0;
        }
    }

    private void Activate(int device, ReleaseProjection release, VirtualTime at)
    {
        ref var trace = ref _devices[device];
        Deactivate(device, ref trace, ActivityEnd.LaterResponse);
        trace.Active = release.Number;
        trace.Safari = 0;
        release.Activate(device, trace, at);
    }

    private void Deactivate(int device, ref DeviceProjection trace, ActivityEnd end)
    {
        if (trace.Active > 0)
            _releases[trace.Active - 1].Deactivate(device, end);
        trace.Active = 0;
    }
}
