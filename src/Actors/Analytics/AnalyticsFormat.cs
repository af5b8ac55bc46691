using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;

namespace RsrActors.Actors.Analytics;

/// <summary>The storage form of the events and messages of crash analytics.</summary>
internal static class AnalyticsFormat
{
    /// <summary>A report that no rollout rule reads has no more fields.</summary>
    private const int ReportFields = 4;

    /// <summary>A total without kinds of crash has no more fields.</summary>
    private const int TotalFields = 4;

    public static PayloadFormat AddAnalyticsEvents(this PayloadFormat format) => format
        .Add<AnalyticsEvent.RegressionDetected>("detected-3", WriteDetected, ReadDetected)
        .AlsoReads("detected-2", (ref r) => { r.ReadFields(8); return ReadCounts(ref r, ReadRuleSignal(ref r)); })
        .AlsoReads("detected-1", (ref r) => { r.ReadFields(7); return ReadRuleSignal(ref r); })
        .Add<AnalyticsEvent.AffectedApplicationsPublished>(
            "affected-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.Applications); w.Write(e.Evidence); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadTexts(), r.ReadText()); });

    public static PayloadFormat AddAnalyticsMail(this PayloadFormat format) => format
        .Add<CrashReport>("crash-report-1", WriteReport, ReadReport)
        .Add<RecommendationReport>(
            "recommendation-report-1",
            (ref w, m) => { w.WriteFields(3); w.Write(m.Release); w.Write(m.Application); w.Write(m.Accepted); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadText(), r.ReadBoolean()); })
        .Add<SurveillanceStarts>(
            "surveillance-starts-1",
            (ref w, m) => { w.WriteFields(1); w.Write(m.Release); },
            (ref r) => { r.ReadFields(1); return new(r.ReadText()); })
        .Add<RolloutStarts>(
            "rollout-starts-1",
            (ref w, m) => { w.WriteFields(1); w.Write(m.Release); },
            (ref r) => { r.ReadFields(1); return new(r.ReadText()); })
        .Add<ListPublished>(
            "list-published-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Applications); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadTexts()); })
        .Add<AffectedApplications>("affected-applications-1", WriteAffected, ReadAffected);

    internal static void WriteDetected(ref MessagePackWriter w, AnalyticsEvent.RegressionDetected e)
    {
        w.WriteFields(7);
        w.Write(e.Release);
        w.Write(e.Application);
        w.Write((int)e.Platform);
        w.Write(e.Crashes);
        w.Write(e.Expected);
        w.Write(e.Why);
        if (e.Counts is not { } counts)
        {
            w.WriteNil();
            return;
        }

        w.WriteFields(3);
        w.Write(counts.Milliseconds);
        w.Write(counts.BaseCrashes);
        w.Write(counts.BaseMilliseconds);
    }

    internal static AnalyticsEvent.RegressionDetected ReadDetected(ref MessagePackReader r)
    {
        r.ReadFields(7);
        return ReadCounts(ref r, new(
            r.ReadText(), r.ReadText(), (Platform)r.ReadInt32(), r.ReadInt64(), r.ReadDouble(), r.ReadText()));
    }

    internal static void WriteAffected(ref MessagePackWriter w, AffectedApplications affected)
    {
        w.WriteFields(2);
        w.Write(affected.Version);
        w.WriteArrayHeader(affected.Entries.Length);
        foreach (var entry in affected.Entries)
        {
            w.WriteFields(3);
            w.Write(entry.Release);
            w.Write(entry.Application);
            w.Write(entry.EffectiveAt);
        }
    }

    internal static AffectedApplications ReadAffected(ref MessagePackReader r)
    {
        r.ReadFields(2);
        var version = r.ReadInt32();
        var entries = ImmutableArray.CreateBuilder<AffectedApplication>(r.ReadArrayHeader());
        for (var i = 0; i < entries.Capacity; i++)
        {
            r.ReadFields(3);
            entries.Add(new(r.ReadText(), r.ReadText(), r.ReadTime()));
        }

        return new(version, entries.MoveToImmutable());
    }

    private static CrashKindCount ReadKind(ref MessagePackReader r)
    {
        r.ReadFields(2);
        return new(r.ReadText(), r.ReadInt32());
    }

    private static AnalyticsEvent.RegressionDetected ReadCounts(
        ref MessagePackReader r, AnalyticsEvent.RegressionDetected signal)
    {
        if (r.TryReadNil())
            return signal;
        r.ReadFields(3);
        return signal with { Counts = new(r.ReadInt64(), r.ReadInt64(), r.ReadInt64()) };
    }

    /// <summary>A signal of the time when there were several detection rules: it has the name of its rule.</summary>
    private static AnalyticsEvent.RegressionDetected ReadRuleSignal(ref MessagePackReader r)
    {
        var (release, application, platform) = (r.ReadText(), r.ReadText(), (Platform)r.ReadInt32());
        _ = r.ReadText();
        return new(release, application, platform, r.ReadInt64(), r.ReadDouble(), r.ReadText());
    }

    private static void WriteReport(ref MessagePackWriter w, CrashReport report)
    {
        var isPlain = report.OnUpdate is null && report.Ring.Length == 0;
        w.WriteFields(isPlain ? ReportFields : ReportFields + 2);
        w.Write(report.Day);
        w.Write((int)report.Platform);
        w.Write(report.Model);
        WriteTotals(ref w, report.Totals);
        if (isPlain)
            return;
        w.Write(report.OnUpdate);
        w.Write(report.Ring);
    }

    private static CrashReport ReadReport(ref MessagePackReader r)
    {
        var fields = r.ReadArrayHeader();
        var report = new CrashReport(r.ReadInt32(), (Platform)r.ReadInt32(), r.ReadText(), ReadTotals(ref r));
        return fields == ReportFields
            ? report
            : report with { OnUpdate = r.ReadTextOrNull(), Ring = r.ReadText() };
    }

    internal static void WriteTotals(ref MessagePackWriter w, ImmutableArray<CrashTotal> totals)
    {
        w.WriteArrayHeader(totals.Length);
        foreach (var total in totals)
        {
            w.WriteFields(total.Kinds.IsEmpty ? TotalFields : TotalFields + 1);
            w.Write(total.Application);
            w.Write(total.Release);
            w.Write(total.Crashes);
            w.Write(total.Hours);
            if (!total.Kinds.IsEmpty)
            {
                StoredLists.WriteAll(ref w, total.Kinds, (ref w, kind) =>
                {
                    w.WriteFields(2);
                    w.Write(kind.Signature);
                    w.Write(kind.Crashes);
                });
            }
        }
    }

    internal static ImmutableArray<CrashTotal> ReadTotals(ref MessagePackReader r)
    {
        var totals = new CrashTotal[r.ReadArrayHeader()];
        for (var i = 0; i < totals.Length; i++)
        {
            var fields = r.ReadArrayHeader();
            totals[i] = new(r.ReadText(), r.ReadTextOrNull(), r.ReadInt32(), r.ReadDouble());
            if (fields > TotalFields)
                totals[i] = totals[i] with { Kinds = StoredLists.ReadAll(ref r, ReadKind) };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(totals);
    }
}
