using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Devices;

/// <summary>The storage form of a device's phase: a number for the phase, then its fields.</summary>
internal static class DevicePhaseFormat
{
    public static void Write(ref MessagePackWriter w, DevicePhase phase)
    {
        switch (phase)
        {
            case DevicePhase.Unenrolled:
                Begin(ref w, 0, 0);
                break;
            case DevicePhase.Resting:
                Begin(ref w, 1, 0);
                break;
            case DevicePhase.Fetching p:
                Begin(ref w, 2, 2);
                WriteJob(ref w, p.Job);
                w.Write(p.From);
                break;
            case DevicePhase.Requesting p:
                Begin(ref w, 3, 2);
                WriteJob(ref w, p.Job);
                w.Write(p.From);
                break;
            case DevicePhase.AwaitingTicket p:
                Begin(ref w, 4, 1);
                WriteJob(ref w, p.Job);
                break;
            case DevicePhase.Preparing p:
                Begin(ref w, 5, 2);
                WriteJob(ref w, p.Job);
                w.Write(p.Ready);
                break;
            case DevicePhase.Staged p:
                Begin(ref w, 6, 4);
                WriteJob(ref w, p.Job);
                w.Write(p.RestartAt);
                w.Write(p.SafariAt);
                w.Write(p.InSafari);
                break;
            case DevicePhase.Starting p:
                Begin(ref w, 7, 1 + FieldsOf(p));
                WriteJob(ref w, p.Job);
                WriteRestart(ref w, p);
                break;
            case DevicePhase.Removing p:
                Begin(ref w, 8, 4);
                w.Write((int)p.Cause);
                w.Write(p.Releases);
                w.Write(p.RestartAt);
                w.Write(p.WasStaged);
                break;
            case DevicePhase.Returning p:
                Begin(ref w, 9, 2 + FieldsOf(p));
                w.Write((int)p.Cause);
                w.Write(p.Releases);
                WriteRestart(ref w, p);
                break;
            case DevicePhase.FetchingUpdate p:
                Begin(ref w, 10, 2);
                WriteJob(ref w, p.Job);
                w.Write(p.From);
                break;
            case DevicePhase.UpdateReady p:
                Begin(ref w, 11, 2);
                WriteJob(ref w, p.Job);
                w.Write(p.RestartAt);
                break;
            case DevicePhase.AwaitingBootTicket p:
                Begin(ref w, 16, 1);
                WriteJob(ref w, p.Job);
                break;
            case DevicePhase.Updating p:
                Begin(ref w, 12, 1 + FieldsOf(p));
                WriteJob(ref w, p.Job);
                WriteRestart(ref w, p);
                break;
            case DevicePhase.FallingBack p:
                Begin(ref w, 14, 2 + FieldsOf(p));
                WriteJob(ref w, p.Job);
                w.Write((int)p.Fault);
                WriteRestart(ref w, p);
                break;
            case DevicePhase.AwaitingHands p:
                Begin(ref w, 15, 3);
                Write(ref w, p.Restart);
                w.Write((int)p.Step);
                w.Write(p.HandsCome);
                break;
            case DevicePhase.BootLooping p:
                Begin(ref w, 13, 3);
                WriteJob(ref w, p.Job);
                w.Write(p.Down);
                w.Write(p.HandsCome);
                break;
            default:
                throw new UnknownPayloadException($"{phase.GetType().Name} has no storage form; add one here.");
        }
    }

    public static DevicePhase Read(ref MessagePackReader r)
    {
        var fields = r.ReadArrayHeader() - 1;
        var number = r.ReadInt32();
        return number switch
        {
            0 => new DevicePhase.Unenrolled(),
            1 => DevicePhase.Resting.Shared,
            2 => new DevicePhase.Fetching(ReadJob(ref r), r.ReadTime()),
            3 => new DevicePhase.Requesting(ReadJob(ref r), r.ReadTime()),
            4 => new DevicePhase.AwaitingTicket(ReadJob(ref r)),
            5 => new DevicePhase.Preparing(ReadJob(ref r), r.ReadTime()),
            6 => new DevicePhase.Staged(ReadJob(ref r), r.ReadTime(), r.ReadTime(), r.ReadBoolean()),
            7 => ReadRestart(
                ref r, new DevicePhase.Starting(ReadJob(ref r), r.ReadTime(), r.ReadTime()), fields - 1),
            8 => new DevicePhase.Removing((RemovalCause)r.ReadInt32(), r.ReadTexts(), r.ReadTime(), r.ReadBoolean()),
            9 => ReadRestart(
                ref r,
                new DevicePhase.Returning((RemovalCause)r.ReadInt32(), r.ReadTexts(), r.ReadTime(), r.ReadTime()),
                fields - 2),
            10 => new DevicePhase.FetchingUpdate(ReadUpdateJob(ref r), r.ReadTime()),
            11 => new DevicePhase.UpdateReady(ReadUpdateJob(ref r), r.ReadTime()),
            12 => ReadRestart(
                ref r, new DevicePhase.Updating(ReadUpdateJob(ref r), r.ReadTime(), r.ReadTime()), fields - 1),
            14 => ReadRestart(
                ref r,
                new DevicePhase.FallingBack(
                    ReadUpdateJob(ref r), (DeviceFault)r.ReadInt32(), r.ReadTime(), r.ReadTime()),
                fields - 2),
            15 => new DevicePhase.AwaitingHands(
                (DevicePhase.Restarting)Read(ref r), (BootStep)r.ReadInt32(), r.ReadTime()),
            16 => new DevicePhase.AwaitingBootTicket(ReadUpdateJob(ref r)),
            13 => new DevicePhase.BootLooping(ReadUpdateJob(ref r), r.ReadTime(), r.ReadTime()),
            _ => throw new MessagePackSerializationException(
                $"A device is stored in phase {number}, which does not exist."),
        };
    }

    private static void Begin(ref MessagePackWriter w, int number, int fields)
    {
        w.WriteFields(1 + fields);
        w.Write(number);
    }

    /// <summary>
    /// Only a boot that waits for its person, or was repaired by one, writes more than the two ends of its restart.
    /// </summary>
    private static int FieldsOf(DevicePhase.Restarting phase) =>
        phase.Begun == phase.Down && phase.Repaired is null && phase.UnlockedAt is null ? 2 : 5;

    private static void WriteRestart(ref MessagePackWriter w, DevicePhase.Restarting phase)
    {
        w.Write(phase.Down);
        w.Write(phase.Up);
        if (FieldsOf(phase) == 2)
            return;
        w.Write(phase.Begun);
        w.Write(phase.Repaired is { } step ? (int)step : -1);
        w.Write(phase.UnlockedAt);
    }

    /// <param name="fields">The fields of the restart, of which two are read.</param>
    private static DevicePhase.Restarting ReadRestart(
        ref MessagePackReader r, DevicePhase.Restarting phase, int fields)
    {
        if (fields == 2)
            return phase;
        var (begun, step, unlocked) = (r.ReadTime(), r.ReadInt32(), r.ReadTimeOrNull());
        return phase with { Begun = begun, Repaired = step < 0 ? null : (BootStep)step, UnlockedAt = unlocked };
    }

    /// <summary>Only an installation that the deadline of a ring forces writes that.</summary>
    private static void WriteJob(ref MessagePackWriter w, InstallJob job)
    {
        w.WriteFields(job.DueBy.IsNever ? 5 : 6);
        w.Write(job.Release);
        w.Write((int)job.Source);
        w.Write(job.Attempt);
        w.Write(job.FreshDownloads);
        w.Write(job.GateTries);
        if (!job.DueBy.IsNever)
            w.Write(job.DueBy);
    }

    private static InstallJob ReadJob(ref MessagePackReader r)
    {
        var fields = r.ReadArrayHeader();
        var job = new InstallJob(
            r.ReadText(), (OfferSource)r.ReadInt32(), r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
        return fields == 5 ? job : job with { DueBy = r.ReadTime() };
    }

    private static void WriteJob(ref MessagePackWriter w, UpdateJob job)
    {
        w.WriteFields(job.DueBy.IsNever ? 6 : 7);
        w.Write(job.Version);
        w.Write(job.OsBuild);
        w.Write((int)job.Source);
        w.Write(job.Attempt);
        w.Write(job.GateTries);
        w.Write(job.FreshDownloads);
        if (!job.DueBy.IsNever)
            w.Write(job.DueBy);
    }

    private static UpdateJob ReadUpdateJob(ref MessagePackReader r)
    {
        var fields = r.ReadArrayHeader();
        return new(r.ReadText(), r.ReadText(), (OfferSource)r.ReadInt32(), r.ReadInt32(), r.ReadInt32())
        {
            FreshDownloads = r.ReadInt32(),
            DueBy = fields == 6 ? VirtualTime.Never : r.ReadTime(),
        };
    }
}
