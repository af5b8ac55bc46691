using System.Collections.Concurrent;
using Org.BouncyCastle.Security;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Running;

/// <summary>Signing keys and their certificates. No history depends on them.</summary>
public static class SigningKeys
{
    private static readonly ConcurrentDictionary<(SigningAlgorithm, DateTimeOffset), Lazy<SigningIdentity>> Made =
        new();

    private static readonly ConcurrentDictionary<DateTimeOffset, Lazy<SigningIdentity>> ForeignMade = new();

    /// <summary>
    /// A new key. Its certificate is valid from one year before the scenario's start to 20 years after it.
    /// </summary>
    public static SigningIdentity New(SigningAlgorithm algorithm, DateTimeOffset start) =>
        SigningIdentity.Create(algorithm, new SecureRandom(), start.AddYears(-1), start.AddYears(20));

    /// <summary>
    /// A key for runs of which nothing is stored: made once in a process, because an RSA key takes seconds.
    /// </summary>
    public static SigningIdentity OfProcess(SigningAlgorithm algorithm, DateTimeOffset start) =>
        Made.GetOrAdd((algorithm, start), static key => new(() => New(key.Item1, key.Item2))).Value;

    /// <summary>The same of another authority, whose tickets no device may accept.</summary>
    public static SigningIdentity ForeignOfProcess(DateTimeOffset start) =>
        ForeignMade.GetOrAdd(start, static start => new(() => Foreign(start))).Value;

    /// <summary>Another authority's key, for tickets that no device may accept. It is not stored.</summary>
    public static SigningIdentity Foreign(DateTimeOffset start) => New(SigningAlgorithm.EcdsaP256, start);
}
