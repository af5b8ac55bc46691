using System.Text;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>The content of a Cryptex1 ticket before it is signed: the device, the nonce, and what may run.</summary>
/// <param name="Device">The only device that may use the ticket.</param>
/// <param name="Nonce">The device's nonce at the request: 32 octets, see <see cref="Cryptex1Nonce"/>.</param>
/// <param name="ProductClass">The device's class, for example 0xF2.</param>
/// <param name="Version">Restore version of the content, for example <c>20.6.75.77.2,0</c>.</param>
/// <param name="PreauthorizationVersion">Restore version that the device was authorised for in advance.</param>
/// <param name="OS">The cryptex of frameworks and libraries.</param>
/// <param name="App">The cryptex of applications.</param>
public sealed record Cryptex1Manifest(
    DeviceBinding Device,
    Digest Nonce,
    uint ProductClass,
    string Version,
    string PreauthorizationVersion,
    CryptexMeasurements OS,
    CryptexMeasurements App)
{
    /// <summary>The virtual chip of Cryptex1.</summary>
    public const uint VirtualChip = 0xFF10;

    /// <summary>Type of the coprocessor that boots the host's cryptexes.</summary>
    public const uint BootType = 1;

    /// <summary>Subtype of the same coprocessor.</summary>
    public const uint BootSubtype = 1;

    /// <summary>BOOT of XNU's <c>image4/cryptex1/nonce.h</c>: the nonce that is rolled at boot.</summary>
    public const uint BootNonceDomain = 1;

    private const int LongestVersion = 64;

    // Six objects of 76 octets, eleven properties of at most 40 and two versions: 1,100 at most.
    private const int LargestManifest = 2048;

    public Digest Nonce { get; init => field = Cryptex1Nonce.Checked(value); } = Cryptex1Nonce.Checked(Nonce);

    public string Version { get; init => field = VersionText(value); } = VersionText(Version);

    public string PreauthorizationVersion { get; init => field = VersionText(value); } =
        VersionText(PreauthorizationVersion);

    /// <summary>
    /// The manifest SET in DER: SET { MANB { MANP { properties }, objects } }. These are the bytes that a signing
    /// service signs, and the same manifest always gives the same bytes.
    /// </summary>
    public byte[] Encode()
    {
        var der = new DerWriter(stackalloc byte[LargestManifest]);

        ManifestParts.WriteObject(ref der, FourCharCode.trcs, OS.TrustCache);
        ManifestParts.WriteObject(ref der, FourCharCode.trca, App.TrustCache);
        ManifestParts.WriteObject(ref der, FourCharCode.cssy, OS.Seal);
        ManifestParts.WriteObject(ref der, FourCharCode.csos, OS.Image);
        ManifestParts.WriteObject(ref der, FourCharCode.casy, App.Seal);
        ManifestParts.WriteObject(ref der, FourCharCode.caos, App.Image);
        WriteProperties(ref der);
        ManifestParts.CloseManifest(ref der);
        return der.Written.ToArray();
    }

    /// <summary>SHA-384 of <see cref="Encode"/>: it identifies what was signed, independent of the signature.</summary>
    public Digest ComputeDigest() => Digest.Sha384(Encode());

    private void WriteProperties(ref DerWriter der)
    {
        Span<byte> octets = stackalloc byte[LongestVersion];
        var tail = der.Length;

        der.OctetString(FourCharCode.vnum, octets[..Encoding.ASCII.GetBytes(Version, octets)]);
        der.Boolean(FourCharCode.upcl, true);
        der.Integer(FourCharCode.type, BootType);
        der.Integer(FourCharCode.styp, BootSubtype);
        der.OctetString(FourCharCode.pave, octets[..Encoding.ASCII.GetBytes(PreauthorizationVersion, octets)]);
        der.Integer(FourCharCode.ndom, BootNonceDomain);
        der.Integer(FourCharCode.fchp, VirtualChip);
        der.OctetString(FourCharCode.cnch, Nonce.Span);
        der.Integer(FourCharCode.clas, ProductClass);
        Device.WriteUdid(octets);
        der.OctetString(FourCharCode.UDID, octets[..DeviceBinding.UdidLength]);
        der.Boolean(FourCharCode.CPRO, true);
        ManifestParts.Close(ref der, FourCharCode.MANP, tail);
    }

    private static string VersionText(string version) => version.Length <= LongestVersion && Ascii.IsValid(version)
        ? version
        : throw new ArgumentException($"A version is ASCII of at most {LongestVersion} characters.", nameof(version));
}
