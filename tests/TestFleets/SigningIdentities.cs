using System.Collections.Concurrent;
using System.Text;
using Org.BouncyCastle.Security;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.TestFleets;

/// <summary>
/// Signing keys for all tests of a process. No history depends on them. Each key is made once, because an RSA key takes
/// seconds.
/// </summary>
public static class SigningIdentities
{
    // RSA's primes come early from this seed: in seconds, where other seeds take twenty.
    private const string OwnSeed = "the authority 19";

    private static readonly ConcurrentDictionary<(SigningAlgorithm, string), Lazy<SigningIdentity>> Made = new();

    /// <summary>Signs what the devices of a fleet accept.</summary>
    public static SigningIdentity Own(SigningAlgorithm algorithm = SigningAlgorithm.EcdsaP256) =>
        Of(algorithm, OwnSeed);

    /// <summary>Signs what no device may accept.</summary>
    public static SigningIdentity Foreign => Of(SigningAlgorithm.EcdsaP256, "a stranger");

    /// <summary>The identity that a seed leads to, valid from 2000 to 2049.</summary>
    public static SigningIdentity Of(SigningAlgorithm algorithm, string seed) =>
        Made.GetOrAdd((algorithm, seed), static one => new(() => Make(one.Item1, one.Item2))).Value;

    private static SigningIdentity Make(SigningAlgorithm algorithm, string seed)
    {
        var random = SecureRandom.GetInstance("SHA256PRNG", autoSeed: false);
        random.SetSeed(Encoding.ASCII.GetBytes(seed));
        return SigningIdentity.Create(
            algorithm, random,
            new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
