using System.Security.Cryptography;

namespace RsrActors.Model.Cryptexes.TrustCaches;

/// <summary>
/// One binary that may run: its cdhash (the first 20 bytes of its digest), and the category of its launch constraint (0
/// to 7; 0 means no constraint).
/// </summary>
public sealed record TrustCacheEntry(
    Digest CdHash,
    TrustCacheHash HashType = TrustCacheHash.Sha256,
    TrustCacheTraits Traits = TrustCacheTraits.None,
    byte ConstraintCategory = 0)
{
    public const int CdHashSize = 20;

    /// <summary>The entry of a binary without a launch constraint.</summary>
    public static TrustCacheEntry Of(ReadOnlySpan<byte> binary) => new(CdHashOf(binary));

    /// <summary>
    /// The code directory hash of a binary. A stand-in has no code directory; its hash is that of the whole file.
    /// </summary>
    public static Digest CdHashOf(ReadOnlySpan<byte> binary) =>
        new(SHA256.HashData(binary).AsSpan(0, CdHashSize));
}

/// <summary>The hash of which a cdhash is the first 20 bytes, numbered as in XNU's trustcache.h.</summary>
public enum TrustCacheHash : byte
{
    None = 0,
    Sha1 = 1,
    Sha256 = 2,
    Sha256Truncated = 3,
    Sha384 = 4,
    Sha512 = 5,
}

/// <summary>The flags of an entry, numbered as in XNU's trustcache.h.</summary>
[Flags]
public enum TrustCacheTraits : byte
{
    None = 0,
    ValidForAmfid = 1,
    NeuralEngine = 2,
}
