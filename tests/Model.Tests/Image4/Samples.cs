using System.Text;
using Org.BouncyCastle.Security;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using RsrActors.TestFleets;

namespace RsrActors.Model.Tests.Image4;

/// <summary>One phone, its content, and the authority that signs for it.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Chip id and ECID of an example of a UDID.</summary>
    public static readonly DeviceBinding Phone = new(0x8140, 0x1A40113EA1801C);

    public static readonly Digest Nonce = Cryptex1Nonce.FromSeed("the phone's nonce seed"u8);

    public static readonly CryptexMeasurements OS =
        new(DigestOf("OS image"), DigestOf("OS seal"), DigestOf("OS trust cache"));

    public static readonly CryptexMeasurements App =
        new(DigestOf("App image"), DigestOf("App seal"), DigestOf("App trust cache"));

    public static readonly Cryptex1Manifest Manifest =
        new(Phone, Nonce, ProductClass: 0xF2, "20.6.75.77.2,0", "20.6.75.77.2,0", OS, App);

    public static readonly Cryptex1Expectation Expectation = new(Phone, Nonce, productClass: 0xF2, OS, App);

    /// <summary>The same phone, as a boot ticket names it.</summary>
    public static readonly BootBinding BootPhone =
        new(Phone.ChipId, BoardId: 0x0C, Phone.Ecid, Cryptex1Nonce.FromSeed([1, 2, 3, 4, 5, 6, 7, 8]));

    public static readonly BootManifest Boot = new(
        BootPhone,
        new(DigestOf("LLB"), DigestOf("iBoot"), DigestOf("kernel"), DigestOf("system seal"), DigestOf("trust cache")));

    public static readonly BootExpectation ExpectedBoot = new(BootPhone, Boot.Boot.Objects);

    public static TheoryData<SigningAlgorithm> Algorithms => [.. SigningAlgorithms.All];

    public static SigningIdentity Identity(SigningAlgorithm algorithm) => SigningIdentities.Own(algorithm);

    /// <summary>A new identity, with the given constraints in its certificate.</summary>
    public static SigningIdentity MakeIdentity(
        SigningAlgorithm algorithm, string seed, Image4Constraints? constraints = null)
    {
        var random = SecureRandom.GetInstance("SHA256PRNG", autoSeed: false);
        random.SetSeed(Encoding.ASCII.GetBytes(seed));
        return SigningIdentity.Create(algorithm, random, Noon, Noon.AddYears(10), constraints);
    }

    public static byte[] Ticket(SigningIdentity identity, Cryptex1Manifest manifest)
    {
        using var signer = new TicketSigner(identity);
        return signer.Issue(manifest);
    }

    public static byte[] BootTicket(SigningIdentity identity, BootManifest manifest)
    {
        using var signer = new TicketSigner(identity);
        return signer.IssueBoot(manifest.Encode());
    }

    public static TicketVerdict Verify(
        SigningIdentity authority, ReadOnlyMemory<byte> ticket, TicketExpectation? expected = null)
    {
        using var verifier = new TicketVerifier(authority.RootCertificate.Span);
        return verifier.Verify(ticket, expected ?? Expectation);
    }

    public static Digest DigestOf(string content) => Digest.Sha384(Encoding.ASCII.GetBytes(content));
}
