using System.Collections.Concurrent;
using System.Collections.Immutable;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Cryptexes.TrustCaches;
using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Signing;

namespace RsrActors.Model.Devices.Installing;

/// <summary>
/// The real work of a boot: it verifies tickets, measures what they vouch for, and looks up what is to run. A step that
/// fails throws. All devices share one instance; it is safe on any thread.
/// </summary>
internal sealed class BootMechanism(
    World world, ResponseLibrary library, TicketAuthority authority, ICryptexComputation computation,
    TicketVerifier verifier, VerifiedTickets verified, Func<TicketIssuer> issuer)
{
    private readonly ConcurrentDictionary<(Platform, string Build, string? Release), BootImages> _images = new();

    public WorkResult.Booted Boot(DeviceWork.Boot work)
    {
        var images = ImagesOf(work);
        foreach (var step in BootSteps.Of(work.Platform, work.FileVault))
            Take(step, work, images, work.Trouble is { } trouble && trouble.Step == step ? trouble : null);
        images.AreChecked = true;
        return new(images.TrustCacheDigests);
    }

    private void Take(BootStep step, DeviceWork.Boot work, BootImages images, BootTrouble? trouble)
    {
        switch (step)
        {
            case BootStep.BootTicket:
                VerifyBootTicket(work, trouble);
                break;
            case BootStep.SystemSnapshot or BootStep.Kernel or BootStep.CryptexGraft or BootStep.TrustCaches
                when trouble is null && verified.Memoises && images.AreChecked:
                break; // These steps read the same bytes as in an earlier boot, and have the same result.
            case BootStep.SystemSnapshot:
                var volume = images.Boot.SystemVolume;
                if (computation.Measure(Read(volume.Bytes, trouble)) != volume.Seal)
                    throw new SnapshotSealBrokenException();
                break;
            case BootStep.Kernel:
                if (!Measures(Read(images.Boot.KernelCollection, trouble), images.Boot.Measurements.Kernel))
                    throw new KernelDigestMismatchException();
                break;
            case BootStep.CryptexTicket when work.Response is { } response:
                VerifyCryptexTicket(response, trouble);
                break;
            case BootStep.CryptexTicket:
                break;
            case BootStep.CryptexGraft:
                for (var i = 0; i < images.Cryptexes.Length; i++)
                    Graft(images.Cryptexes[i], i == 0 ? trouble : null);
                break;
            case BootStep.TrustCaches:
                ConsultTrustCaches(images, trouble);
                break;
            case BootStep.UserSpace:
                if (!work.Starts)
                    throw new DidNotStartException();
                break;
            case BootStep.DataUnlock:
                if (trouble is not null)
                    throw new DataUnlockFailedException();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "A new step needs its work here.");
        }
    }

    /// <summary>
    /// The bytes that the device verified when it installed the ticket are compared by their digest. Others, and all
    /// when nothing is memoised, are verified by the public key: signature, chain, constraints, nonce, device, digests.
    /// </summary>
    private void VerifyBootTicket(DeviceWork.Boot work, BootTrouble? trouble)
    {
        if (trouble is null && verified.Memoises)
        {
            var digest = world.BootManifestDigestOf(work.Platform, work.Build, work.Device);
            if (digest.Equals(work.VerifiedBootTicket)
                || verified.Contains(new(work.Device.ChipId, work.Device.Ecid), digest))
            {
                return;
            }
        }

        var ticket = issuer().IssueBoot(new(work.Platform, work.Build, work.Device));
        if (trouble is not null)
            ticket = Damaged(ticket, trouble.Damage);
        var expected = authority.BootExpectationOf(work.Platform, work.Build, work.Device);
        if (verifier.Verify(ticket, expected) is { IsAccepted: false } verdict)
            throw new BootTicketInvalidException(verdict);
    }

    /// <summary>The same for the ticket of the active response; the device verified it when it arrived.</summary>
    private void VerifyCryptexTicket(BootedResponse response, BootTrouble? trouble)
    {
        var order = new TicketOrder(
            new(response.Release, response.Nonce, TicketFlaw.None), response.Variant, response.Device);
        var digest = Digest.Sha384(authority.ManifestSetOf(order));
        if (trouble is null && verified.Contains(response.Device, digest))
            return;
        var ticket = issuer().Issue(order);
        if (trouble is not null)
            ticket = Damaged(ticket, trouble.Damage);
        var expected = authority.ExpectationOf(
            response.Release, response.Variant, response.Device, response.Nonce);
        var verdict = verifier.Verify(ticket, expected);
        if (verdict.IsAccepted)
            verified.Add(response.Device, digest);
        else if (trouble?.Stored is { } file)
            throw new StoredFileDamagedException(file);
        else
            throw new CryptexTicketInvalidException(verdict);
    }

    private void Graft(BootedCryptex cryptex, BootTrouble? trouble)
    {
        var bytes = cryptex.Patch is { } patch
            ? computation.Apply(patch.Base.Bytes, patch.Patch)
            : cryptex.Image.Bytes;
        if (computation.Measure(Read(bytes, trouble)) == cryptex.Image.Seal)
            return;
        if (trouble?.Stored is { } file)
            throw new StoredFileDamagedException(file);
        throw new CryptexNotGraftedException(cryptex.Image.Subtype);
    }

    /// <summary>Loads the trust caches, and looks up the code directory hash of every binary in them.</summary>
    private void ConsultTrustCaches(BootImages images, BootTrouble? trouble)
    {
        // The trust cache that is missing is that of the OS cryptex, or, without cryptexes, of the system volume.
        var loaded = trouble is null
            ? images.TrustCaches
            : images.TrustCaches.RemoveAt(images.Cryptexes.IsEmpty ? 0 : 1);
        foreach (var (cache, digest) in loaded)
        {
            if (!Measures(cache.File, digest))
                throw new ContentNotTrustedException("A trust cache is not the one of the ticket.");
        }

        for (var i = 0; i < images.Binaries.Length; i++)
        {
            var binary = images.Binaries[i];
            var hash = verified.Memoises ? images.CdHashes[i] : computation.CdHash(binary.Content);
            if (!IsListed(hash, loaded))
                throw new ContentNotTrustedException($"No loaded trust cache lists {binary.Path}.");
        }
    }

    private static bool IsListed(Digest cdHash, ImmutableArray<(TrustCache Cache, Digest Digest)> loaded)
    {
        foreach (var (cache, _) in loaded)
        {
            if (cache.Contains(cdHash.Span))
                return true;
        }

        return false;
    }

    private BootImages ImagesOf(DeviceWork.Boot work)
    {
        var key = (work.Platform, work.Build, work.Response?.Release);
        return _images.TryGetValue(key, out var known)
            ? known
            : _images.GetOrAdd(key, BootImages.Of(work, world.BootOf(work.Platform, work.Build), library, computation));
    }

    private bool Measures(ImmutableArray<byte> bytes, Digest expected) => computation.Sha384(bytes).Equals(expected);

    private static ImmutableArray<byte> Read(ImmutableArray<byte> stored, BootTrouble? trouble) =>
        trouble is null ? stored : StorageDamage.Damage(stored, trouble.Damage);

    /// <summary>
    /// A ticket with one bit of its manifest flipped. The signature is left as it is: its bytes differ from run to run.
    /// </summary>
    internal static ReadOnlyMemory<byte> Damaged(ReadOnlyMemory<byte> ticket, ulong damage)
    {
        if (!Image4Ticket.TryParse(ticket, out var sound, out _))
            throw new InvalidOperationException("The signing service made a ticket that cannot be parsed.");
        var manifest = StorageDamage.Damage([.. sound.ManifestSet.Span], damage);
        return Image4Ticket.Assemble(manifest.AsSpan(), sound.Signature.Span, sound.Certificates[0].Span);
    }
}
