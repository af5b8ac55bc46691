using System.Collections.Immutable;
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
    public sealed record ReuseTicket(string Release, string Variant, DeviceBinding Binding, Digest Nonce) : DeviceWork;

    /// <param name="ImageDamage">
    /// Determines a bit that was flipped while the image was written; null when none was.
    /// </param>
    /// <param name="SealDamage">
    /// Determines a bit that was flipped after the image was checked; null when none was.
    /// </param>
    public sealed record Stage(string Release, string Variant, ulong? ImageDamage, ulong? SealDamage) : DeviceWork;

    public sealed record BringUp(string Release, string Variant, bool Starts) : DeviceWork;

    /// <summary>
    /// Bring an earlier response up again after the vendor removed the latest one: verify its ticket, apply its patch
    /// to the base's image, check its seal, and start.
    /// </summary>
    public sealed record BringBack(
        string Release, string Variant, DeviceBinding Binding, Digest Nonce, bool Starts) : DeviceWork;

    /// <summary>Apply the antipatch to the present image, which gives the base's image.</summary>
    public sealed record Revert(string Release, string Variant) : DeviceWork;

    /// <summary>Replace files in the system volume, seal it anew, and verify the boot ticket of the build.</summary>
    /// <param name="Boot">The device, and its boot nonce for the build.</param>
    public sealed record SealSystemVolume(Platform Platform, string Build, BootBinding Boot) : DeviceWork;
}

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

    public sealed record Staged(ImmutableArray<StagedCryptex> Cryptexes) : WorkResult;
}
