using Org.BouncyCastle.Security;
using RsrActors.Model.Image4;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>Keys for all tests of the process; making them anew for each would only take time.</summary>
internal static class SharedIdentities
{
    public static readonly SigningIdentity Own = Create(1);

    public static readonly SigningIdentity Foreign = Create(2);

    private static SigningIdentity Create(byte seed)
    {
        var random = SecureRandom.GetInstance("SHA256PRNG", autoSeed: false);
        random.SetSeed([seed]);
        return SigningIdentity.Create(
            SigningAlgorithm.EcdsaP256, random,
            new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2043, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
