namespace RsrActors.Model.Image4;

/// <summary>
/// A manifest SET in which only the device and its nonce are missing. Everything else in the manifests of one response
/// and variant is the same, octet for octet. When filled in, it equals the result of
/// <see cref="Cryptex1Manifest.Encode"/>. It is safe on any thread.
/// </summary>
public sealed class ManifestForm
{
    private readonly byte[] _manifestSet;
    private readonly int _udid;
    private readonly int _nonce;

    public ManifestForm(Cryptex1Manifest sample)
    {
        ArgumentNullException.ThrowIfNull(sample);

        // No free text precedes these two properties in the SET, and a device of zeros contains none of the octets
        // searched.
        _manifestSet = (sample with { Device = default }).Encode();
        _udid = EndOf("\u0016\u0004UDID\u0004\u0010"u8);
        _nonce = EndOf("\u0016\u0004cnch\u0004\u0020"u8);
    }

    /// <summary>The manifest SET for this device on this nonce.</summary>
    public byte[] Fill(DeviceBinding device, Digest nonce)
    {
        var filled = _manifestSet.AsSpan().ToArray();
        device.WriteUdid(filled.AsSpan(_udid));
        Cryptex1Nonce.Checked(nonce).Span.CopyTo(filled.AsSpan(_nonce));
        return filled;
    }

    private int EndOf(ReadOnlySpan<byte> octets) => _manifestSet.AsSpan().IndexOf(octets) + octets.Length;
}
