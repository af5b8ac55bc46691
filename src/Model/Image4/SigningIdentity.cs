using System.Security.Cryptography;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Model.Image4;

/// <summary>
/// The keys of a signing service: a private key, the certificate that says what it may authorise, and the root that
/// devices trust. It contains a secret: the stored private key must be readable by its owner only.
/// </summary>
public sealed class SigningIdentity
{
    private const string PrivateKeyLabel = "PRIVATE KEY"; // RFC 7468, sections 10 and 5.
    private const string CertificateLabel = "CERTIFICATE";

    private SigningIdentity(
        SigningAlgorithm algorithm, byte[] privateKey, byte[] certificate, byte[] rootCertificate) =>
        (Algorithm, PrivateKey, Certificate, RootCertificate) = (algorithm, privateKey, certificate, rootCertificate);

    public SigningAlgorithm Algorithm { get; }

    /// <summary>PKCS #8, DER, not encrypted.</summary>
    public ReadOnlyMemory<byte> PrivateKey { get; }

    /// <summary>X.509, DER. It is part of every ticket.</summary>
    public ReadOnlyMemory<byte> Certificate { get; }

    /// <summary>X.509, DER. It is the argument of a <see cref="TicketVerifier"/>.</summary>
    public ReadOnlyMemory<byte> RootCertificate { get; }

    /// <summary>
    /// Makes a root, a key and its certificate. The root's private key is discarded, so no second key can be certified.
    /// RSA takes about ten seconds, the other algorithms milliseconds.
    /// </summary>
    /// <param name="algorithm">Signs the tickets and both certificates.</param>
    /// <param name="random">The source of the keys: its state determines them, so it must be secret too.</param>
    /// <param name="notBefore">Written into both certificates, in whole seconds; no device checks it.</param>
    /// <param name="notAfter">Written into both certificates, in whole seconds; no device checks it.</param>
    /// <param name="constraints">What the key may authorise; null for cryptexes that boot with the host.</param>
    public static SigningIdentity Create(
        SigningAlgorithm algorithm,
        SecureRandom random,
        DateTimeOffset notBefore,
        DateTimeOffset notAfter,
        Image4Constraints? constraints = null)
    {
        var authority = new CertificateAuthority(algorithm, random, notBefore, notAfter);
        var keys = CertificateAuthority.GenerateKeys(algorithm, random);
        return new(
            algorithm,
            PrivateKeyInfoFactory.CreatePrivateKeyInfo(keys.Private).GetDerEncoded(),
            authority.Certify(keys.Public, constraints ?? Image4Constraints.Cryptex1Boot),
            authority.Certificate);
    }

    /// <summary>Makes an identity from its stored parts. The algorithm is the certificate's.</summary>
    /// <exception cref="CryptographicException">A part is malformed, or the parts do not belong together.</exception>
    public static SigningIdentity Import(
        ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> rootCertificate)
    {
        if (!ManifestCertificate.TryRead(rootCertificate, out var root))
            throw new CryptographicException("The root certificate is not an X.509 certificate with a key we know.");
        using var anchor = root;
        if (!ManifestCertificate.TryRead(certificate, out var leaf))
            throw new CryptographicException("The signing certificate is not an X.509 certificate with a key we know.");
        using var own = leaf;
        if (own.Constraints is null || !own.IsIssuedBy(anchor))
            throw new CryptographicException("The signing certificate is not one for manifests under that root.");

        using var key = SigningKey.Import(own.Key.Algorithm, privateKey);
        if (!own.Key.Verify(certificate, key.Sign(certificate)))
            throw new CryptographicException("The private key is not the one in the signing certificate.");

        return new(own.Key.Algorithm, privateKey.ToArray(), certificate.ToArray(), rootCertificate.ToArray());
    }

    /// <summary>The same from PEM. Text around the first block of each part is ignored.</summary>
    /// <exception cref="CryptographicException">A part is malformed, or the parts do not belong together.</exception>
    public static SigningIdentity ImportPem(string privateKey, string certificate, string rootCertificate) => Import(
        ReadPem(privateKey, PrivateKeyLabel),
        ReadPem(certificate, CertificateLabel),
        ReadPem(rootCertificate, CertificateLabel));

    public string ExportPrivateKeyPem() => PemEncoding.WriteString(PrivateKeyLabel, PrivateKey.Span);

    public string ExportCertificatePem() => PemEncoding.WriteString(CertificateLabel, Certificate.Span);

    public string ExportRootCertificatePem() => PemEncoding.WriteString(CertificateLabel, RootCertificate.Span);

    private static byte[] ReadPem(string text, string label) =>
        PemEncoding.TryFind(text, out var fields) && text[fields.Label] == label
            ? Convert.FromBase64String(text[fields.Base64Data])
            : throw new CryptographicException($"There is no '{label}' where one is expected.");
}
