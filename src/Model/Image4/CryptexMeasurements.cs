using System.Security.Cryptography;

namespace RsrActors.Model.Image4;

/// <summary>
/// The digests of one cryptex that a ticket contains: SHA-384 of its image, of its seal and of its trust cache.
/// </summary>
public sealed record CryptexMeasurements(Digest Image, Digest Seal, Digest TrustCache)
{
    public Digest Image { get; init => field = Sha384Only(value); } = Sha384Only(Image);

    public Digest Seal { get; init => field = Sha384Only(value); } = Sha384Only(Seal);

    public Digest TrustCache { get; init => field = Sha384Only(value); } = Sha384Only(TrustCache);

    internal static Digest Sha384Only(Digest digest) => digest.Span.Length == SHA384.HashSizeInBytes
        ? digest
        : throw new ArgumentException(
            $"A ticket measures by SHA-384, not by {digest.Span.Length} octets.", nameof(digest));
}
