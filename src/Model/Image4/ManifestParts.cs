using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>
/// The parts that all manifests have in common: SET { MANB { SET { MANP { properties }, objects } } }.
/// <see cref="DerWriter"/> writes from the end to the beginning, and a DER SET is in the order of its tags, where
/// capitals precede small letters. So the last object is written first, and the properties are written last.
/// </summary>
internal static class ManifestParts
{
    /// <summary>Writes an object that has a digest and no other property.</summary>
    public static void WriteObject(ref DerWriter der, FourCharCode code, Digest digest)
    {
        var tail = der.Length;
        der.OctetString(FourCharCode.DGST, digest.Span);
        Close(ref der, code, tail);
    }

    /// <summary>
    /// Makes a group, MANP or an object, of everything written since <see cref="DerWriter.Length"/> was
    /// <paramref name="tail"/>.
    /// </summary>
    public static void Close(ref DerWriter der, FourCharCode group, int tail)
    {
        der.Enclose(DerWriter.SetTag, tail);
        der.Name(group, tail);
    }

    /// <summary>Makes the manifest SET of everything written: the bytes that are signed.</summary>
    public static void CloseManifest(ref DerWriter der)
    {
        Close(ref der, FourCharCode.MANB, 0);
        der.Enclose(DerWriter.SetTag, 0);
    }
}
