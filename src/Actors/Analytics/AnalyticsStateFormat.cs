using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Model.Analytics;
using static RsrActors.Actors.Journal.StoredLists;

namespace RsrActors.Actors.Analytics;

/// <summary>The storage form of the counts of crash analytics: those of one epoch, and all of them.</summary>
internal static class AnalyticsStateFormat
{
    public static PayloadFormat AddAnalyticsStates(this PayloadFormat format) => format
        .Add<AnalyticsWorking>("analytics-working-3", WriteWorking, ReadWorking)
        .Add<AnalyticsSnapshot>(
            "analytics-state-4",
            (ref w, s) => { w.WriteFields(2); WriteState(ref w, s.State); WriteBook(ref w, s.Book); },
            (ref r) => { r.ReadFields(2); return new(ReadState(ref r), ReadBook(ref r)); });

    private static void WriteWorking(ref MessagePackWriter w, AnalyticsWorking working)
    {
        w.WriteFields(7);
        w.Write(working.Epoch);
        WriteAll(ref w, working.Reports, (ref w, one) => { w.WriteFields(2); w.Write(one.Device); w.Write(one.Day); });
        WriteAll(ref w, working.Firsts, (ref w, one) => { w.WriteFields(2); w.Write(one.Device); w.Write(one.Mark); });
        WriteAll(ref w, working.Cells, (ref w, one) =>
        {
            w.WriteFields(2);
            w.Write(one.Place);
            WriteCell(ref w, one.Cell);
        });
        WriteAll(ref w, working.Starts, (ref w, one) =>
        {
            w.WriteFields(3);
            w.Write(one.Release);
            w.Write(one.Since);
            WriteAll(ref w, one.History, WriteUse);
        });
        WriteAll(ref w, working.Recommendations, (ref w, one) =>
        {
            w.WriteFields(3);
            w.Write(one.Release);
            w.Write(one.Application);
            WriteCount(ref w, one.Count);
        });
        WritePending(ref w, working.Pending);
    }

    private static AnalyticsWorking ReadWorking(ref MessagePackReader r)
    {
        r.ReadFields(7);
        return new(
            r.ReadInt64(),
            ReadAll(ref r, (ref r) => { r.ReadFields(2); return new NotedReport(r.ReadInt32(), r.ReadInt32()); }),
            ReadAll(ref r, (ref r) => { r.ReadFields(2); return new NotedFirst(r.ReadInt32(), r.ReadInt32()); }),
            ReadAll(ref r, (ref r) => { r.ReadFields(2); return new CellNews(r.ReadInt32(), ReadCell(ref r)); }),
            ReadAll(ref r, (ref r) =>
            {
                r.ReadFields(3);
                return new SurveillanceStarted(r.ReadInt32(), r.ReadTime(), ReadAll(ref r, ReadUse));
            }),
            ReadAll(ref r, (ref r) =>
            {
                r.ReadFields(3);
                return new RecommendationNews(r.ReadInt32(), r.ReadInt32(), ReadCount(ref r));
            }))
        {
            Pending = ReadPending(ref r),
        };
    }

    private static void WritePending(ref MessagePackWriter w, PendingUse pending)
    {
        w.WriteFields(3);
        EvidenceFormat.WriteNews(ref w, pending.News);
        w.Write(pending.Due);
        WriteAll(ref w, pending.Starts, (ref w, one) => { w.WriteFields(2); w.Write(one.Release); w.Write(one.Day); });
    }

    private static PendingUse ReadPending(ref MessagePackReader r)
    {
        r.ReadFields(3);
        return new(
            EvidenceFormat.ReadNews(ref r), r.ReadTime(),
            ReadAll(ref r, (ref r) => { r.ReadFields(2); return (r.ReadText(), r.ReadInt32()); }));
    }

    private static void WriteState(ref MessagePackWriter w, AnalyticsState state)
    {
        w.WriteFields(6);
        w.Write(state.Epoch);
        w.Write(state.Seq);
        WriteAll(ref w, state.Cells, WriteCell);
        WriteAll(ref w, state.Releases, (ref w, one) =>
        {
            w.WriteFields(6);
            w.Write(one.Since);
            WriteAll(ref w, one.History, WriteUse);
            WriteAll(ref w, one.Findings, (ref w, finding) =>
            {
                w.WriteFields(2);
                w.Write(finding.At);
                AnalyticsFormat.WriteDetected(ref w, finding.Detected);
            });
            w.Write(one.Listed);
            w.Write(one.ListDue);
            WriteAll(ref w, one.Recommendations, WriteCount);
        });
        AnalyticsFormat.WriteAffected(ref w, state.Affected);
        WritePending(ref w, state.Pending);
    }

    private static AnalyticsState ReadState(ref MessagePackReader r)
    {
        r.ReadFields(6);
        return new(
            r.ReadInt64(), r.ReadInt32(), ReadAll(ref r, ReadCell),
            ReadAll(ref r, (ref r) =>
            {
                r.ReadFields(6);
                return new WatchedRelease(
                    r.ReadTime(), ReadAll(ref r, ReadUse),
                    ReadAll(ref r, (ref r) =>
                    {
                        r.ReadFields(2);
                        return new RegressionSignal(r.ReadTime(), AnalyticsFormat.ReadDetected(ref r));
                    }),
                    r.ReadTexts(), r.ReadTime(), ReadAll(ref r, ReadCount));
            }),
            AnalyticsFormat.ReadAffected(ref r))
        {
            Pending = ReadPending(ref r),
        };
    }

    /// <summary>
    /// Writes only the devices that have reported. Each is stored as the distance from the device before it.
    /// </summary>
    private static void WriteBook(ref MessagePackWriter w, ReportBook book)
    {
        int[] known = [.. Enumerable.Range(0, book.Devices).Where(device =>
            book.DaysOf(device).Days != 0 || book.MarksOf(device).ContainsAnyExcept(0UL))];
        w.WriteFields(3);
        w.Write(book.Devices);
        w.Write(book.Marks);
        w.WriteArrayHeader(known.Length);
        var before = 0;
        foreach (var device in known)
        {
            var (latest, days) = book.DaysOf(device);
            var marks = book.MarksOf(device);
            w.WriteFields(3 + marks.Length);
            w.Write(device - before);
            w.Write(latest);
            w.Write(days);
            foreach (var word in marks)
                w.Write(word);
            before = device;
        }
    }

    private static ReportBook ReadBook(ref MessagePackReader r)
    {
        r.ReadFields(3);
        var book = new ReportBook(r.ReadInt32(), r.ReadInt32());
        var device = 0;
        for (var left = r.ReadArrayHeader(); left > 0; left--)
        {
            var marks = new ulong[r.ReadArrayHeader() - 3];
            device += r.ReadInt32();
            var (latest, days) = (r.ReadInt32(), r.ReadUInt64());
            for (var i = 0; i < marks.Length; i++)
                marks[i] = r.ReadUInt64();
            book.Restore(device, latest, days, marks);
        }

        return book;
    }

    private static void WriteCell(ref MessagePackWriter w, CrashCell cell)
    {
        w.WriteFields(3);
        WriteUse(ref w, cell.Total);
        w.Write(cell.Devices);
        w.Write(cell.CrashedDevices);
    }

    private static CrashCell ReadCell(ref MessagePackReader r)
    {
        r.ReadFields(3);
        return new(ReadUse(ref r), r.ReadInt32(), r.ReadInt32());
    }

    private static void WriteUse(ref MessagePackWriter w, ReportedUse use)
    {
        w.WriteFields(3);
        w.Write(use.Crashes);
        w.Write(use.Milliseconds);
        w.Write(use.Reports);
    }

    private static ReportedUse ReadUse(ref MessagePackReader r)
    {
        r.ReadFields(3);
        return new(r.ReadInt64(), r.ReadInt64(), r.ReadInt64());
    }

    private static void WriteCount(ref MessagePackWriter w, RecommendationCount count)
    {
        w.WriteFields(2);
        w.Write(count.Accepted);
        w.Write(count.Declined);
    }

    private static RecommendationCount ReadCount(ref MessagePackReader r)
    {
        r.ReadFields(2);
        return new(r.ReadInt32(), r.ReadInt32());
    }
}
