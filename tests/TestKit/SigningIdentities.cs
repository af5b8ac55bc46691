using System.Collections.Concurrent;
using Org.BouncyCastle.Security;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.TestKit;

/// <summary>
/// Keys for all tests of the process. No history depends on them, and making them anew would only take time.
/// </summary>
internal static class SigningIdentities
{
    private static readonly ConcurrentDictionary<(SigningAlgorithm, byte), Lazy<SigningIdentity>> Made = new();

    public static SigningIdentity Own(SigningAlgorithm algorithm) => Of(algorithm, 1);

    /// <summary>Signs what no device may accept.</summary>
    public static SigningIdentity Foreign => Of(SigningAlgorithm.EcdsaP256, 2);

    private static SigningIdentity Of(SigningAlgorithm algorithm, byte number) =>
        Made.GetOrAdd((algorithm, number), static one => new(() => Create(one.Item1, one.Item2))).Value;

    private static SigningIdentity Create(SigningAlgorithm algorithm, byte number)
    {
        var random = SecureRandom.GetInstance("SHA256PRNG", autoSeed: false);
        random.SetSeed([number]);
        return SigningIdentity.Create(
            algorithm, random,
            new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
