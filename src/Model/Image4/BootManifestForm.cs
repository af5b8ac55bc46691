using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>
/// The manifest SETs of all boot tickets of one build. Its objects are the same for all devices and are encoded once;
/// the properties are encoded for each device. It is safe on any thread.
/// </summary>
public sealed class BootManifestForm
{
    // Five objects of 137 octets and eight properties of at most 49, with their headers: 1,200 at most.
    private const int LargestManifest = 2048;

    private readonly byte[] _objects;

    public BootManifestForm(BootMeasurements boot)
    {
        ArgumentNullException.ThrowIfNull(boot);
        var der = new DerWriter(stackalloc byte[LargestManifest]);
        var objects = boot.Objects;
        for (var i = objects.Length - 1; i >= 0; i--)
        {
            var tail = der.Length;

            // For all production devices in full security, as in a real ticket.
            der.Boolean(FourCharCode.ESEC, true);
            der.Boolean(FourCharCode.EPRO, true);
            der.Boolean(FourCharCode.EKEY, true);
            der.OctetString(FourCharCode.DGST, objects[i].Digest.Span);
            ManifestParts.Close(ref der, objects[i].Code, tail);
        }

        _objects = der.Written.ToArray();
    }

    /// <summary>The manifest SET for this device.</summary>
    public byte[] Fill(BootBinding device)
    {
        var der = new DerWriter(stackalloc byte[LargestManifest]);
        Write(ref der, device);
        return der.Written.ToArray();
    }

    /// <summary>SHA-384 of <see cref="Fill"/>.</summary>
    public Digest ComputeDigest(BootBinding device)
    {
        var der = new DerWriter(stackalloc byte[LargestManifest]);
        Write(ref der, device);
        return Digest.Sha384(der.Written);
    }

    private void Write(ref DerWriter der, BootBinding device)
    {
        ArgumentNullException.ThrowIfNull(device);
        der.Raw(_objects);
        var tail = der.Length;
        der.Integer(FourCharCode.SDOM, BootManifest.SecurityDomain);
        der.Integer(FourCharCode.ECID, device.Ecid);
        der.Boolean(FourCharCode.CSEC, true);
        der.Boolean(FourCharCode.CPRO, true);
        der.Integer(FourCharCode.CHIP, device.ChipId);
        der.Integer(FourCharCode.CEPO, BootManifest.SecurityEpoch);
        der.Integer(FourCharCode.BORD, device.BoardId);
        der.OctetString(FourCharCode.BNCH, device.NonceHash.Span);
        ManifestParts.Close(ref der, FourCharCode.MANP, tail);
        ManifestParts.CloseManifest(ref der);
    }
}
