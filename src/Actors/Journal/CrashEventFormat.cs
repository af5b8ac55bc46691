using System.Collections.Immutable;
using MessagePack;
using RsrActors.Model.Devices;
using static RsrActors.Model.Devices.DeviceEvent;

namespace RsrActors.Actors.Journal;

/// <summary>The storage form of what a device notes and says about crashes.</summary>
internal static class CrashEventFormat
{
    public static PayloadFormat AddCrashEvents(this PayloadFormat format) => format
        .Add<ApplicationCrashed>(
            "crashed-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Application); w.Write(e.Release); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadTextOrNull()); })
        .Add<CrashTotalsReported>("totals-1", WriteTotals, ReadTotals)
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
                    r.ReadText(), r.ReadText(), r.ReadText(), r.ReadInt32(), r.ReadDouble(), r.ReadInt32(), r.ReadDouble(),
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

    private static void WriteTotals(ref MessagePackWriter w, CrashTotalsReported e)
    {
        w.WriteFields(2);
        w.Write(e.Day);
        w.WriteArrayHeader(e.Totals.Length);
        foreach (var total in e.Totals)
        {
            w.WriteFields(4);
            w.Write(total.Application);
            w.Write(total.Release);
            w.Write(total.Crashes);
            w.Write(total.Hours);
        }
    }

    private static CrashTotalsReported ReadTotals(ref MessagePackReader r)
    {
        r.ReadFields(2);
        var day = r.ReadInt32();
        var totals = ImmutableArray.CreateBuilder<CrashTotal>(r.ReadArrayHeader());
        for (var i = 0; i < totals.Capacity; i++)
        {
            r.ReadFields(4);
            totals.Add(new(r.ReadText(), r.ReadTextOrNull(), r.ReadInt32(), r.ReadDouble()));
        }

        return new(day, totals.MoveToImmutable());
    }
}
