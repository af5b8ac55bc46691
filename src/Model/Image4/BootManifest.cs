namespace RsrActors.Model.Image4;

/// <summary>
/// The content of a boot ticket before it is signed: the ticket of the application processor for one build. It is
/// separate from the <see cref="Cryptex1Manifest"/>, and only a software update replaces it.
/// </summary>
/// <param name="Device">The only device that may use the ticket, and its nonce for the build.</param>
/// <param name="Boot">What may run.</param>
public sealed record BootManifest(BootBinding Device, BootMeasurements Boot)
{
    /// <summary>SDOM: 1 in a real ticket (pyimg4's sample of an A11).</summary>
    public const uint SecurityDomain = 1;

    /// <summary>CEPO: real values differ between chips and rise when a loader is revoked; 1 is assumed.</summary>
    public const uint SecurityEpoch = 1;

    /// <summary>
    /// The manifest SET in DER: SET { MANB { MANP { properties }, objects } }. These are the bytes that are signed, and
    /// the same manifest always gives the same bytes.
    /// </summary>
    public byte[] Encode() => new BootManifestForm(Boot).Fill(Device);

    /// <summary>SHA-384 of <see cref="Encode"/>: it identifies what was signed, independent of the signature.</summary>
    public Digest ComputeDigest() => new BootManifestForm(Boot).ComputeDigest(Device);
}
