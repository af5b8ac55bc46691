using MessagePack;
using RsrActors.Model;
using RsrActors.Model.Devices;
using RsrActors.Model.Invariants;

namespace RsrActors.Actors.Journal;

/// <summary>The storage form of what the invariants remember.</summary>
internal static class DeviceFactsFormat
{
    public static PayloadFormat AddFindings(this PayloadFormat format) => format.Add<ReleaseFindings>(
        "findings-1", WriteFindings, ReadFindings);

    public static void Write(ref MessagePackWriter w, DeviceFacts facts)
    {
        w.WriteFields(17);
        w.Write(facts.Seq);
        w.Write(facts.At);
        w.Write((int)facts.Platform);
        w.Write(facts.Version);
        w.Write(facts.BaseBuild);
        WriteDigest(ref w, facts.BootTicket);
        WriteDigest(ref w, facts.SystemVolumeSeal);
        w.Write(facts.SharesAnalytics);
        w.Write(facts.LockdownMode);
        DeviceEventFormat.WriteManagement(ref w, facts.Managed);
        w.WriteFields(2);
        w.Write(facts.Offer.Release);
        w.Write((int)facts.Offer.Source);
        w.Write(facts.RequestedAt);
        w.Write(facts.Ticketed);
        w.Write(facts.Staged);
        w.Write(facts.Restarted);
        w.Write(facts.Applied);
        w.Write(facts.Recommended);
    }

    public static DeviceFacts Read(ref MessagePackReader r)
    {
        r.ReadFields(17);
        return new()
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
            Managed = DeviceEventFormat.ReadManagement(ref r),
            Offer = ReadOffer(ref r),
            RequestedAt = r.ReadTime(),
            Ticketed = r.ReadTexts(),
            Staged = r.ReadTexts(),
            Restarted = r.ReadBoolean(),
            Applied = r.ReadTexts(),
            Recommended = r.ReadTexts(),
        };
    }

    private static void WriteFindings(ref MessagePackWriter w, ReleaseFindings findings)
    {
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
    }

    private static ReleaseFindings ReadFindings(ref MessagePackReader r)
    {
        var findings = new ReleaseFinding[r.ReadArrayHeader()];
        for (var i = 0; i < findings.Length; i++)
        {
            r.ReadFields(5);
            findings[i] = new(r.ReadText(), r.ReadTime(), r.ReadTime(), r.ReadTime(), r.ReadTime());
        }

        return new([.. findings]);
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
