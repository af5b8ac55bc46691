using System.Collections.Immutable;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;
using RsrActors.Model.Population;
using RsrActors.Model.Signing;

namespace RsrActors.Model.Devices.Installing;

/// <summary>
/// The real work of a procedure's steps: it checks, patches and measures bytes, and verifies tickets. A step that fails
/// throws. All devices share one instance; it is safe on any thread.
/// </summary>
public sealed class DeviceMechanism(
    World world, ResponseLibrary library, TicketAuthority authority, ICryptexComputation computation) : IDisposable
{
    private readonly CryptexWorkshop _workshop = new(computation);
    private readonly TicketVerifier _verifier = new(authority.RootCertificate);
    private readonly ThreadLocal<TicketIssuer> _issuers = new(authority.NewIssuer, trackAllValues: true);

    /// <exception cref="NetworkInterruptedException">The connection was lost.</exception>
    /// <exception cref="PatchDigestMismatchException">The patch differs from the published one.</exception>
    public void CheckDownload(DeviceWork.CheckDownload work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (work.Interrupted)
            throw new NetworkInterruptedException();
        var content = library.Of(work.Release, work.Variant);
        _workshop.CheckPatch(Arrived(content.Os.Patch, work.Damage), content.Os.PatchDigest);
        _workshop.CheckPatch(content.App.Patch, content.App.PatchDigest);
    }

    /// <exception cref="SigningUnavailableException">There was no answer, or the service did not read the
    /// request.</exception>
    /// <exception cref="TicketRefusedException">The service refused to sign.</exception>
    /// <exception cref="TicketRejectedException">The ticket is not valid for the device.</exception>
    public WorkResult.TicketHolds Personalise(DeviceWork.Personalise work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.Answer switch
        {
            TicketAnswer.Denied { Status: SigningStatus.Unreachable or SigningStatus.RateLimited } denied =>
                throw new SigningUnavailableException(denied.Status, denied.Message),
            TicketAnswer.Denied denied => throw new TicketRefusedException(denied.Status, denied.Message),
            TicketAnswer.Granted granted => Verify(granted, work.Variant, work.Binding, work.Nonce),
            _ => throw new ArgumentOutOfRangeException(nameof(work), work.Answer, "A new answer needs a rule here."),
        };
    }

    /// <exception cref="TicketRejectedException">The ticket is no longer valid for the device.</exception>
    public WorkResult.TicketHolds ReuseTicket(DeviceWork.ReuseTicket work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Verify(new(work.Release, work.Nonce, TicketFlaw.None), work.Variant, work.Binding, work.Nonce);
    }

    /// <exception cref="BrokenPatchException">The patch is damaged, or was made for another base.</exception>
    /// <exception cref="ImageDigestMismatchException">The image is not the one in the ticket.</exception>
    /// <exception cref="BrokenSealException">The image changed on the device's storage.</exception>
    public WorkResult.Staged Stage(DeviceWork.Stage work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var content = library.Of(work.Release, work.Variant);
        return new([
            Stage(content.Os, work.ImageDamage, work.SealDamage),
            Stage(content.App, imageDamage: null, sealDamage: null),
        ]);
    }

    /// <exception cref="DidNotStartException">The device does not start.</exception>
    /// <exception cref="BrokenSealException">The image changed after it was staged.</exception>
    public void BringUp(DeviceWork.BringUp work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var content = library.Of(work.Release, work.Variant);
        foreach (var patch in (CryptexPatch[])[content.Os, content.App])
            _workshop.CheckSeal(_workshop.ApplyPatch(patch.Base.Bytes, patch.Patch), patch.Image.Seal);
        if (!work.Starts)
            throw new DidNotStartException();
    }

    /// <exception cref="TicketRejectedException">The ticket is no longer valid for the device.</exception>
    /// <exception cref="DidNotStartException">The device does not start.</exception>
    /// <exception cref="BrokenSealException">The image differs from the sealed one.</exception>
    public void BringBack(DeviceWork.BringBack work)
    {
        ArgumentNullException.ThrowIfNull(work);
        _ = ReuseTicket(new(work.Release, work.Variant, work.Binding, work.Nonce));
        BringUp(new(work.Release, work.Variant, work.Starts));
    }

    /// <summary>Turns both images back into those of the base, and checks their digests and seals.</summary>
    public void Revert(DeviceWork.Revert work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var content = library.Of(work.Release, work.Variant);
        foreach (var patch in (CryptexPatch[])[content.Os, content.App])
        {
            var reverted = _workshop.ApplyPatch(patch.Image.Bytes, patch.Antipatch);
            _workshop.CheckImage(reverted, patch.Base.Digest);
            _workshop.CheckSeal(reverted, patch.Base.Seal);
        }
    }

    /// <summary>
    /// Computes the hash tree of the new system volume, compares its root with the vendor's seal, and verifies the boot
    /// ticket of the build. The ticket is not stored: it is made again with the run's key, and verified once for each
    /// update of a device.
    /// </summary>
    /// <exception cref="BrokenSealException">The volume is not the vendor's.</exception>
    /// <exception cref="TicketRejectedException">The boot ticket is not valid for the device.</exception>
    public void SealSystemVolume(DeviceWork.SealSystemVolume work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var volume = world.SystemVolume(work.Platform, work.Build);
        _workshop.CheckSeal(volume.Bytes, volume.Seal);
        VerifyBootTicket(_issuers.Value!.IssueBoot(new(work.Platform, work.Build, work.Boot)), work);
    }

    /// <summary>
    /// Verifies signature, chain, constraints, nonce, chip, board, ECID and the digests of the build's content, in that
    /// order.
    /// </summary>
    /// <exception cref="TicketRejectedException">The boot ticket is not valid for the device and the build.</exception>
    public void VerifyBootTicket(ReadOnlyMemory<byte> ticket, DeviceWork.SealSystemVolume work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var expected = authority.BootExpectationOf(work.Platform, work.Build, work.Boot);
        var verdict = _verifier.Verify(ticket, expected);
        if (!verdict.IsAccepted)
            throw new TicketRejectedException(verdict);
    }

    public void Dispose()
    {
        foreach (var issuer in _issuers.Values)
            issuer.Dispose();
        _issuers.Dispose();
        _verifier.Dispose();
    }

    private WorkResult.TicketHolds Verify(
        TicketAnswer.Granted granted, string variant, DeviceBinding device, Digest nonce)
    {
        // The process that held the signature has ended, so the signature is made again with the run's key.
        var bytes = granted.Ticket.IsEmpty ? _issuers.Value!.Issue(new(granted, variant, device)) : granted.Ticket;
        if (!Image4Ticket.TryParse(bytes, out var ticket, out var refusal))
            throw new TicketRejectedException(refusal);
        var verdict = _verifier.Verify(ticket, authority.ExpectationOf(granted.Release, variant, device, nonce));
        return verdict.IsAccepted
            ? new(ticket.ManifestDigest)
            : throw new TicketRejectedException(verdict);
    }

    private StagedCryptex Stage(CryptexPatch patch, ulong? imageDamage, ulong? sealDamage)
    {
        var image = Arrived(_workshop.ApplyPatch(patch.Base.Bytes, patch.Patch), imageDamage);
        _workshop.CheckImage(image, patch.Image.Digest);
        _workshop.CheckSeal(Arrived(image, sealDamage), patch.Image.Seal);
        return new(patch.Subtype, patch.PatchDigest, patch.Image.Digest, patch.Image.Seal);
    }

    private static ImmutableArray<byte> Arrived(ImmutableArray<byte> bytes, ulong? damage) =>
        damage is { } chance ? StorageDamage.Damage(bytes, chance) : bytes;
}
