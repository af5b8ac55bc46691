using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>How an event changes a device. A <see cref="DeviceState"/> changes only here.</summary>
public static partial class DeviceFold
{
    public static DeviceState Evolve(DeviceState state, DeviceEvent happened, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(world);
        return Apply(state, happened, at, new DeviceMoments(world, state), world) with
        {
            Seq = state.Seq + 1,
            Background = world.Scenario.Background.IsEmpty
                ? state.Background
                : BackgroundContent.After(state.Background, happened, state.Platform, world),
            Stages = !world.Evidence.CollectsInstalls
                ? state.Stages
                : InstallStages.After(state.Stages, happened, state.SharesAnalytics, at, world),
            Diary = !world.Scenario.Analytics.Enabled ? state.Diary
                : state.Diary.With(happened, at, boots: state.Phase is DevicePhase.Restarting),
        };
    }

    /// <summary>Folds the events of a decision, and adds them to a history with their numbers.</summary>
    public static DeviceState Record(
        DeviceState state, ImmutableArray<DeviceEvent> happened, VirtualTime at, World world,
        ImmutableArray<RecordedEvent>.Builder history)
    {
        ArgumentNullException.ThrowIfNull(history);
        foreach (var one in happened)
        {
            state = Evolve(state, one, at, world);
            history.Add(new(state.Id, state.Seq, at, one));
        }

        return state;
    }

    private static DeviceState Apply(
        DeviceState state, DeviceEvent happened, VirtualTime at, DeviceMoments moments, World world) =>
        happened switch
        {
            Enrolled e => state with
            {
                Applied = e.Response is { } release ? [new(release, state.NonceGeneration, at)] : [],
                Phase = DevicePhase.Resting.Shared,
            },
            ResponseOffered e => state with
            {
                Blocked = state.Blocked.RemoveAll(block => block.Release == e.Release),
                Phase = new DevicePhase.Fetching(
                    InstallJob.First(e.Release, e.Source) with { DueBy = moments.DueBy(e.Source, at) },
                    moments.DownloadStart(e.Release, e.Source, at)),
            },
            PatchDownloaded => state with { Phase = new DevicePhase.Requesting(JobOf(state), at) },
            TicketRequested => state with { Phase = new DevicePhase.AwaitingTicket(JobOf(state)) },
            TicketIssued => state with
            {
                Phase = new DevicePhase.Preparing(JobOf(state), moments.Prepared(JobOf(state), at)),
            },
            TicketRefused => state,
            // From here on the gates before the restart are counted, and no longer those before the download.
            ResponseStaged => state with
            {
                Phase = new DevicePhase.Staged(
                    JobOf(state) with { GateTries = 0, DueBy = moments.RestartBy(JobOf(state).DueBy, at) },
                    moments.RestartAttempt(JobOf(state), at), moments.SafariRelaunch(JobOf(state), at), false),
            },
            SafariRelaunched => state with
            {
                Phase = (DevicePhase.Staged)state.Phase with { SafariAt = VirtualTime.Never, InSafari = true },
            },
            Restarted => BootFold.Restart(state, at, moments),
            ResponseActivated e => Activate(BootFold.Up(state, at, moments), e.Release, at),
            InstallAttemptFailed e => Fail(state, e, at),
            InstallAbandoned e => state with
            {
                Blocked = state.Blocked.Add(BlockAfter(e, at)),
                Phase = DevicePhase.Resting.Shared,
            },
            RemovalStarted e => state with { Phase = StartRemoval(state, e, at, moments) },
            RemovalAttemptFailed { RetryAt: { } again } => state with
            {
                Phase = (DevicePhase.Removing)state.Phase with { RestartAt = again },
            },
            RemovalAttemptFailed e => LoseAntipatch(state, e.Releases),
            ResponsesRemoved e => Remove(BootFold.Up(state, at, moments), e.Releases, at),
            BootStepFailed e => BootFold.Fail(state, e, at, moments),
            DataVolumeUnlocked or StoredFileDamaged => state,
            NonceRolled => state with { NonceGeneration = state.NonceGeneration + 1 },
            AnalyticsSharingChanged e => state with { SharesAnalytics = e.SharesAnalytics },
            ManagementChanged e => state with { Managed = e.Managed },
            ChargerDisconnected e => state with { Unplugged = new(UnpluggedSince(state, at), e.Until) },
            KeptFilesRemoved e => state with
            {
                Applied = state.Applied.RemoveAll(one => one.Release == e.Release),
                Retained = state.Retained.RemoveAll(one => one.Release == e.Release),
            },
            PersonalFilesRemoved e => state with
            {
                RemovedFiles = state.RemovedFiles + e.Bytes, LacksSpace = false,
            },
            SafariRelaunchOffered or SafariRelaunchAnswered or BootTicketIssued or EnforcementNotified
                or SecurityDataInstalled or SafariPackageInstalled or LivePatchApplied or LivePatchRemoved => state,
            ApplicationCrashed or CrashTotalsReported or RemovalRecommended or RecommendationAnswered
                or RecommendationReported or AffectedApplicationsFetched => state,
            SoftwareUpdateOffered e => state with
            {
                Phase = new DevicePhase.FetchingUpdate(
                    new(e.Version, e.OsBuild, e.Source, 1, 0) { DueBy = moments.DueBy(e.Source, at) },
                    moments.UpdateStart(e.Version, e.Source, at, e.BeginsAtOnce)),
            },
            BootTicketRequested => state with { Phase = new DevicePhase.AwaitingBootTicket(Ready(state, moments)) },
            SoftwareUpdateAttemptFailed e => FailUpdate(BootFold.Up(state, at, moments), e, at, world),
            SoftwareUpdateInstalled e => BootFold.Up(state, at, moments) with
            {
                Os = new(e.To, e.OsBuild, e.BootTicketDigest, e.SystemVolumeSeal),
                Applied = [],
                Retained = [],
                Blocked = [],
                Phase = DevicePhase.Resting.Shared,
            },
            BootLoopStarted => state with { Phase = Loop((DevicePhase.Updating)state.Phase, at, moments) },
            BootLoopEnded => Blocked(
                BootFold.Up(state, at, moments), ((DevicePhase.BootLooping)state.Phase).Job, at, world),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs a rule here."),
        };

    /// <summary>The installation to which a phase belongs.</summary>
    internal static InstallJob JobOf(DeviceState state) => state.Job
        ?? throw new InvalidOperationException($"{state.Id} installs nothing; it is {state.Phase}.");

    /// <summary>
    /// The moment since which a device is unplugged that is unplugged at <paramref name="at"/>. It is the earlier
    /// moment if the device was unplugged already; for a restarting device, if it was so when it went down. The reason
    /// is that the end of a restart reports the battery with which the restart was allowed.
    /// </summary>
    private static VirtualTime UnpluggedSince(DeviceState state, VirtualTime at)
    {
        var down = state.Phase switch
        {
            DevicePhase.Restarting p => p.Down,
            DevicePhase.AwaitingHands p => p.Restart.Down,
            _ => at,
        };
        return state.Unplugged is { } before && before.Holds(down) ? before.Since : at;
    }

    private static DeviceState Activate(DeviceState state, string release, VirtualTime at) => state with
    {
        Applied = state.Applied.RemoveAll(one => one.Release == release).Add(new(release, state.NonceGeneration, at)),
        Retained = state.Retained.RemoveAll(one => one.Release == release),
        Phase = DevicePhase.Resting.Shared,
    };

    private static DeviceState Fail(DeviceState state, InstallAttemptFailed failed, VirtualTime at)
    {
        if (failed.Step == InstallStep.Offer)
            return state with
            {
                Blocked = state.Blocked.Add(new(failed.Release, at, failed.RetryAt ?? VirtualTime.Never, false)),
            };
        if (failed.RetryAt is not { } again)
            return state;

        if (failed.Fault == DeviceFault.StorageFull)
            state = state with { LacksSpace = true };
        var job = JobOf(state);
        job = FaultRules.IsGate(failed.Fault)
            ? job with { GateTries = job.GateTries + 1 }
            : job with
            {
                Attempt = job.Attempt + 1,
                FreshDownloads = job.FreshDownloads + (NeedsFreshDownload(failed.Fault) ? 1 : 0),
            };
        return state with
        {
            Phase = failed.Step switch
            {
                InstallStep.Download or InstallStep.Stage => new DevicePhase.Fetching(job, again),
                InstallStep.Personalise => new DevicePhase.Requesting(job, again),
                InstallStep.Activate => (DevicePhase.Staged)state.Phase with { Job = job, RestartAt = again },
                _ =>
                    throw new ArgumentOutOfRangeException(nameof(failed), failed.Step, "A new step needs a rule here."),
            },
        };
    }

    private static bool NeedsFreshDownload(DeviceFault fault) =>
        FaultRules.BytesAreWrong(fault) || fault == DeviceFault.StoredFileDamaged;

    private static ReleaseBlock BlockAfter(InstallAbandoned abandoned, VirtualTime at) => new(
        abandoned.Release, at,
        FaultRules.PassesByItself(abandoned.Fault) ? at + TimeSpan.FromDays(1) : VirtualTime.Never, false);

    private static DevicePhase.Removing StartRemoval(
        DeviceState state, RemovalStarted started, VirtualTime at, DeviceMoments moments)
    {
        var wasStaged = state.Phase is DevicePhase.Staged { InSafari: false };
        var restartAt = started.Cause switch
        {
            RemovalCause.FailedActivation => at.Next(),
            RemovalCause.User or RemovalCause.Recommendation => at + TimeSpan.FromMinutes(1),
            RemovalCause.Management => moments.Life.NextMaintenance(at.Next()),
            _ => moments.RestartAttempt(state.NonceGeneration, byHand: false, at),
        };
        return new DevicePhase.Removing(started.Cause, started.Releases, restartAt, wasStaged);
    }

    private static DeviceState Remove(DeviceState state, ImmutableArray<string> releases, VirtualTime at)
    {
        var decided = state.Phase is DevicePhase.Returning
        {
            Cause: RemovalCause.User or RemovalCause.Recommendation or RemovalCause.Management,
        };
        return state with
        {
            Applied = state.Applied.RemoveAll(one => releases.Contains(one.Release)),
            Retained = state.Retained.AddRange(state.Applied.Where(one => releases.Contains(one.Release))),
            Blocked = decided
                ? state.Blocked.AddRange(
                    releases.Select(release => new ReleaseBlock(release, at, VirtualTime.Never, true)))
                : state.Blocked,
            Phase = DevicePhase.Resting.Shared,
        };
    }

    /// <summary>The responses stay until a software update.</summary>
    private static DeviceState LoseAntipatch(DeviceState state, ImmutableArray<string> releases) => state with
    {
        Applied = [.. state.Applied.Select(
            one => releases.Contains(one.Release) ? one with { AntipatchLost = true } : one)],
        Phase = DevicePhase.Resting.Shared,
    };
}
