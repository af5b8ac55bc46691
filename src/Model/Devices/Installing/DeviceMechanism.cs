using System.Collections.Immutable;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Signing;

namespace RsrActors.Model.Devices.Installing;

/// <summary>
/// The real work of a procedure's steps: it checks, patches and measures bytes, and verifies tickets. A step that fails
/// throws. All devices share one instance; it is safe on any thread.
/// </summary>
public sealed class DeviceMechanism : IDisposable
{
    private readonly World _world;
    private readonly ResponseLibrary _library;
    private readonly TicketAuthority _authority;
    private readonly ICryptexComputation _computation;
    private readonly CryptexWorkshop _workshop;
    private readonly TicketVerifier _verifier;
    private readonly VerifiedTickets _verified;
    private readonly ThreadLocal<TicketIssuer> _issuers;
    private readonly BootMechanism _boot;

    public DeviceMechanism(
        World world, ResponseLibrary library, TicketAuthority authority, ICryptexComputation computation)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(authority);
        (_world, _library, _authority, _computation) = (world, library, authority, computation);
        _workshop = new(computation);
        _verifier = authority.NewVerifier();
        _verified = new(world.Fleet.Devices, world.Scenario.Kernel.Memoise);
        _issuers = new(authority.NewIssuer, trackAllValues: true);
        _boot = new(world, library, authority, computation, _verifier, _verified, () => _issuers.Value!);
    }

    /// <exception cref="NetworkInterruptedException">The connection was lost.</exception>
    /// <exception cref="PatchDigestMismatchException">The patch differs from the published one.</exception>
    public void CheckDownload(DeviceWork.CheckDownload work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (work.Interrupted)
            throw new NetworkInterruptedException();
        var content = _library.Of(work.Release, work.Variant);
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
        return Verify(GrantOf(work.Answer), work.Variant, work.Binding, work.Nonce);
    }

    /// <summary>
    /// Verifies signature, chain, constraints, nonce, chip, board, ECID and the digests of the build's content, in that
    /// order.
    /// </summary>
    /// <exception cref="SigningUnavailableException">There was no answer, or the service did not read the
    /// request.</exception>
    /// <exception cref="TicketRefusedException">The service refused to sign.</exception>
    /// <exception cref="TicketRejectedException">The boot ticket is not valid for the device and the build.</exception>
    public WorkResult.TicketHolds PersonaliseUpdate(DeviceWork.PersonaliseUpdate work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var granted = GrantOf(work.Answer);

        // The process that held the signature has ended, so the signature is made again with the run's key.
        var bytes = granted.Ticket.IsEmpty
            ? _issuers.Value!.IssueBoot(new(work.Platform, work.Build, work.Device))
            : granted.Ticket;
        return Verify(
            bytes, _authority.BootExpectationOf(work.Platform, work.Build, work.Device),
            new(work.Device.ChipId, work.Device.Ecid));
    }

    /// <exception cref="TicketRejectedException">The ticket is no longer valid for the device.</exception>
    /// <exception cref="StoredFileDamagedException">The stored ticket is damaged.</exception>
    public WorkResult.TicketHolds ReuseTicket(DeviceWork.ReuseTicket work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (work.StoredDamage is { } damage)
            ReadDamagedTicket(work, damage);
        return Verify(new(work.Release, work.Nonce, TicketFlaw.None), work.Variant, work.Binding, work.Nonce);
    }

    /// <exception cref="StoredFileDamagedException">The stored patch is damaged.</exception>
    /// <exception cref="BrokenPatchException">The patch was made for another base.</exception>
    /// <exception cref="ImageDigestMismatchException">The image is not the one in the ticket.</exception>
    /// <exception cref="BrokenSealException">The image changed on the device's storage.</exception>
    public WorkResult.Staged Stage(DeviceWork.Stage work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var content = _library.Of(work.Release, work.Variant);
        CheckStored(content.Os.Patch, content.Os.PatchDigest, work.StoredDamage, StoredFile.Patch);
        return new([
            Stage(content.Os, work.ImageDamage, work.SealDamage),
            Stage(content.App, imageDamage: null, sealDamage: null),
        ]);
    }

    /// <summary>Goes through the steps of a boot, in the order of <see cref="Booting.BootSteps"/>.</summary>
    /// <exception cref="BootTicketInvalidException">The boot ticket is not valid.</exception>
    /// <exception cref="SnapshotSealBrokenException">The system volume differs from its seal.</exception>
    /// <exception cref="KernelDigestMismatchException">The kernel is not the one of the ticket.</exception>
    /// <exception cref="CryptexTicketInvalidException">The response's ticket is not valid.</exception>
    /// <exception cref="CryptexNotGraftedException">An image differs from its seal.</exception>
    /// <exception cref="ContentNotTrustedException">A binary is in no loaded trust cache.</exception>
    /// <exception cref="DidNotStartException">User space does not start.</exception>
    /// <exception cref="DataUnlockFailedException">The Data volume cannot be unlocked.</exception>
    /// <exception cref="StoredFileDamagedException">A stored file of the response is damaged.</exception>
    public WorkResult.Booted Boot(DeviceWork.Boot work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _boot.Boot(work);
    }

    /// <summary>Turns both images back into those of the base, and checks their digests and seals.</summary>
    /// <exception cref="StoredFileDamagedException">The stored antipatch is damaged.</exception>
    public void Revert(DeviceWork.Revert work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var content = _library.Of(work.Release, work.Variant);
        CheckStored(content.Os.Antipatch, content.Os.AntipatchDigest, work.StoredDamage, StoredFile.Antipatch);
        foreach (var patch in (CryptexPatch[])[content.Os, content.App])
        {
            var reverted = _workshop.ApplyPatch(patch.Image.Bytes, patch.Antipatch);
            _workshop.CheckImage(reverted, patch.Base.Digest);
            _workshop.CheckSeal(reverted, patch.Base.Seal);
        }
    }

    /// <summary>
    /// Checks the digest of a downloaded software update. The image of the new system volume stands for the archive.
    /// </summary>
    /// <exception cref="NetworkInterruptedException">The connection was lost.</exception>
    /// <exception cref="UpdateDigestMismatchException">The update differs from the published one.</exception>
    public void CheckUpdate(DeviceWork.CheckUpdate work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (work.Interrupted)
            throw new NetworkInterruptedException();
        if (!work.Platform.IsApple)
            return; // A package manager does this on Linux; its bytes are not simulated.
        var archive = _world.SystemVolume(work.Platform, work.Build).Bytes;
        var (expected, actual) = (_computation.Sha384(archive), _computation.Sha384(Arrived(archive, work.Damage)));
        if (!actual.Equals(expected))
            throw new UpdateDigestMismatchException(expected, actual);
    }

    /// <exception cref="UpdateNotPreparedException">The update cannot be unpacked.</exception>
    public static void PrepareUpdate(DeviceWork.PrepareUpdate work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!work.Succeeds)
            throw new UpdateNotPreparedException();
    }

    /// <summary>
    /// Installs a software update from the restart into the RAM disk to the start from the new snapshot. Whatever
    /// fails, the previous snapshot is as it was. The boot from the new snapshot comes after it.
    /// </summary>
    /// <exception cref="RamDiskDidNotStartException">The device does not start from the RAM disk.</exception>
    /// <exception cref="FileDigestMismatchException">A file was not written as it should be.</exception>
    /// <exception cref="RootMismatchException">The volume is not the vendor's.</exception>
    /// <exception cref="SnapshotNotMadeException">There is no snapshot to start from.</exception>
    /// <exception cref="SnapshotDidNotStartException">The device does not start from the snapshot.</exception>
    public WorkResult.UpdateInstalled InstallUpdate(DeviceWork.InstallUpdate work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var draws = work.Draws;
        if (!draws.RamDiskStarts)
            throw new RamDiskDidNotStartException();
        var (old, update) =
            (_world.SystemVolume(work.Platform, work.FromBuild), _world.SystemVolume(work.Platform, work.Build));
        var volume = draws is { FileDamage: null, VolumeDamage: null }
            ? _computation.Update(old, update)
            : VolumeUpdate.Apply(old, update, draws.FileDamage, draws.VolumeDamage);
        if (volume.Seal != update.Seal)
            throw new RootMismatchException(update.Seal, volume.Seal);
        if (!draws.SnapshotIsMade)
            throw new SnapshotNotMadeException();
        if (!draws.Starts)
            throw new SnapshotDidNotStartException();
        return new(volume.Files, volume.Hashes);
    }

    public void Dispose()
    {
        foreach (var issuer in _issuers.Values)
            issuer.Dispose();
        _issuers.Dispose();
        _verifier.Dispose();
    }

    private static TicketAnswer.Granted GrantOf(TicketAnswer answer) => answer switch
    {
        TicketAnswer.Denied { Status: SigningStatus.Unreachable or SigningStatus.RateLimited } denied =>
            throw new SigningUnavailableException(denied.Status, denied.Message),
        TicketAnswer.Denied denied => throw new TicketRefusedException(denied.Status, denied.Message),
        TicketAnswer.Granted granted => granted,
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "A new answer needs a rule here."),
    };

    private WorkResult.TicketHolds Verify(
        TicketAnswer.Granted granted, string variant, DeviceBinding device, Digest nonce)
    {
        // The process that held the signature has ended, so the signature is made again with the run's key.
        var bytes = granted.Ticket.IsEmpty ? _issuers.Value!.Issue(new(granted, variant, device)) : granted.Ticket;
        return Verify(bytes, _authority.ExpectationOf(granted.Release, variant, device, nonce), device);
    }

    /// <summary>Verifies the bytes of a ticket, and remembers it as the one that the device verified last.</summary>
    private WorkResult.TicketHolds Verify(
        ReadOnlyMemory<byte> bytes, TicketExpectation expected, DeviceBinding device)
    {
        if (!Image4Ticket.TryParse(bytes, out var ticket, out var refusal))
            throw new TicketRejectedException(refusal);
        var verdict = _verifier.Verify(ticket, expected);
        if (!verdict.IsAccepted)
            throw new TicketRejectedException(verdict);
        _verified.Add(device, ticket.ManifestDigest);
        return new(ticket.ManifestDigest);
    }

    private void ReadDamagedTicket(DeviceWork.ReuseTicket work, ulong damage)
    {
        var answer = new TicketAnswer.Granted(work.Release, work.Nonce, TicketFlaw.None);
        var stored = _issuers.Value!.Issue(new(answer, work.Variant, work.Binding)).ToArray();
        var expected = _authority.ExpectationOf(work.Release, work.Variant, work.Binding, work.Nonce);
        var read = BootMechanism.Damaged(stored, damage);
        if (!_verifier.Verify(read, expected).IsAccepted)
            throw new StoredFileDamagedException(StoredFile.Ticket);
    }

    private void CheckStored(ImmutableArray<byte> file, Digest expected, ulong? damage, StoredFile what)
    {
        if (damage is not { } bit)
            return;
        try
        {
            _workshop.CheckPatch(StorageDamage.Damage(file, bit), expected);
        }
        catch (PatchDigestMismatchException)
        {
            throw new StoredFileDamagedException(what);
        }
    }

    private StagedCryptex Stage(CryptexPatch patch, ulong? imageDamage, ulong? sealDamage)
    {
        var image = Arrived(_workshop.ApplyPatch(patch.Base.Bytes, patch.Patch), imageDamage);
        _workshop.CheckImage(image, patch.Image.Digest);
        _workshop.CheckSeal(Arrived(image, sealDamage), patch.Image.Seal);
        return new(
            patch.Subtype, patch.PatchDigest, patch.Image.Digest, patch.Image.Seal,
            patch.Image.Measurements.TrustCache);
    }

    private static ImmutableArray<byte> Arrived(ImmutableArray<byte> bytes, ulong? damage) =>
        damage is { } chance ? StorageDamage.Damage(bytes, chance) : bytes;
}
