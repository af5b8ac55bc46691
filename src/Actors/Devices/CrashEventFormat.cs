using MessagePack;
using RsrActors.Actors.Analytics;
using RsrActors.Actors.Journal;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Actors.Devices;

/// <summary>The storage form of a device's events about crashes.</summary>
internal static class CrashEventFormat
{
    public static PayloadFormat AddCrashEvents(this PayloadFormat format) => format
        .Add<ApplicationCrashed>(
            "crashed-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Application); w.Write(e.Release); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadTextOrNull()); })
        .Add<CrashTotalsReported>("totals-1", WriteReport, ReadReport)
        .Add<AffectedApplicationsFetched>(
            "list-fetched-1",
            (ref w, e) => { w.WriteFields(1); w.Write(e.Version); },
            (ref r) => { r.ReadFields(1); return new(r.ReadInt32()); })
        .Add<RemovalRecommended>(
            "recommended-1",
            (ref w, e) =>
            {
                w.WriteFields(8);
                w.Write(e.Release);
                w.Write(e.Application);
                w.Write(e.Rule);
                w.Write(e.CrashesBefore);
                w.Write(e.HoursBefore);
                w.Write(e.CrashesAfter);
                w.Write(e.HoursAfter);
                w.Write(e.PValue);
            },
            (ref r) =>
            {
                r.ReadFields(8);
                return new(
                    r.ReadText(), r.ReadText(), r.ReadText(), r.ReadInt32(), r.ReadDouble(), r.ReadInt32(),
                    r.ReadDouble(),
                    r.ReadDouble());
            })
        .Add<RecommendationAnswered>(
            "answered-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Release); w.Write(e.Accepted); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadBoolean()); })
        .Add<RecommendationReported>(
            "reported-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.Application); w.Write(e.Accepted); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadText(), r.ReadBoolean()); });

    private static void WriteReport(ref MessagePackWriter w, CrashTotalsReported e)
    {
        w.WriteFields(2);
        w.Write(e.Day);
        AnalyticsFormat.WriteTotals(ref w, e.Totals);
    }

    private static CrashTotalsReported ReadReport(ref MessagePackReader r)
    {
        r.ReadFields(2);
        return new(r.ReadInt32(), AnalyticsFormat.ReadTotals(ref r));
    }
}
