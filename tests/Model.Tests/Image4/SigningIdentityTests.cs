using System.Security.Cryptography;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

public sealed class SigningIdentityTests
{
    private static readonly SigningIdentity P256 = Identity(SigningAlgorithm.EcdsaP256);

    public static TheoryData<SigningAlgorithm> Algorithms => Samples.Algorithms;

    [Theory, MemberData(nameof(Algorithms))]
    public void An_identity_read_from_files_signs_for_the_same_devices(SigningAlgorithm algorithm)
    {
        var made = Identity(algorithm);
        var read = SigningIdentity.ImportPem(
            made.ExportPrivateKeyPem(), made.ExportCertificatePem(), made.ExportBootCertificatePem(),
            made.ExportRootCertificatePem());

        Assert.Equal(algorithm, read.Algorithm);
        Assert.True(Verify(made, Ticket(read, Manifest)).IsAccepted);
        Assert.True(Verify(made, BootTicket(read, Boot), ExpectedBoot).IsAccepted);
    }

    [Fact]
    public void The_same_randomness_makes_the_same_key()
    {
        var made = MakeIdentity(SigningAlgorithm.EcdsaP256, "the authority");

        Assert.Equal(
            made.PrivateKey.ToArray(), MakeIdentity(SigningAlgorithm.EcdsaP256, "the authority").PrivateKey.ToArray());
        Assert.NotEqual(
            made.PrivateKey.ToArray(),
            MakeIdentity(SigningAlgorithm.EcdsaP256, "a stranger").PrivateKey.ToArray());
    }

    [Theory]
    [InlineData(SigningAlgorithm.EcdsaP384)]
    [InlineData(SigningAlgorithm.MLDsa65)]
    public void Only_P_256_signatures_are_randomised(SigningAlgorithm algorithm) =>
        Assert.Equal(Ticket(Identity(algorithm), Manifest), Ticket(Identity(algorithm), Manifest));

    [Fact]
    public void Parts_of_two_identities_are_refused()
    {
        var other = MakeIdentity(SigningAlgorithm.EcdsaP256, "a stranger");
        var third = Identity(SigningAlgorithm.MLDsa65);

        AssertFault(other.PrivateKey, P256.Certificate, P256.RootCertificate);
        AssertFault(P256.PrivateKey, P256.Certificate, other.RootCertificate);
        AssertFault(P256.PrivateKey, P256.RootCertificate, P256.RootCertificate);
        AssertFault(third.PrivateKey, P256.Certificate, P256.RootCertificate);
        AssertFault(P256.PrivateKey, third.Certificate, third.RootCertificate);
        AssertFault(P256.PrivateKey, P256.Certificate, P256.RootCertificate, other.BootCertificate);
        AssertFault(P256.PrivateKey, P256.Certificate, P256.RootCertificate, P256.RootCertificate);
    }

    [Fact]
    public void Damaged_parts_always_give_the_same_fault()
    {
        AssertFault(new byte[10], P256.Certificate, P256.RootCertificate);
        AssertFault(P256.PrivateKey, new byte[10], P256.RootCertificate);
        AssertFault(P256.PrivateKey, P256.Certificate, new byte[10]);
        AssertFault(P256.PrivateKey, P256.Certificate, P256.RootCertificate, new byte[10]);
        AssertFault(
            new byte[10],
            Identity(SigningAlgorithm.EcdsaP384).Certificate,
            Identity(SigningAlgorithm.EcdsaP384).RootCertificate);
    }

    [Fact]
    public void A_file_of_another_kind_is_a_fault()
    {
        var certificate = P256.ExportCertificatePem();
        Assert.Throws<CryptographicException>(
            () => SigningIdentity.ImportPem(
                certificate, certificate, P256.ExportBootCertificatePem(), P256.ExportRootCertificatePem()));
    }

    /// <param name="boot">The certificate for boot tickets; null for the certificate for cryptexes.</param>
    private static void AssertFault(
        ReadOnlyMemory<byte> privateKey,
        ReadOnlyMemory<byte> certificate,
        ReadOnlyMemory<byte> root,
        ReadOnlyMemory<byte>? boot = null) =>
        Assert.ThrowsAny<CryptographicException>(
            () => SigningIdentity.Import(privateKey.Span, certificate.Span, (boot ?? certificate).Span, root.Span));
}
