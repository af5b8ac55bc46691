using System.Collections.Concurrent;
using Org.BouncyCastle.Security;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>Keys for all tests of the process; making them anew for each would only take time.</summary>
internal static class SharedIdentities
{
    public static readonly SigningIdentity Own = Create(SigningAlgorithm.EcdsaP256, 1);

    public static readonly SigningIdentity Foreign = Create(SigningAlgorithm.EcdsaP256, 2);

    private static readonly ConcurrentDictionary<SigningAlgorithm, SigningIdentity> Others = new();

    public static SigningIdentity Of(SigningAlgorithm algorithm) =>
        algorithm == SigningAlgorithm.EcdsaP256 ? Own : Others.GetOrAdd(algorithm, static one => Create(one, 1));

    private static SigningIdentity Create(SigningAlgorithm algorithm, byte seed)
    {
        var random = SecureRandom.GetInstance("SHA256PRNG", autoSeed: false);
        random.SetSeed([seed]);
        return SigningIdentity.Create(
            algorithm, random,
            new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2043, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
