using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Model.Devices.States;

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
                Begin(ref w, 7, 3);
                WriteJob(ref w, p.Job);
                w.Write(p.Down);
                w.Write(p.Up);
                break;
            case DevicePhase.Removing p:
                Begin(ref w, 8, 4);
                w.Write((int)p.Cause);
                w.Write(p.Releases);
                w.Write(p.RestartAt);
                w.Write(p.WasStaged);
                break;
            case DevicePhase.Returning p:
                Begin(ref w, 9, 4);
                w.Write((int)p.Cause);
                w.Write(p.Releases);
                w.Write(p.Down);
                w.Write(p.Up);
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
            case DevicePhase.Updating p:
                Begin(ref w, 12, 3);
                WriteJob(ref w, p.Job);
                w.Write(p.Down);
                w.Write(p.Up);
                break;
            default:
                throw new UnknownPayloadException($"{phase.GetType().Name} has no storage form; add one here.");
        }
    }

    public static DevicePhase Read(ref MessagePackReader r)
    {
        r.ReadArrayHeader();
        var number = r.ReadInt32();
        return number switch
        {
            0 => new DevicePhase.Unenrolled(),
            1 => new DevicePhase.Resting(),
            2 => new DevicePhase.Fetching(ReadJob(ref r), r.ReadTime()),
            3 => new DevicePhase.Requesting(ReadJob(ref r), r.ReadTime()),
            4 => new DevicePhase.AwaitingTicket(ReadJob(ref r)),
            5 => new DevicePhase.Preparing(ReadJob(ref r), r.ReadTime()),
            6 => new DevicePhase.Staged(ReadJob(ref r), r.ReadTime(), r.ReadTime(), r.ReadBoolean()),
            7 => new DevicePhase.Starting(ReadJob(ref r), r.ReadTime(), r.ReadTime()),
            8 => new DevicePhase.Removing((RemovalCause)r.ReadInt32(), r.ReadTexts(), r.ReadTime(), r.ReadBoolean()),
            9 => new DevicePhase.Returning((RemovalCause)r.ReadInt32(), r.ReadTexts(), r.ReadTime(), r.ReadTime()),
            10 => new DevicePhase.FetchingUpdate(ReadUpdateJob(ref r), r.ReadTime()),
            11 => new DevicePhase.UpdateReady(ReadUpdateJob(ref r), r.ReadTime()),
            12 => new DevicePhase.Updating(ReadUpdateJob(ref r), r.ReadTime(), r.ReadTime()),
            _ => throw new MessagePackSerializationException(
                $"A device is stored in phase {number}, which does not exist."),
        };
    }

    private static void Begin(ref MessagePackWriter w, int number, int fields)
    {
        w.WriteFields(1 + fields);
        w.Write(number);
    }

    private static void WriteJob(ref MessagePackWriter w, InstallJob job)
    {
        w.WriteFields(5);
        w.Write(job.Release);
        w.Write((int)job.Source);
        w.Write(job.Attempt);
        w.Write(job.FreshDownloads);
        w.Write(job.GateTries);
    }

    private static InstallJob ReadJob(ref MessagePackReader r)
    {
        r.ReadFields(5);
        return new(r.ReadText(), (OfferSource)r.ReadInt32(), r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
    }

    private static void WriteJob(ref MessagePackWriter w, UpdateJob job)
    {
        w.WriteFields(5);
        w.Write(job.Version);
        w.Write(job.OsBuild);
        w.Write((int)job.Source);
        w.Write(job.Attempt);
        w.Write(job.GateTries);
    }

    private static UpdateJob ReadUpdateJob(ref MessagePackReader r)
    {
        r.ReadFields(5);
        return new(r.ReadText(), r.ReadText(), (OfferSource)r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
    }
}
