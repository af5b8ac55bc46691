using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Model;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Devices;

/// <summary>The storage form of what the invariants keep.</summary>
internal static class DeviceFactsFormat
{
    /// <summary>A device without crashes writes only the first 17 fields, as all devices did before.</summary>
    private const int Fields = 17;

    private const int FieldsWithCrashes = 20;

    /// <summary>Only a device whose person agreed to share after its enrolment writes that moment.</summary>
    private const int FieldsWithSharing = 21;

    /// <summary>Only a device that has fetched a list of affected applications writes version and moment.</summary>
    private const int FieldsWithList = 23;

    /// <summary>Only a device with something installed in the background writes it.</summary>
    private const int FieldsWithBackground = 24;

    /// <summary>Only a device that has staged a response or was restarted writes trust caches and boot.</summary>
    private const int FieldsWithBoot = 27;

    /// <summary>Only a device with the boot ticket of an update that is not installed yet writes it.</summary>
    private const int FieldsWithBootTicket = 28;

    public static PayloadFormat AddFindings(this PayloadFormat format) => format
        .Add<ReleaseFindings>("findings-2", WriteFindings, (ref r) => ReadFindings(ref r, withLists: true))
        .AlsoReads("findings-1", (ref r) => ReadFindings(ref r, withLists: false));

    public static void Write(ref MessagePackWriter w, DeviceFacts facts)
    {
        var fields = facts.IssuedBootTicket is not null ? FieldsWithBootTicket
            : !facts.TrustCaches.IsEmpty || facts.UpAt is not null || facts.DataUnlocked ? FieldsWithBoot
            : !facts.InBackground.IsEmpty ? FieldsWithBackground
            : facts.FetchedList != 0 ? FieldsWithList
            : facts.SharesSince != VirtualTime.Zero ? FieldsWithSharing
            : facts.InSafari is null && !facts.Down && facts.Crashes.IsEmpty ? Fields
            : FieldsWithCrashes;
        w.WriteFields(fields);
        w.Write(facts.Seq);
        w.Write(facts.At);
        w.Write((int)facts.Platform);
        w.Write(facts.Version);
        w.Write(facts.BaseBuild);
        WriteDigest(ref w, facts.BootTicket);
        WriteDigest(ref w, facts.SystemVolumeSeal);
        w.Write(facts.SharesAnalytics);
        w.Write(facts.LockdownMode);
        PublishedFormat.WriteManagement(ref w, facts.Managed);
        w.WriteFields(2);
        w.Write(facts.Offer.Release);
        w.Write((int)facts.Offer.Source);
        w.Write(facts.RequestedAt);
        w.Write(facts.Ticketed);
        w.Write(facts.Staged);
        w.Write(facts.Restarted);
        w.Write(facts.Applied);
        w.Write(facts.Recommended);
        if (fields == Fields)
            return;
        w.Write(facts.InSafari);
        w.Write(facts.Down);
        w.WriteArrayHeader(facts.Crashes.Length);
        foreach (var count in facts.Crashes)
        {
            w.WriteFields(3);
            w.Write(count.Application);
            w.Write(count.Release);
            w.Write(count.Crashes);
        }

        if (fields >= FieldsWithSharing)
            w.Write(facts.SharesSince);
        if (fields < FieldsWithList)
            return;
        w.Write(facts.FetchedList);
        w.Write(facts.FetchedAt);
        if (fields < FieldsWithBackground)
            return;
        w.WriteArrayHeader(facts.InBackground.Length);
        foreach (var (mechanism, id) in facts.InBackground)
        {
            w.WriteFields(2);
            w.Write((int)mechanism);
            w.Write(id);
        }

        if (fields < FieldsWithBoot)
            return;
        w.Write(facts.UpAt);
        w.Write(facts.DataUnlocked);
        w.WriteArrayHeader(facts.TrustCaches.Length);
        foreach (var staged in facts.TrustCaches)
        {
            w.WriteFields(3);
            w.Write(staged.Release);
            w.Write(staged.Os);
            w.Write(staged.App);
        }

        if (fields == FieldsWithBootTicket)
            WriteDigest(ref w, facts.IssuedBootTicket);
    }

    public static DeviceFacts Read(ref MessagePackReader r)
    {
        var fields = r.ReadArrayHeader();
        if (fields is not (Fields or FieldsWithCrashes or FieldsWithSharing or FieldsWithList or FieldsWithBackground
            or FieldsWithBoot or FieldsWithBootTicket))
        {
            throw new MessagePackSerializationException($"Facts of a device have {fields} fields.");
        }

        var facts = new DeviceFacts
        {
            Seq = r.ReadInt32(),
            At = r.ReadTime(),
            Platform = (Platform)r.ReadInt32(),
            Version = r.ReadText(),
            BaseBuild = r.ReadText(),
            BootTicket = ReadDigest(ref r),
            SystemVolumeSeal = ReadDigest(ref r),
            SharesAnalytics = r.ReadBoolean(),
            LockdownMode = r.ReadBoolean(),
            Managed = PublishedFormat.ReadManagement(ref r),
            Offer = ReadOffer(ref r),
            RequestedAt = r.ReadTime(),
            Ticketed = r.ReadTexts(),
            Staged = r.ReadTexts(),
            Restarted = r.ReadBoolean(),
            Applied = r.ReadTexts(),
            Recommended = r.ReadTexts(),
        };
        if (fields == Fields)
            return facts;
        facts = facts with { InSafari = r.ReadTextOrNull(), Down = r.ReadBoolean(), Crashes = ReadCrashes(ref r) };
        if (fields == FieldsWithCrashes)
            return facts;
        facts = facts with { SharesSince = r.ReadTime() };
        if (fields == FieldsWithSharing)
            return facts;
        facts = facts with { FetchedList = r.ReadInt32(), FetchedAt = r.ReadTime() };
        if (fields == FieldsWithList)
            return facts;
        facts = facts with { InBackground = ReadInBackground(ref r) };
        if (fields == FieldsWithBackground)
            return facts;
        facts = facts with
        {
            UpAt = r.ReadTimeOrNull(), DataUnlocked = r.ReadBoolean(), TrustCaches = ReadTrustCaches(ref r),
        };
        return fields == FieldsWithBoot ? facts : facts with { IssuedBootTicket = ReadDigest(ref r) };
    }

    private static ImmutableArray<(MechanismKind Mechanism, string Id)> ReadInBackground(ref MessagePackReader r)
    {
        var all = new (MechanismKind Mechanism, string Id)[r.ReadArrayHeader()];
        for (var i = 0; i < all.Length; i++)
        {
            r.ReadFields(2);
            all[i] = ((MechanismKind)r.ReadInt32(), r.ReadText());
        }

        return [.. all];
    }

    private static ImmutableArray<StagedTrustCaches> ReadTrustCaches(ref MessagePackReader r)
    {
        var staged = new StagedTrustCaches[r.ReadArrayHeader()];
        for (var i = 0; i < staged.Length; i++)
        {
            r.ReadFields(3);
            staged[i] = new(r.ReadText(), r.ReadDigest(), r.ReadDigest());
        }

        return [.. staged];
    }

    private static ImmutableArray<CrashCount> ReadCrashes(ref MessagePackReader r)
    {
        var counts = new CrashCount[r.ReadArrayHeader()];
        for (var i = 0; i < counts.Length; i++)
        {
            r.ReadFields(3);
            counts[i] = new(r.ReadText(), r.ReadTextOrNull(), r.ReadInt32());
        }

        return [.. counts];
    }

    private static void WriteFindings(ref MessagePackWriter w, ReleaseFindings findings)
    {
        w.WriteFields(2);
        w.WriteArrayHeader(findings.Releases.Length);
        foreach (var finding in findings.Releases)
        {
            w.WriteFields(5);
            w.Write(finding.Release);
            w.Write(finding.LastOffer);
            w.Write(finding.LastFreshRequest);
            w.Write(finding.WithdrawnAt);
            w.Write(finding.SigningStoppedAt);
        }

        w.WriteArrayHeader(findings.Lists.Length);
        foreach (var finding in findings.Lists)
        {
            w.WriteFields(4);
            w.Write(finding.Release);
            w.Write(finding.Application);
            w.Write(finding.FirstFetched);
            w.Write(finding.PublishedAt);
        }
    }

    private static ReleaseFindings ReadFindings(ref MessagePackReader r, bool withLists)
    {
        if (withLists)
            r.ReadFields(2);
        var findings = new ReleaseFinding[r.ReadArrayHeader()];
        for (var i = 0; i < findings.Length; i++)
        {
            r.ReadFields(5);
            findings[i] = new(r.ReadText(), r.ReadTime(), r.ReadTime(), r.ReadTime(), r.ReadTime());
        }

        return withLists ? new([.. findings]) { Lists = ReadLists(ref r) } : new([.. findings]);
    }

    private static ImmutableArray<ListFinding> ReadLists(ref MessagePackReader r)
    {
        var lists = new ListFinding[r.ReadArrayHeader()];
        for (var i = 0; i < lists.Length; i++)
        {
            r.ReadFields(4);
            lists[i] = new(r.ReadText(), r.ReadText(), r.ReadTime(), r.ReadTime());
        }

        return [.. lists];
    }

    private static (string Release, OfferSource Source) ReadOffer(ref MessagePackReader r)
    {
        r.ReadFields(2);
        return (r.ReadText(), (OfferSource)r.ReadInt32());
    }

    private static void WriteDigest(ref MessagePackWriter w, Digest? digest)
    {
        if (digest is null)
            w.WriteNil();
        else
            w.Write(digest);
    }

    private static Digest? ReadDigest(ref MessagePackReader r) => r.TryReadNil() ? null : r.ReadDigest();
}
