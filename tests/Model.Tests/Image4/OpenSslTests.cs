using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

/// <summary>A stock tool that is independent of our code accepts a ticket.</summary>
public sealed class OpenSslTests
{
    private const string Absent = "The openssl command is not installed.";

    [SkippableTheory]
    [InlineData(SigningAlgorithm.EcdsaP256)]
    [InlineData(SigningAlgorithm.EcdsaP384)]
    [InlineData(SigningAlgorithm.Rsa4096)]
    [InlineData(SigningAlgorithm.MLDsa65)]
    [InlineData(SigningAlgorithm.MerkleEcdsaP256)]
    public void A_ticket_is_valid_DER(SigningAlgorithm algorithm)
    {
        Skip.IfNot(OpenSsl.IsPresent, Absent);
        using var openSsl = new OpenSsl();
        openSsl.Write("ticket.im4m", Ticket(Identity(algorithm), Manifest));

        var (succeeded, output) = openSsl.Run("asn1parse", "-inform", "DER", "-in", "ticket.im4m");

        Assert.True(succeeded, output);
        foreach (var text in (string[])["IM4M", "MANB", "MANP", "DGST", "csos", "trca", "priv [ 1296125506 ]"])
            Assert.Contains(text, output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(SigningAlgorithm.EcdsaP256)]
    [InlineData(SigningAlgorithm.Rsa4096)]
    public void A_boot_ticket_is_valid_DER_and_its_signature_verifies(SigningAlgorithm algorithm)
    {
        Skip.IfNot(OpenSsl.IsPresent, Absent);
        using var openSsl = new OpenSsl();
        var bytes = BootTicket(Identity(algorithm), Boot);
        openSsl.Write("boot.im4m", bytes);

        var (succeeded, output) = openSsl.Run("asn1parse", "-inform", "DER", "-in", "boot.im4m");

        Assert.True(succeeded, output);
        foreach (var text in (string[])[
            "IM4M", "MANB", "MANP", "BNCH", "BORD", "CEPO", "CHIP", "CPRO", "CSEC", "ECID", "SDOM", "DGST", "EKEY",
            "EPRO", "ESEC", "ibot", "illb", "isys", "krnl", "trst", "1A40113EA1801C"])
        {
            Assert.Contains(text, output, StringComparison.Ordinal);
        }

        var ticket = Parse(bytes);
        AssertSigned(openSsl, ticket, ticket.ManifestSet.Span, ticket.Signature.Span);
    }

    [SkippableTheory]
    [InlineData(SigningAlgorithm.EcdsaP256)]
    [InlineData(SigningAlgorithm.EcdsaP384)]
    [InlineData(SigningAlgorithm.Rsa4096)]
    public void The_signature_over_the_manifest_verifies_with_the_key_in_the_ticket(SigningAlgorithm algorithm)
    {
        Skip.IfNot(OpenSsl.IsPresent, Absent);
        using var openSsl = new OpenSsl();
        var ticket = Parse(Ticket(Identity(algorithm), Manifest));

        AssertSigned(openSsl, ticket, ticket.ManifestSet.Span, ticket.Signature.Span);
    }

    /// <summary>The tree of a batch of one is its leaf: the hash of 0x00 and the manifest.</summary>
    [SkippableFact]
    public void The_signature_of_a_batch_verifies_with_the_key_in_the_ticket()
    {
        Skip.IfNot(OpenSsl.IsPresent, Absent);
        using var openSsl = new OpenSsl();
        var ticket = Parse(Ticket(Identity(SigningAlgorithm.MerkleEcdsaP256), Manifest));
        Assert.True(BatchSignature.TryRead(ticket.Signature, out var batch));
        byte[] head =
        [
            .. "RsrActors batch of tickets, RFC 9162 tree with SHA-256\0"u8, 0, 0, 0, 0, 0, 0, 0, 1,
            .. Digest.Sha256([0, .. ticket.ManifestSet.Span]).Span,
        ];

        AssertSigned(openSsl, ticket, head, batch.HeadSignature.Span);
    }

    [SkippableTheory]
    [InlineData(SigningAlgorithm.EcdsaP256)]
    [InlineData(SigningAlgorithm.EcdsaP384)]
    [InlineData(SigningAlgorithm.Rsa4096)]
    [InlineData(SigningAlgorithm.MerkleEcdsaP256)]
    public void The_certificate_is_the_roots_and_its_extension_is_critical(SigningAlgorithm algorithm)
    {
        Skip.IfNot(OpenSsl.IsPresent, Absent);
        using var openSsl = new OpenSsl();
        openSsl.Write("root.pem", Identity(algorithm).ExportRootCertificatePem());
        openSsl.Write("certificate.pem", Identity(algorithm).ExportCertificatePem());

        string[] verify = ["verify", "-no_check_time", "-CAfile", "root.pem"];
        var (issued, output) = openSsl.Run([.. verify, "-ignore_critical", "certificate.pem"]);
        Assert.True(issued, output);
        var (understood, refusal) = openSsl.Run([.. verify, "certificate.pem"]);
        Assert.False(understood, refusal);
        Assert.Contains("unhandled critical extension", refusal, StringComparison.Ordinal);
    }

    private static Image4Ticket Parse(byte[] bytes)
    {
        Assert.True(Image4Ticket.TryParse(bytes, out var ticket, out _));
        return ticket;
    }

    private static void AssertSigned(
        OpenSsl openSsl, Image4Ticket ticket, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        openSsl.Write("certificate.der", Assert.Single(ticket.Certificates).Span);
        openSsl.Write("message", message);
        openSsl.Write("signature", signature);

        var (read, key) = openSsl.Run("x509", "-inform", "DER", "-in", "certificate.der", "-noout", "-pubkey");
        Assert.True(read, key);
        openSsl.Write("key.pem", key);
        var (verified, output) =
            openSsl.Run("dgst", "-sha384", "-verify", "key.pem", "-signature", "signature", "message");

        Assert.True(verified, output);
        Assert.Contains("Verified OK", output, StringComparison.Ordinal);
    }
}
