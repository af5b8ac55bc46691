using System.Collections.Immutable;
using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Signing;

namespace RsrActors.Model.Devices.Installing;

/// <summary>
/// The work of one step, done by a procedure: bytes to check, a ticket to verify, a patch to apply. It includes the
/// damage that chance has done to the bytes; the procedure detects the damage by its checks.
/// </summary>
public abstract record DeviceWork
{
    private DeviceWork()
    {
    }

    /// <param name="Interrupted">The connection was lost before the end of the download.</param>
    /// <param name="Damage">Determines the bit that was flipped on the way; null when none was.</param>
    public sealed record CheckDownload(string Release, string Variant, bool Interrupted, ulong? Damage) : DeviceWork;

    /// <param name="Nonce">The device's present nonce.</param>
    public sealed record Personalise(TicketAnswer Answer, string Variant, DeviceBinding Binding, Digest Nonce)
        : DeviceWork;

    /// <summary>The ticket of an earlier installation; the nonce was not rolled since.</summary>
    /// <param name="StoredDamage">
    /// Determines a bit of the stored ticket that was flipped since it arrived; null when none was.
    /// </param>
    public sealed record ReuseTicket(
        string Release, string Variant, DeviceBinding Binding, Digest Nonce, ulong? StoredDamage = null) : DeviceWork;

    /// <param name="ImageDamage">
    /// Determines a bit that was flipped while the image was written; null when none was.
    /// </param>
    /// <param name="SealDamage">
    /// Determines a bit that was flipped after the image was checked; null when none was.
    /// </param>
    /// <param name="StoredDamage">
    /// Determines a bit of the stored patch that was flipped since it arrived; null when none was.
    /// </param>
    public sealed record Stage(
        string Release, string Variant, ulong? ImageDamage, ulong? SealDamage, ulong? StoredDamage = null)
        : DeviceWork;

    /// <summary>Verify the boot ticket with which a software update is to start.</summary>
    /// <param name="Release">The version by which the update is published.</param>
    /// <param name="Device">The device, and its boot nonce for the build.</param>
    public sealed record PersonaliseUpdate(
        TicketAnswer Answer, string Release, Platform Platform, string Build, BootBinding Device) : DeviceWork;

    /// <summary>Go through the steps of a boot.</summary>
    /// <param name="Device">The device, and its boot nonce for the build.</param>
    /// <param name="Response">The response to bring up; null for none.</param>
    /// <param name="VerifiedBootTicket">
    /// The digest of the boot ticket that the device has verified; null when it has a new one.
    /// </param>
    /// <param name="Starts">Whether user space starts.</param>
    /// <param name="Trouble">The step that fails, and how; null when none does.</param>
    public sealed record Boot(
        Platform Platform, bool FileVault, string Build, BootBinding Device, BootedResponse? Response,
        Digest? VerifiedBootTicket, bool Starts, BootTrouble? Trouble) : DeviceWork;

    /// <summary>Apply the antipatch to the present image, which gives the base's image.</summary>
    /// <param name="StoredDamage">
    /// Determines a bit of the stored antipatch that was flipped since it arrived; null when none was.
    /// </param>
    public sealed record Revert(string Release, string Variant, ulong? StoredDamage = null) : DeviceWork;

    /// <summary>The download of a software update is complete: check its digest.</summary>
    /// <param name="Interrupted">The connection was lost before the end of the download.</param>
    /// <param name="Damage">Determines the bit that was flipped on the way; null when none was.</param>
    public sealed record CheckUpdate(Platform Platform, string Build, bool Interrupted, ulong? Damage) : DeviceWork;

    /// <summary>Unpack a software update and prepare it for its installation.</summary>
    public sealed record PrepareUpdate(string Build, bool Succeeds) : DeviceWork;

    /// <summary>
    /// Start from the RAM disk, replace files on the unmounted system volume, hash the changed paths up to the root,
    /// compare the root with the signed one, and make a snapshot. The boot from it is work of its own.
    /// </summary>
    /// <param name="Draws">What chance does to the steps.</param>
    public sealed record InstallUpdate(
        Platform Platform, string FromBuild, string Build, UpdateDraws Draws) : DeviceWork;
}

/// <summary>What chance does to the steps of a software update, from the restart on.</summary>
/// <param name="FileDamage">Determines a bit that was flipped while a file was written; null for none.</param>
/// <param name="VolumeDamage">Determines a bit that was flipped after the files were checked; null for none.</param>
public sealed record UpdateDraws(
    bool RamDiskStarts, ulong? FileDamage, ulong? VolumeDamage, bool SnapshotIsMade, bool Starts)
{
    public static readonly UpdateDraws Good = new(true, null, null, true, true);
}

/// <summary>A response in a boot, with what identifies its ticket.</summary>
public sealed record BootedResponse(string Release, string Variant, DeviceBinding Device, Digest Nonce);

/// <summary>The result of a step that succeeded.</summary>
public abstract record WorkResult
{
    private WorkResult()
    {
    }

    public sealed record Done : WorkResult
    {
        public static readonly Done Instance = new();
    }

    /// <param name="ManifestDigest">SHA-384 of the signed bytes.</param>
    public sealed record TicketHolds(Digest ManifestDigest) : WorkResult;

    /// <param name="TrustCaches">
    /// SHA-384 of each trust cache that was loaded: that of the system volume, OS, App.
    /// </param>
    public sealed record Booted(ImmutableArray<Digest> TrustCaches) : WorkResult;

    public sealed record Staged(ImmutableArray<StagedCryptex> Cryptexes) : WorkResult;

    /// <param name="Files">Stand-ins that were replaced.</param>
    /// <param name="Hashes">Hashes that were computed over the stand-ins.</param>
    public sealed record UpdateInstalled(int Files, int Hashes) : WorkResult;
}
