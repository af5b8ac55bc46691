using RsrActors.Model.Image4;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

/// <summary>A ticket is what it claims to be when a tool that knows nothing of us says so.</summary>
public sealed class OpenSslTests
{
    private const string Absent = "The openssl command is not installed.";

    [SkippableTheory]
    [InlineData(SigningAlgorithm.EcdsaP256)]
    [InlineData(SigningAlgorithm.EcdsaP384)]
    [InlineData(SigningAlgorithm.Rsa4096)]
    [InlineData(SigningAlgorithm.MLDsa65)]
    public void A_ticket_is_DER_from_end_to_end(SigningAlgorithm algorithm)
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
    [InlineData(SigningAlgorithm.EcdsaP384)]
    [InlineData(SigningAlgorithm.Rsa4096)]
    public void The_signature_over_the_manifest_is_good_by_the_key_in_the_ticket(SigningAlgorithm algorithm)
    {
        Skip.IfNot(OpenSsl.IsPresent, Absent);
        using var openSsl = new OpenSsl();
        Assert.True(Image4Ticket.TryParse(Ticket(Identity(algorithm), Manifest), out var ticket, out _));
        openSsl.Write("certificate.der", Assert.Single(ticket.Certificates).Span);
        openSsl.Write("manifest.der", ticket.ManifestSet.Span);
        openSsl.Write("signature", ticket.Signature.Span);

        var (read, key) = openSsl.Run("x509", "-inform", "DER", "-in", "certificate.der", "-noout", "-pubkey");
        Assert.True(read, key);
        openSsl.Write("key.pem", key);
        var (verified, output) =
            openSsl.Run("dgst", "-sha384", "-verify", "key.pem", "-signature", "signature", "manifest.der");

        Assert.True(verified, output);
        Assert.Contains("Verified OK", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(SigningAlgorithm.EcdsaP256)]
    [InlineData(SigningAlgorithm.EcdsaP384)]
    [InlineData(SigningAlgorithm.Rsa4096)]
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
}
