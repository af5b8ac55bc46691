using System.Collections.Immutable;
using MessagePack;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;

namespace RsrActors.Actors.Journal;

/// <summary>The storage form of what letters hold, and of the catalogue, which cohorts keep.</summary>
internal static class MailFormat
{
    public static PayloadFormat AddMail(this PayloadFormat format) => format
        .Add<TicketRequest>(
            "ticket-request-1",
            (ref w, m) =>
            {
                w.WriteFields(6);
                w.Write(m.Release);
                w.Write(m.Variant);
                w.Write(m.ChipId);
                w.Write(m.Ecid);
                w.Write(m.Nonce);
                w.Write(m.Attempt);
            },
            (ref r) =>
            {
                r.ReadFields(6);
                return new(r.ReadText(), r.ReadText(), r.ReadUInt32(), r.ReadUInt64(), r.ReadDigest(), r.ReadInt32());
            })
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
            (ref r) => { r.ReadFields(1); return new(r.ReadBoolean()); })
        .Add<Catalogue>("catalogue-1", WriteCatalogue, ReadCatalogue)
        .Add<OperatorCommand.Publish>(
            "do-publish-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Percent); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadDoubleOrNull()); })
        .Add<OperatorCommand.Ramp>(
            "do-ramp-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Percent); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadDouble()); })
        .Add<OperatorCommand.Pause>(
            "do-pause-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Cause); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadText()); })
        .Add<OperatorCommand.Resume>(
            "do-resume-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Cause); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadText()); })
        .Add<OperatorCommand.Withdraw>(
            "do-withdraw-1",
            (ref w, m) => { w.WriteFields(3); w.Write(m.Release); w.Write(m.Cause); w.Write(m.RemoveFromDevices); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadText(), r.ReadBoolean()); })
        .Add<OperatorCommand.PublishUpdate>(
            "do-publish-update-1",
            (ref w, m) => { w.WriteFields(1); w.Write(m.Version); },
            (ref r) => { r.ReadFields(1); return new(r.ReadText()); })
        .Add<OperatorCommand.ShareAnalytics>(
            "do-share-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Device); w.Write(m.Share); },
            (ref r) => { r.ReadFields(2); return new(r.ReadInt32(), r.ReadBoolean()); })
        .Add<OperatorCommand.RemoveResponses>(
            "do-remove-1",
            (ref w, m) => { w.WriteFields(1); w.Write(m.Device); },
            (ref r) => { r.ReadFields(1); return new(r.ReadInt32()); })
        .Add<OperatorCommand.Install>(
            "do-install-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Device); w.Write(m.Release); },
            (ref r) => { r.ReadFields(2); return new(r.ReadInt32(), r.ReadText()); })
        .Add<OperatorCommand.StartSigningOutage>(
            "do-outage-1", (ref w, _) => w.WriteFields(0), (ref r) => { r.ReadFields(0); return new(); })
        .Add<OperatorCommand.EndSigningOutage>(
            "do-outage-over-1", (ref w, _) => w.WriteFields(0), (ref r) => { r.ReadFields(0); return new(); })
        .Add<OperatorCommand.Restrict>(
            "do-restrict-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.AllowInstallation); w.Write(m.AllowRemoval); },
            (ref r) => { r.ReadFields(2); return new(r.ReadBoolean(), r.ReadBoolean()); })
        .Add<OperatorCommand.Enforce>(
            "do-enforce-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Release); w.Write(m.Within); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadSpan()); })
        .Add<OperatorCommand.RemoveFromManaged>(
            "do-remove-managed-1", (ref w, _) => w.WriteFields(0), (ref r) => { r.ReadFields(0); return new(); })
        .Add<OperatorCommand.Unplug>(
            "do-unplug-1",
            (ref w, m) => { w.WriteFields(2); w.Write(m.Device); w.Write(m.For); },
            (ref r) => { r.ReadFields(2); return new(r.ReadInt32(), r.ReadSpan()); });

    internal static void WriteTally(ref MessagePackWriter w, SigningTally tally)
    {
        w.WriteFields(3);
        w.Write(tally.Release);
        w.Write(tally.Issued);
        w.Write(tally.Refused);
    }

    internal static SigningTally ReadTally(ref MessagePackReader r)
    {
        r.ReadFields(3);
        return new(r.ReadText(), r.ReadInt64(), r.ReadInt64());
    }

    internal static void WriteCatalogue(ref MessagePackWriter w, Catalogue catalogue)
    {
        w.WriteFields(4);
        w.Write(catalogue.Version);
        w.Write(catalogue.EffectiveAt);
        w.WriteArrayHeader(catalogue.Responses.Length);
        foreach (var entry in catalogue.Responses)
        {
            w.WriteFields(3);
            w.Write(entry.Release);
            w.Write(entry.Percent);
            w.Write((int)entry.Status);
        }

        w.WriteArrayHeader(catalogue.Updates.Length);
        foreach (var entry in catalogue.Updates)
        {
            w.WriteFields(5);
            w.Write(entry.Version);
            w.Write((int)entry.Platform);
            w.Write(entry.FromBuild);
            w.Write(entry.Build);
            w.Write(entry.Download);
        }
    }

    internal static Catalogue ReadCatalogue(ref MessagePackReader r)
    {
        r.ReadFields(4);
        var (version, effectiveAt) = (r.ReadInt32(), r.ReadTime());
        var responses = ImmutableArray.CreateBuilder<CatalogueEntry>(r.ReadArrayHeader());
        for (var i = 0; i < responses.Capacity; i++)
        {
            r.ReadFields(3);
            responses.Add(new(r.ReadText(), r.ReadDouble(), (CatalogueStatus)r.ReadInt32()));
        }

        var updates = ImmutableArray.CreateBuilder<UpdateEntry>(r.ReadArrayHeader());
        for (var i = 0; i < updates.Capacity; i++)
        {
            r.ReadFields(5);
            updates.Add(new(r.ReadText(), (Platform)r.ReadInt32(), r.ReadText(), r.ReadText(), r.ReadInt64()));
        }

        return new(version, effectiveAt, responses.MoveToImmutable(), updates.MoveToImmutable());
    }
}
