using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Evidence;
using static RsrActors.Actors.Journal.StoredLists;

namespace RsrActors.Actors.Analytics;

/// <summary>The storage form of evidence, and of the messages that bring it.</summary>
internal static class EvidenceFormat
{
    public static PayloadFormat AddEvidenceMail(this PayloadFormat format) => format
        .Add<InstallReport>(
            "install-report-1",
            (ref w, m) =>
            {
                w.WriteFields(6);
                w.Write(m.Release);
                w.Write((int)m.Stage);
                Write(ref w, m.Slice);
                w.Write(m.TellsTheEnd);
                w.Write(m.IsFirstEnd);
                w.Write(m.OfferedIn);
            },
            (ref r) =>
            {
                r.ReadFields(6);
                return new(r.ReadText(), (InstallStage)r.ReadInt32(), ReadKey(ref r))
                {
                    TellsTheEnd = r.ReadBoolean(), IsFirstEnd = r.ReadBoolean(), OfferedIn = r.ReadInt32(),
                };
            })
        .Add<UseNews>("use-news-1", WriteNews, ReadNews);

    public static void Write(ref MessagePackWriter w, ImmutableArray<ReleaseEvidence> all) =>
        WriteAll(ref w, all, (ref w, one) =>
        {
            w.WriteFields(9);
            w.Write(one.Release);
            WriteAll(ref w, one.Arrived.Slices, (ref w, slice) =>
            {
                w.WriteFields(4);
                Write(ref w, slice.Key);
                Write(ref w, slice.Installs);
                Write(ref w, slice.OnRelease);
                Write(ref w, slice.OnBase);
            });
            WriteAll(ref w, one.Arrived.Days, Write);
            WriteAll(ref w, one.Arrived.Windows, Write);
            WriteAll(ref w, one.Arrived.Kinds, (ref w, kind) =>
            {
                w.WriteFields(5);
                w.Write(kind.Application);
                w.Write(kind.Signature);
                w.Write(kind.Crashes);
                w.Write(kind.Devices);
                w.Write(kind.SeenOnBase);
            });
            w.Write(one.Arrived.Listed);
            w.Write(one.Arrived.Tickets.Issued);
            w.Write(one.Arrived.Tickets.Refused);
            WriteAll(ref w, one.Arrived.Waits, (ref w, wait) =>
            {
                w.WriteFields(3);
                Write(ref w, wait.Key);
                w.Write(wait.OfferedIn);
                w.Write(wait.Devices);
            });
        });

    public static ImmutableArray<ReleaseEvidence> Read(ref MessagePackReader r) => ReadAll(ref r, (ref r) =>
    {
        r.ReadFields(9);
        var release = r.ReadText();
        return new ReleaseEvidence(release, new RolloutEvidence
        {
            Slices = ReadAll(ref r, (ref r) =>
            {
                r.ReadFields(4);
                return new EvidenceSlice(ReadKey(ref r), ReadInstalls(ref r), ReadUse(ref r), ReadUse(ref r));
            }),
            Days = ReadAll(ref r, ReadWindow),
            Windows = ReadAll(ref r, ReadWindow),
            Kinds = ReadAll(ref r, (ref r) =>
            {
                r.ReadFields(5);
                return new CrashKind(r.ReadText(), r.ReadText(), r.ReadInt64(), r.ReadInt64(), r.ReadBoolean());
            }),
            Listed = r.ReadTexts(),
            Tickets = new(r.ReadInt64(), r.ReadInt64()),
            Waits = ReadAll(ref r, (ref r) =>
            {
                r.ReadFields(3);
                return new EvidenceWait(ReadKey(ref r), r.ReadInt32(), r.ReadInt64());
            }),
        });
    });

    public static void WriteNews(ref MessagePackWriter w, UseNews news)
    {
        w.WriteFields(2);
        WriteAll(ref w, news.Use, (ref w, one) =>
        {
            w.WriteFields(7);
            w.Write(one.Release);
            Write(ref w, one.Slice);
            w.Write(one.OnRelease);
            w.Write(one.IsSince);
            Write(ref w, one.Use);
            w.Write(one.NewDevices);
            w.Write(one.NewCrashedDevices);
        });
        WriteAll(ref w, news.Kinds, (ref w, one) =>
        {
            w.WriteFields(6);
            w.Write(one.Release);
            w.Write(one.Application);
            w.Write(one.Signature);
            w.Write(one.OnRelease);
            w.Write(one.Crashes);
            w.Write(one.Devices);
        });
    }

    public static UseNews ReadNews(ref MessagePackReader r)
    {
        r.ReadFields(2);
        return new(
            ReadAll(ref r, (ref r) =>
            {
                r.ReadFields(7);
                return new SliceUse(
                    r.ReadText(), ReadKey(ref r), r.ReadBoolean(), r.ReadBoolean(), ReadUse(ref r), r.ReadInt64(),
                    r.ReadInt64());
            }),
            ReadAll(ref r, (ref r) =>
            {
                r.ReadFields(6);
                return new KindUse(
                    r.ReadText(), r.ReadText(), r.ReadText(), r.ReadBoolean(), r.ReadInt64(), r.ReadInt64());
            }));
    }

    private static void Write(ref MessagePackWriter w, SliceKey key)
    {
        w.WriteFields(3);
        w.Write(key.Ring);
        w.Write((int)key.Platform);
        w.Write(key.Model);
    }

    private static SliceKey ReadKey(ref MessagePackReader r)
    {
        r.ReadFields(3);
        var key = new SliceKey(r.ReadText(), (Platform)r.ReadInt32(), r.ReadText());
        return key == SliceKey.Whole ? SliceKey.Whole : key;
    }

    private static void Write(ref MessagePackWriter w, EvidenceWindow window)
    {
        w.WriteFields(6);
        Write(ref w, window.Key);
        w.Write(window.From);
        w.Write(window.To);
        Write(ref w, window.Installs);
        Write(ref w, window.OnRelease);
        Write(ref w, window.OnBase);
    }

    private static EvidenceWindow ReadWindow(ref MessagePackReader r)
    {
        r.ReadFields(6);
        return new(ReadKey(ref r), r.ReadTime(), r.ReadTime(), ReadInstalls(ref r), ReadUse(ref r), ReadUse(ref r));
    }

    private static void Write(ref MessagePackWriter w, InstallCounts counts)
    {
        w.WriteFields(14);
        w.Write(counts.Eligible);
        w.Write(counts.Offered);
        w.Write(counts.Requested);
        w.Write(counts.Granted);
        w.Write(counts.InProgress);
        w.Write(counts.TimedOut);
        w.Write(counts.Succeeded);
        w.Write(counts.FailedDownload);
        w.Write(counts.FailedVerification);
        w.Write(counts.FailedInstallation);
        w.Write(counts.FailedStart);
        w.Write(counts.Rejected);
        w.Write(counts.RolledBack);
        w.Write(counts.Silent);
    }

    private static InstallCounts ReadInstalls(ref MessagePackReader r)
    {
        r.ReadFields(14);
        return new()
        {
            Eligible = r.ReadInt64(),
            Offered = r.ReadInt64(),
            Requested = r.ReadInt64(),
            Granted = r.ReadInt64(),
            InProgress = r.ReadInt64(),
            TimedOut = r.ReadInt64(),
            Succeeded = r.ReadInt64(),
            FailedDownload = r.ReadInt64(),
            FailedVerification = r.ReadInt64(),
            FailedInstallation = r.ReadInt64(),
            FailedStart = r.ReadInt64(),
            Rejected = r.ReadInt64(),
            RolledBack = r.ReadInt64(),
            Silent = r.ReadInt64(),
        };
    }

    private static void Write(ref MessagePackWriter w, UseCounts use)
    {
        w.WriteFields(5);
        w.Write(use.ActiveDevices);
        w.Write(use.UseMilliseconds);
        w.Write(use.Crashes);
        w.Write(use.CrashedDevices);
        w.Write(use.Expected);
    }

    private static UseCounts ReadUse(ref MessagePackReader r)
    {
        r.ReadFields(5);
        return new()
        {
            ActiveDevices = r.ReadInt64(),
            UseMilliseconds = r.ReadInt64(),
            Crashes = r.ReadInt64(),
            CrashedDevices = r.ReadInt64(),
            Expected = r.ReadDouble(),
        };
    }
}
