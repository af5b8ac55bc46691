using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Signing;

namespace RsrActors.Model.Devices.Installing;

/// <summary>
/// A step that has to be worked at, by a procedure: bytes to check, a ticket to verify, a patch to apply. What chance
/// has done to the bytes is part of it; that it is so, the procedure finds out.
/// </summary>
public abstract record DeviceWork
{
    private DeviceWork()
    {
    }

    /// <param name="Interrupted">The connection was lost before the end.</param>
    /// <param name="Damage">Chooses the bit that was turned on the way; null when none was.</param>
    public sealed record CheckDownload(string Release, string Variant, bool Interrupted, ulong? Damage) : DeviceWork;

    /// <param name="Nonce">The device's own, now.</param>
    public sealed record Personalise(TicketAnswer Answer, string Variant, DeviceBinding Binding, Digest Nonce)
        : DeviceWork;

    /// <summary>The ticket of an earlier installation, whose nonce was not rolled since.</summary>
    public sealed record ReuseTicket(string Release, string Variant, DeviceBinding Binding, Digest Nonce) : DeviceWork;

    /// <param name="ImageDamage">A bit turned while the image was written.</param>
    /// <param name="SealDamage">A bit turned after the image was checked.</param>
    public sealed record Stage(string Release, string Variant, ulong? ImageDamage, ulong? SealDamage) : DeviceWork;

    public sealed record BringUp(string Release, string Variant, bool Starts) : DeviceWork;

    /// <summary>Antipatch of the image that is there, back to the base.</summary>
    public sealed record Revert(string Release, string Variant) : DeviceWork;

    /// <summary>Replace files in the system volume, and seal it anew.</summary>
    public sealed record SealSystemVolume(Platform Platform, string Build) : DeviceWork;
}

/// <summary>What a procedure brings back from a step that succeeded.</summary>
public abstract record WorkResult
{
    private WorkResult()
    {
    }

    public sealed record Done : WorkResult
    {
        public static readonly Done Instance = new();
    }

    /// <param name="ManifestDigest">SHA-384 of what was signed.</param>
    public sealed record TicketHolds(Digest ManifestDigest) : WorkResult;

    public sealed record Staged(ImmutableArray<StagedCryptex> Cryptexes) : WorkResult;
}
