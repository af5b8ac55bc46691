using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Journal;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Der;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Signing;

/// <summary>The storage form of the signing service's events, messages and states.</summary>
internal static class SigningFormat
{
    public static PayloadFormat AddSigningEvents(this PayloadFormat format) => format
        .Add<SigningEvent.SigningOutageStarted>(
            "outage-1", (ref w, _) => w.WriteFields(0), (ref r) => { r.ReadFields(0); return new(); })
        .Add<SigningEvent.SigningOutageEnded>(
            "outage-over-1", (ref w, _) => w.WriteFields(0), (ref r) => { r.ReadFields(0); return new(); })
        .Add<SigningEvent.SigningPolicyChanged>(
            "policy-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Release); w.Write(e.Eligible); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadBoolean()); });

    public static PayloadFormat AddSigningMessages(this PayloadFormat format) => format
        .Add<TicketRequest>(
            "ticket-request-2",
            WriteRequest,
            ReadRequest)
        .Add<TicketAnswer.Granted>(
            "ticket-granted-1",
            (ref w, m) => { w.WriteFields(3); w.Write(m.Release); w.Write(m.Nonce); w.Write((int)m.Flaw); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadDigest(), (TicketFlaw)r.ReadInt32()); })
        .Add<TicketAnswer.Denied>(
            "ticket-denied-1",
            (ref w, m) => { w.WriteFields(3); w.Write(m.Release); w.Write(m.Status); w.Write(m.Message); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadInt32(), r.ReadText()); })
        .Add<SigningPolicy>(
            "signing-policy-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Eligible); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadBoolean()); })
        .Add<SigningTally>("signing-tally-1", WriteTally, ReadTally)
        .Add<SigningOutage>(
            "signing-outage-1",
            (ref w, m) => { w.WriteFields(1); w.Write(m.Starts); },
            (ref r) => { r.ReadFields(1); return new(r.ReadBoolean()); });

    private static void WriteRequest(ref MessagePackWriter w, TicketRequest m)
    {
        w.WriteFields(11);
        w.Write((int)m.Kind);
        w.Write(m.Release);
        w.Write(m.Variant);
        w.Write(m.ChipId);
        w.Write(m.BoardId);
        w.Write(m.Ecid);
        w.Write(m.ProductClass);
        w.Write(m.Build);
        w.Write(m.Nonce);
        w.WriteArrayHeader(m.Objects.Length);
        foreach (var (code, digest) in m.Objects)
        {
            w.WriteFields(2);
            w.Write(code.ToString());
            w.Write(digest);
        }

        w.Write(m.Attempt);
    }

    private static TicketRequest ReadRequest(ref MessagePackReader r)
    {
        r.ReadFields(11);
        return new(
            (TicketKind)r.ReadInt32(), r.ReadText(), r.ReadText(), r.ReadUInt32(), r.ReadUInt32(), r.ReadUInt64(),
            r.ReadUInt32(), r.ReadText(), r.ReadDigest(), ReadObjects(ref r), r.ReadInt32());
    }

    private static ImmutableArray<MeasuredObject> ReadObjects(ref MessagePackReader r)
    {
        var objects = new MeasuredObject[r.ReadArrayHeader()];
        for (var i = 0; i < objects.Length; i++)
        {
            r.ReadFields(2);
            objects[i] = new(FourCharCode.Parse(r.ReadText()), r.ReadDigest());
        }

        return [.. objects];
    }

    public static PayloadFormat AddSigningStates(this PayloadFormat format) => format
        .Add<SigningWorking>("signing-working-1", WriteSigningWorking, ReadSigningWorking)
        .Add<SigningState>(
            "signing-state-1",
            (ref w, s) => { w.WriteFields(3); w.Write(s.Seq); w.Write(s.Outage); w.Write([.. s.Eligible]); },
            (ref r) =>
            {
                r.ReadFields(3);
                return new(r.ReadInt32(), r.ReadBoolean(), r.ReadTexts().ToImmutableSortedSet(StringComparer.Ordinal));
            });

    private static void WriteSigningWorking(ref MessagePackWriter w, SigningWorking working)
    {
        w.WriteFields(3);
        w.WriteArrayHeader(working.BusyUntil.Length);
        foreach (var until in working.BusyUntil)
            w.Write(until);
        WriteTallies(ref w, working.Tallies);
        w.Write(working.ReportAt);
    }

    private static SigningWorking ReadSigningWorking(ref MessagePackReader r)
    {
        r.ReadFields(3);
        var busyUntil = new VirtualTime[r.ReadArrayHeader()];
        for (var i = 0; i < busyUntil.Length; i++)
            busyUntil[i] = r.ReadTime();
        return new([.. busyUntil], ReadTallies(ref r), r.ReadTime());
    }

    internal static void WriteTallies(ref MessagePackWriter w, ImmutableArray<SigningTally> tallies)
    {
        w.WriteArrayHeader(tallies.Length);
        foreach (var tally in tallies)
            WriteTally(ref w, tally);
    }

    internal static ImmutableArray<SigningTally> ReadTallies(ref MessagePackReader r)
    {
        var tallies = new SigningTally[r.ReadArrayHeader()];
        for (var i = 0; i < tallies.Length; i++)
            tallies[i] = ReadTally(ref r);
        return [.. tallies];
    }

    private static void WriteTally(ref MessagePackWriter w, SigningTally tally)
    {
        w.WriteFields(3);
        w.Write(tally.Release);
        w.Write(tally.Issued);
        w.Write(tally.Refused);
    }

    private static SigningTally ReadTally(ref MessagePackReader r)
    {
        r.ReadFields(3);
        return new(r.ReadText(), r.ReadInt64(), r.ReadInt64());
    }
}
