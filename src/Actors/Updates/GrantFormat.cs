using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Model.Rollouts.Grants;
using static RsrActors.Actors.Journal.StoredLists;

namespace RsrActors.Actors.Updates;

/// <summary>The storage form of grants to single devices, and of the messages about them.</summary>
internal static class GrantFormat
{
    public static PayloadFormat AddGrantMail(this PayloadFormat format) => format
        .Add<GrantRequest>(
            "grant-request-1",
            (ref w, m) =>
            {
                w.WriteFields(4);
                w.Write(m.Release);
                w.Write(m.Device);
                w.Write(m.Ring);
                w.Write(m.ByHand);
            },
            (ref r) =>
            {
                r.ReadFields(4);
                return new(r.ReadText(), r.ReadInt64(), r.ReadText(), r.ReadBoolean());
            })
        .Add<GrantGiven>(
            "grant-1",
            (ref w, m) =>
            {
                w.WriteFields(2);
                w.Write(m.Release);
                w.Write(m.ByHand);
            },
            (ref r) =>
            {
                r.ReadFields(2);
                return new(r.ReadText(), r.ReadBoolean());
            })
        .Add<GrantReport>(
            "grant-report-1",
            (ref w, m) =>
            {
                w.WriteFields(4);
                w.Write(m.Release);
                w.Write(m.Device);
                w.Write(m.Ring);
                w.Write((int)m.Phase);
            },
            (ref r) =>
            {
                r.ReadFields(4);
                return new(r.ReadText(), r.ReadInt64(), r.ReadText(), (GrantPhase)r.ReadInt32());
            });

    public static void Write(ref MessagePackWriter w, ImmutableArray<GrantBook> all) =>
        WriteAll(ref w, all, (ref w, book) =>
        {
            w.WriteFields(5);
            w.Write(book.Release);
            w.Write(book.Requests);
            Write(ref w, book.OfRule);
            WriteAll(ref w, [.. book.OfRings], (ref w, ring) =>
            {
                w.WriteFields(2);
                w.Write(ring.Key);
                Write(ref w, ring.Value);
            });
            WriteAll(ref w, [.. book.Attempts], (ref w, one) =>
            {
                w.WriteFields(3);
                w.Write(one.Key);
                w.Write(one.Value.BlockedUntil);
                WriteAll(ref w, one.Value.Attempts, (ref w, attempt) => w.Write(attempt));
            });
        });

    public static ImmutableArray<GrantBook> Read(ref MessagePackReader r) => ReadAll(ref r, (ref r) =>
    {
        r.ReadFields(5);
        return new GrantBook(
            r.ReadText(), r.ReadInt64(), ReadLedger(ref r),
            ReadAll(ref r, (ref r) =>
            {
                r.ReadFields(2);
                return KeyValuePair.Create(r.ReadText(), ReadLedger(ref r));
            }).ToImmutableSortedDictionary(StringComparer.Ordinal),
            ReadAll(ref r, ReadAttempts).ToImmutableSortedDictionary());
    });

    private static KeyValuePair<long, DeviceAttempts> ReadAttempts(ref MessagePackReader r)
    {
        r.ReadFields(3);
        var (device, until) = (r.ReadInt64(), r.ReadTime());
        return new(device, new(ReadAll(ref r, (ref r) => r.ReadTime()), until));
    }

    private static void Write(ref MessagePackWriter w, GrantLedger ledger)
    {
        w.WriteFields(6);
        w.Write(ledger.IsDisabled);
        w.Write(ledger.Totals.Notified);
        w.Write(ledger.Totals.Ended);
        w.Write(ledger.Totals.Succeeded);
        w.Write(ledger.Totals.TimedOut);
        WriteAll(ref w, [.. ledger.Grants], (ref w, grant) =>
        {
            w.WriteFields(4);
            w.Write(grant.Device);
            w.Write(grant.At);
            w.Write(grant.Heard);
            w.Write((int)grant.Phase);
        });
    }

    private static GrantLedger ReadLedger(ref MessagePackReader r)
    {
        r.ReadFields(6);
        var isDisabled = r.ReadBoolean();
        var totals = new GrantTotals(r.ReadInt64(), r.ReadInt64(), r.ReadInt64(), r.ReadInt64());
        var grants = ReadAll(ref r, (ref r) =>
        {
            r.ReadFields(4);
            return new Grant(r.ReadInt64(), r.ReadTime(), r.ReadTime(), (GrantPhase)r.ReadInt32());
        });
        return GrantLedger.Of(grants, totals, isDisabled);
    }
}
