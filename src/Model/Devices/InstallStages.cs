using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// What a device tells the update service about its installations, for rollout rules that read it: the stages that it
/// reaches, each once. They are a fold of its events. An offer is the server's own answer, so the server always knows
/// it; of the other stages a device tells only if it shares analytics and is in the panel, later, and not always.
/// </summary>
public static class InstallStages
{
    private const int StageCount = 8;

    private const long MillisecondsPerHour = 3_600_000;

    private const int Ends =
        1 << (int)InstallStage.Succeeded | 1 << (int)InstallStage.FailedDownload
        | 1 << (int)InstallStage.FailedVerification | 1 << (int)InstallStage.FailedInstallation
        | 1 << (int)InstallStage.FailedStart | 1 << (int)InstallStage.Rejected;

    /// <summary>The stages after an event, for each release of the scenario.</summary>
    /// <param name="stages">Before the event; empty until the first stage.</param>
    /// <param name="shares">Whether the device shares analytics.</param>
    public static ImmutableArray<InstallStanding> After(
        ImmutableArray<InstallStanding> stages, DeviceEvent happened, bool shares, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(world);
        if (happened is ResponsesRemoved removed)
        {
            return removed.Releases.Aggregate(
                stages,
                (all, release) => With(all, world.PlaceOf(release), InstallStage.RolledBack, shares, at, world));
        }

        return StageOf(happened, world) is var (place, stage) ? With(stages, place, stage, shares, at, world) : stages;
    }

    /// <summary>What the device sends when it has reached stages: its state before and after their events.</summary>
    public static IEnumerable<Outgoing> Reports(DeviceState before, DeviceState after, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(world);
        for (var place = 0; place < after.Stages.Length; place++)
        {
            var known = before.Stages.IsEmpty ? 0 : (int)before.Stages[place].Reached;
            for (var stage = 0; stage < StageCount; stage++)
            {
                if ((after.Stages[place].Reached & ~known & 1 << stage) == 0)
                    continue;
                if (Report(place, (InstallStage)stage, (known & Ends) == 0, after, at, world) is { } report)
                    yield return report;
                known |= 1 << stage;
            }
        }
    }

    private static Outgoing? Report(
        int place, InstallStage stage, bool isFirstEnd, DeviceState state, VirtualTime at, World world)
    {
        var release = IdOf(place, world.Scenario);
        var (tables, dice) = (world.Evidence, state.Traits.Dice);
        var upload = world.Scenario.Analytics.Upload;
        var tells = world.Scenario.Analytics.Enabled && state.SharesAnalytics && upload.Asks(dice)
            && tables.NeedsOf(release).Reads(EvidenceKinds.Installs);
        var standing = state.Stages[place];
        var report = new InstallReport(release, stage, tables.SliceOf(release, state.Traits))
        {
            TellsTheEnd = stage == InstallStage.Offered && tells,
            IsFirstEnd = isFirstEnd && !standing.WithoutAnalytics && (1 << (int)stage & Ends) != 0,
            OfferedIn = standing.OfferedIn,
        };
        if (stage == InstallStage.Offered)
        {
            return tables.NeedsOf(release).Reads(EvidenceKinds.Offers) || tells
                ? Arriving(report, at + world.Scenario.Kernel.Lookahead, at, tables)
                : null;
        }

        var draw = place * StageCount + (int)stage;
        if (!tells || dice.Chance(upload.Lost, Purpose.InstallReportLost, draw))
            return null;
        var delay = dice.Between(upload.Delay.From, upload.Delay.To, Purpose.InstallReportDelay, draw);
        var latency = dice.Between(upload.Latency.From, upload.Latency.To, Purpose.InstallReportLatency, draw);
        return Arriving(report, at + delay + latency, at, tables);
    }

    private static Outgoing Arriving(
        InstallReport report, VirtualTime arrives, VirtualTime at, EvidenceTables tables) =>
        new(EntityId.UpdateService, EvidenceGrid.EndAt(arrives, tables.Step) - at, report);

    private static (int Place, InstallStage Stage)? StageOf(DeviceEvent happened, World world) => happened switch
    {
        ResponseOffered e => (world.PlaceOf(e.Release), InstallStage.Offered),
        SoftwareUpdateOffered e => (PlaceOfUpdate(e.Version, world), InstallStage.Offered),
        ResponseActivated e => (world.PlaceOf(e.Release), InstallStage.Succeeded),
        SoftwareUpdateInstalled e => (PlaceOfUpdate(e.To, world), InstallStage.Succeeded),
        InstallAbandoned e when StageOf(e.Fault) is { } stage => (world.PlaceOf(e.Release), stage),
        InstallAttemptFailed { Fault: DeviceFault.ManagementForbids } e =>
            (world.PlaceOf(e.Release), InstallStage.Rejected),
        SoftwareUpdateAttemptFailed { RetryAt: null } e when StageOf(e.Fault) is { } stage =>
            (PlaceOfUpdate(e.Version, world), stage),
        // While it restarts again and again it tells nothing.
        BootLoopEnded e => (PlaceOfUpdate(e.Version, world), InstallStage.FailedStart),
        _ => null,
    };

    /// <summary>What a fault is to a vendor; null when the release was withdrawn, which is no failure.</summary>
    private static InstallStage? StageOf(DeviceFault fault) => fault switch
    {
        DeviceFault.NoLongerOffered => null,
        DeviceFault.ManagementForbids => InstallStage.Rejected,
        DeviceFault.NetworkInterrupted => InstallStage.FailedDownload,
        DeviceFault.DidNotStart or DeviceFault.CryptexNotGrafted or DeviceFault.DataUnlockFailed
            or DeviceFault.RamDiskDidNotStart or DeviceFault.SnapshotDidNotStart => InstallStage.FailedStart,
        DeviceFault.StorageFull or DeviceFault.BatteryLow or DeviceFault.DeviceInUse or DeviceFault.StoredFileDamaged
            or DeviceFault.UpdateNotPrepared or DeviceFault.SnapshotNotMade => InstallStage.FailedInstallation,
        _ => InstallStage.FailedVerification,
    };

    private static ImmutableArray<InstallStanding> With(
        ImmutableArray<InstallStanding> stages, int place, InstallStage stage, bool shares, VirtualTime at, World world)
    {
        if (stages.IsEmpty)
            stages = [.. new InstallStanding[world.Scenario.Releases.Length + world.Scenario.Updates.Length]];
        var before = stages[place];
        var reached = (byte)(before.Reached | 1 << (int)stage);
        return reached == before.Reached ? stages
            : stages.SetItem(place, stage == InstallStage.Offered
                ? new(reached, (int)(at.Milliseconds / MillisecondsPerHour), WithoutAnalytics: !shares)
                : before with { Reached = reached });
    }

    /// <summary>The responses come first, and then the software updates.</summary>
    private static int PlaceOfUpdate(string version, World world) =>
        world.Scenario.Releases.Length + world.PlaceOfUpdate(version);

    private static string IdOf(int place, Scenario scenario) => place < scenario.Releases.Length
        ? scenario.Releases[place].Id
        : scenario.Updates[place - scenario.Releases.Length].Version;
}
