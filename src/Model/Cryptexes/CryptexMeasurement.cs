namespace RsrActors.Model.Cryptexes;

/// <summary>
/// What a ticket says about one cryptex: the SHA-384 of its image file, its seal file and its trust cache file, as the
/// stock command <c>sha384sum</c> prints them.
/// </summary>
public sealed record CryptexMeasurement(Digest Image, Digest Seal, Digest TrustCache);
