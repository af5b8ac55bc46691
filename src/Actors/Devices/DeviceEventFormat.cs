using System.Collections.Immutable;
using MessagePack;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Model;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Actors.Devices;

/// <summary>
/// The storage form of a device's events. Enumerations are stored by number: their order never changes.
/// </summary>
internal static class DeviceEventFormat
{
    /// <summary>Added to the source of an offered update that begins at once.</summary>
    private const int AtOnce = 256;

    public static PayloadFormat AddDeviceEvents(this PayloadFormat format) => format
        .Add<Enrolled>("enrolled-1", WriteEnrolled, ReadEnrolled)
        .Add<ResponseOffered>(
            "offered-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Release); w.Write((int)e.Source); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), (OfferSource)r.ReadInt32()); })
        .Add<PatchDownloaded>(
            "downloaded-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.Bytes); w.Write(e.Duration); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadInt64(), r.ReadSpan()); })
        .Add<TicketRequested>(
            "requested-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.Nonce); w.Write(e.Attempt); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadDigest(), r.ReadInt32()); })
        .Add<TicketIssued>(
            "issued-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.ManifestDigest); w.Write(e.Reused); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadDigest(), r.ReadBoolean()); })
        .Add<TicketRefused>(
            "refused-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.Status); w.Write(e.Message); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadInt32(), r.ReadText()); })
        .Add<ResponseStaged>("staged-1", WriteStaged, ReadStaged)
        .Add<SafariRelaunchOffered>(
            "relaunch-offered-1",
            (ref w, e) => { w.WriteFields(1); w.Write(e.Release); },
            (ref r) => { r.ReadFields(1); return new(r.ReadText()); })
        .Add<SafariRelaunchAnswered>(
            "relaunch-answered-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Release); w.Write(e.Accepted); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadBoolean()); })
        .Add<EnforcementNotified>(
            "notified-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write(e.Deadline); w.Write(e.Remaining); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), r.ReadTime(), r.ReadSpan()); })
        .Add<SafariRelaunched>(
            "safari-1",
            (ref w, e) => { w.WriteFields(1); w.Write(e.Release); },
            (ref r) => { r.ReadFields(1); return new(r.ReadText()); })
        .Add<Restarted>(
            "restarted-1",
            (ref w, e) => { w.WriteFields(1); w.Write((int)e.Reason); },
            (ref r) => { r.ReadFields(1); return new((RestartReason)r.ReadInt32()); })
        .Add<ResponseActivated>(
            "activated-1",
            (ref w, e) =>
            {
                w.WriteFields(6);
                w.Write(e.Release);
                w.Write(e.OsBuild);
                w.Write(e.Downtime);
                w.Write(e.BatteryPercent);
                w.Write(e.Charging);
                WriteDigests(ref w, e.TrustCaches);
            },
            (ref r) =>
            {
                r.ReadFields(6);
                return new(r.ReadText(), r.ReadText(), r.ReadSpan(), r.ReadInt32(), r.ReadBoolean())
                {
                    TrustCaches = ReadDigests(ref r),
                };
            })
        .Add<InstallAttemptFailed>(
            "failed-1",
            (ref w, e) => WriteFailure(ref w, e.Release, e.Step, e.Fault, e.Attempt, e.RetryAt, e.Space),
            (ref r) =>
            {
                var (of, step, fault, attempt, retryAt, space) = ReadFailure(ref r);
                return new(of, step, fault, attempt, retryAt) { Space = space };
            })
        .Add<InstallAbandoned>(
            "abandoned-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Release); w.Write((int)e.Fault); w.Write(e.Attempts); },
            (ref r) => { r.ReadFields(3); return new(r.ReadText(), (DeviceFault)r.ReadInt32(), r.ReadInt32()); })
        .Add<RemovalStarted>(
            "removing-1",
            (ref w, e) => { w.WriteFields(2); w.Write((int)e.Cause); w.Write(e.Releases); },
            (ref r) => { r.ReadFields(2); return new((RemovalCause)r.ReadInt32(), r.ReadTexts()); })
        .Add<RemovalAttemptFailed>(
            "removal-failed-1",
            (ref w, e) => { w.WriteFields(3); w.Write(e.Releases); w.Write((int)e.Fault); w.Write(e.RetryAt); },
            (ref r) => { r.ReadFields(3); return new(r.ReadTexts(), (DeviceFault)r.ReadInt32(), r.ReadTimeOrNull()); })
        .Add<ResponsesRemoved>(
            "removed-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Releases); w.Write(e.OsBuild); },
            (ref r) => { r.ReadFields(2); return new(r.ReadTexts(), r.ReadText()); })
        .Add<NonceRolled>("rolled-1", (ref w, _) => w.WriteFields(0), (ref r) => { r.ReadFields(0); return new(); })
        .Add<AnalyticsSharingChanged>(
            "sharing-1",
            (ref w, e) => { w.WriteFields(1); w.Write(e.SharesAnalytics); },
            (ref r) => { r.ReadFields(1); return new(r.ReadBoolean()); })
        .Add<ManagementChanged>(
            "managed-1",
            (ref w, e) => { w.WriteFields(1); PublishedFormat.WriteManagement(ref w, e.Managed); },
            (ref r) => { r.ReadFields(1); return new(PublishedFormat.ReadManagement(ref r)); })
        .Add<ChargerDisconnected>(
            "unplugged-1",
            (ref w, e) => { w.WriteFields(1); w.Write(e.Until); },
            (ref r) => { r.ReadFields(1); return new(r.ReadTime()); })
        .Add<SoftwareUpdateOffered>(
            "update-offered-1",
            (ref w, e) =>
            {
                w.WriteFields(4);
                w.Write(e.Version);
                w.Write(e.OsBuild);
                w.Write((int)e.Source + (e.BeginsAtOnce ? AtOnce : 0));
                w.Write(e.Release);
            },
            (ref r) =>
            {
                r.ReadFields(4);
                var (version, build, source) = (r.ReadText(), r.ReadText(), r.ReadInt32());
                return new(version, build, (OfferSource)(source % AtOnce))
                {
                    Release = r.ReadText(), BeginsAtOnce = source >= AtOnce,
                };
            })
        .Add<SoftwareUpdateAttemptFailed>(
            "update-failed-1",
            (ref w, e) => WriteFailure(ref w, e.Version, e.Step, e.Fault, e.Attempt, e.RetryAt, e.Space),
            (ref r) =>
            {
                var (of, step, fault, attempt, retryAt, space) = ReadFailure(ref r);
                return new(of, step, fault, attempt, retryAt) { Space = space };
            })
        .Add<KeptFilesRemoved>(
            "kept-removed-1",
            (ref w, e) => { w.WriteFields(2); w.Write(e.Release); w.Write(e.Bytes); },
            (ref r) => { r.ReadFields(2); return new(r.ReadText(), r.ReadInt64()); })
        .Add<PersonalFilesRemoved>(
            "personal-removed-1",
            (ref w, e) => { w.WriteFields(1); w.Write(e.Bytes); },
            (ref r) => { r.ReadFields(1); return new(r.ReadInt64()); })
        .Add<SoftwareUpdateInstalled>("updated-1", WriteUpdated, ReadUpdated)
        .AddBootEvents();

    private static void WriteDigests(ref MessagePackWriter w, ImmutableArray<Digest> digests)
    {
        w.WriteArrayHeader(digests.Length);
        foreach (var digest in digests)
            w.Write(digest);
    }

    private static ImmutableArray<Digest> ReadDigests(ref MessagePackReader r)
    {
        var digests = new Digest[r.ReadArrayHeader()];
        for (var i = 0; i < digests.Length; i++)
            digests[i] = r.ReadDigest();
        return [.. digests];
    }

    /// <summary>What was lacking is stored only when storage was full.</summary>
    private static void WriteFailure(
        ref MessagePackWriter w, string of, InstallStep step, DeviceFault fault, int attempt, VirtualTime? retryAt,
        SpaceShortage? space)
    {
        w.WriteFields(space is null ? 5 : 7);
        w.Write(of);
        w.Write((int)step);
        w.Write((int)fault);
        w.Write(attempt);
        w.Write(retryAt);
        if (space is null)
            return;
        w.Write(space.Needed);
        w.Write(space.Free);
    }

    private static (
        string Of, InstallStep Step, DeviceFault Fault, int Attempt, VirtualTime? RetryAt, SpaceShortage? Space)
        ReadFailure(ref MessagePackReader r)
    {
        var fields = r.ReadArrayHeader();
        if (fields is not (5 or 7))
            throw new MessagePackSerializationException($"A failed attempt has {fields} fields.");
        return (
            r.ReadText(), (InstallStep)r.ReadInt32(), (DeviceFault)r.ReadInt32(), r.ReadInt32(), r.ReadTimeOrNull(),
            fields == 7 ? new(r.ReadInt64(), r.ReadInt64()) : null);
    }

    private static void WriteEnrolled(ref MessagePackWriter w, Enrolled e)
    {
        w.WriteFields(e.Response is null ? 13 : 14);
        w.Write((int)e.Platform);
        w.Write(e.Model);
        w.Write(e.OsVersion);
        w.Write(e.OsBuild);
        w.Write(e.ChipId);
        w.Write(e.Ecid);
        w.Write(e.BootTicketDigest);
        w.Write(e.SystemVolumeSeal);
        w.Write(e.Applications);
        w.Write(e.SharesAnalytics);
        w.Write(e.AutomaticUpdates);
        w.Write(e.LockdownMode);
        PublishedFormat.WriteManagement(ref w, e.Managed);
        if (e.Response is { } release)
            w.Write(release);
    }

    private static Enrolled ReadEnrolled(ref MessagePackReader r)
    {
        var fields = r.ReadArrayHeader();
        if (fields is not (13 or 14))
            throw new MessagePackSerializationException($"An enrolment has {fields} fields.");
        return new(
            (Platform)r.ReadInt32(), r.ReadText(), r.ReadText(), r.ReadText(), r.ReadUInt32(), r.ReadUInt64(),
            r.ReadDigest(),
            r.ReadDigest(), r.ReadTexts(), r.ReadBoolean(), r.ReadBoolean(), r.ReadBoolean(),
            PublishedFormat.ReadManagement(ref r))
        {
            Response = fields == 14 ? r.ReadText() : null,
        };
    }

    private static void WriteStaged(ref MessagePackWriter w, ResponseStaged e)
    {
        w.WriteFields(2);
        w.Write(e.Release);
        w.WriteArrayHeader(e.Cryptexes.Length);
        foreach (var cryptex in e.Cryptexes)
        {
            w.WriteFields(5);
            w.Write((int)cryptex.Subtype);
            w.Write(cryptex.PatchDigest);
            w.Write(cryptex.ImageDigest);
            w.Write(cryptex.Seal.Digest);
            w.Write(cryptex.TrustCache);
        }
    }

    private static ResponseStaged ReadStaged(ref MessagePackReader r)
    {
        r.ReadFields(2);
        var release = r.ReadText();
        var cryptexes = ImmutableArray.CreateBuilder<StagedCryptex>(r.ReadArrayHeader());
        for (var i = 0; i < cryptexes.Capacity; i++)
        {
            r.ReadFields(5);
            cryptexes.Add(new(
                (CryptexSubtype)r.ReadInt32(), r.ReadDigest(), r.ReadDigest(), new Seal(r.ReadDigest()),
                r.ReadDigest()));
        }

        return new(release, cryptexes.MoveToImmutable());
    }

    private static void WriteUpdated(ref MessagePackWriter w, SoftwareUpdateInstalled e)
    {
        w.WriteFields(10);
        w.Write(e.From);
        w.Write(e.To);
        w.Write(e.OsBuild);
        w.Write(e.BootTicketDigest);
        w.Write(e.SystemVolumeSeal);
        w.Write(e.Bytes);
        w.Write(e.Downtime);
        w.Write(e.BytesWritten);
        w.Write(e.FilesReplaced);
        w.Write(e.HashesComputed);
    }

    private static SoftwareUpdateInstalled ReadUpdated(ref MessagePackReader r)
    {
        r.ReadFields(10);
        return new(
            r.ReadText(), r.ReadText(), r.ReadText(), r.ReadDigest(), r.ReadDigest(), r.ReadInt64(), r.ReadSpan())
        {
            BytesWritten = r.ReadInt64(), FilesReplaced = r.ReadInt32(), HashesComputed = r.ReadInt64(),
        };
    }
}
