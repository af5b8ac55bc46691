using System.Security.Cryptography;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Model.Image4;

/// <summary>
/// The keys of a signing service: a private key, the two certificates that say what it may authorise, and the root that
/// devices trust. It contains a secret: the stored private key must be readable by its owner only.
/// </summary>
public sealed class SigningIdentity
{
    private const string PrivateKeyLabel = "PRIVATE KEY"; // RFC 7468, sections 10 and 5.
    private const string CertificateLabel = "CERTIFICATE";
    private const string Cryptex1KeyName = "CN=RsrActors Cryptex1 Manifest Key";
    private const string BootKeyName = "CN=RsrActors Application Processor Manifest Key";

    private SigningIdentity(
        SigningAlgorithm algorithm,
        ReadOnlySpan<byte> privateKey,
        ReadOnlySpan<byte> certificate,
        ReadOnlySpan<byte> bootCertificate,
        ReadOnlySpan<byte> rootCertificate)
    {
        Algorithm = algorithm;
        PrivateKey = privateKey.ToArray();
        Certificate = certificate.ToArray();
        BootCertificate = bootCertificate.ToArray();
        RootCertificate = rootCertificate.ToArray();
    }

    public SigningAlgorithm Algorithm { get; }

    /// <summary>Whether the tickets of this identity are signed.</summary>
    public TicketSignatures Signatures { get; private init; } = TicketSignatures.Computed;

    /// <summary>PKCS #8, DER, not encrypted.</summary>
    public ReadOnlyMemory<byte> PrivateKey { get; }

    /// <summary>X.509, DER. It is part of every ticket for cryptexes.</summary>
    public ReadOnlyMemory<byte> Certificate { get; }

    /// <summary>
    /// X.509, DER: a second certificate of the same key. It is part of every boot ticket, and authorises nothing else.
    /// </summary>
    public ReadOnlyMemory<byte> BootCertificate { get; }

    /// <summary>X.509, DER. It is the argument of a <see cref="TicketVerifier"/>.</summary>
    public ReadOnlyMemory<byte> RootCertificate { get; }

    /// <summary>
    /// Makes a root, a key and its two certificates. The root's private key is discarded, so no second key can be
    /// certified.
    /// RSA takes about ten seconds, the other algorithms milliseconds.
    /// </summary>
    /// <param name="algorithm">Signs the tickets and all certificates.</param>
    /// <param name="random">The source of the keys: its state determines them, so it must be secret too.</param>
    /// <param name="notBefore">Written into all certificates, in whole seconds; no device checks it.</param>
    /// <param name="notAfter">Written into all certificates, in whole seconds; no device checks it.</param>
    /// <param name="constraints">
    /// What the key may authorise with its first certificate; null for cryptexes that boot with the host.
    /// </param>
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
            authority.Certify(Cryptex1KeyName, keys.Public, constraints ?? Image4Constraints.Cryptex1Boot),
            authority.Certify(BootKeyName, keys.Public, Image4Constraints.ApplicationProcessorBoot),
            authority.Certificate);
    }

    /// <summary>Makes an identity from its stored parts. The algorithm is the certificates'.</summary>
    /// <exception cref="CryptographicException">A part is malformed, or the parts do not belong together.</exception>
    public static SigningIdentity Import(
        ReadOnlySpan<byte> privateKey,
        ReadOnlySpan<byte> certificate,
        ReadOnlySpan<byte> bootCertificate,
        ReadOnlySpan<byte> rootCertificate)
    {
        if (!ManifestCertificate.TryRead(rootCertificate, out var root))
            throw new CryptographicException("The root certificate is not an X.509 certificate with a key we know.");
        using var anchor = root;
        var algorithm = CheckCertificate(certificate, anchor, privateKey);
        if (CheckCertificate(bootCertificate, anchor, privateKey) != algorithm)
            throw new CryptographicException("The two signing certificates are for two algorithms.");
        return new(algorithm, privateKey, certificate, bootCertificate, rootCertificate);
    }

    /// <summary>The same from PEM. Text around the first block of each part is ignored.</summary>
    /// <exception cref="CryptographicException">A part is malformed, or the parts do not belong together.</exception>
    public static SigningIdentity ImportPem(
        string privateKey, string certificate, string bootCertificate, string rootCertificate) => Import(
        ReadPem(privateKey, PrivateKeyLabel),
        ReadPem(certificate, CertificateLabel),
        ReadPem(bootCertificate, CertificateLabel),
        ReadPem(rootCertificate, CertificateLabel));

    /// <summary>The same identity, for tickets that are not signed: <see cref="TicketSignatures.Omitted"/>.</summary>
    public SigningIdentity WithoutSignatures() =>
        new(Algorithm, PrivateKey.Span, Certificate.Span, BootCertificate.Span, RootCertificate.Span)
        {
            Signatures = TicketSignatures.Omitted,
        };

    /// <summary>The key that signs, or what stands for it.</summary>
    internal SigningKey ImportKey() => Signatures is TicketSignatures.Omitted
        ? new DigestSigningKey()
        : SigningKey.Import(Algorithm, PrivateKey.Span);

    public string ExportPrivateKeyPem() => PemEncoding.WriteString(PrivateKeyLabel, PrivateKey.Span);

    public string ExportCertificatePem() => PemEncoding.WriteString(CertificateLabel, Certificate.Span);

    public string ExportBootCertificatePem() => PemEncoding.WriteString(CertificateLabel, BootCertificate.Span);

    public string ExportRootCertificatePem() => PemEncoding.WriteString(CertificateLabel, RootCertificate.Span);

    /// <summary>The algorithm of a certificate that the root issued for this key.</summary>
    private static SigningAlgorithm CheckCertificate(
        ReadOnlySpan<byte> certificate, ManifestCertificate root, ReadOnlySpan<byte> privateKey)
    {
        if (!ManifestCertificate.TryRead(certificate, out var leaf))
            throw new CryptographicException("A signing certificate is not an X.509 certificate with a key we know.");
        using var own = leaf;
        if (own.Constraints is null || !own.IsIssuedBy(root))
            throw new CryptographicException("A signing certificate is not one for manifests under that root.");

        using var key = SigningKey.Import(own.Key.Algorithm, privateKey);
        return own.Key.Verify(certificate, key.Sign(certificate))
            ? own.Key.Algorithm
            : throw new CryptographicException("The private key is not the one in a signing certificate.");
    }

    private static byte[] ReadPem(string text, string label) =>
        PemEncoding.TryFind(text, out var fields) && text[fields.Label] == label
            ? Convert.FromBase64String(text[fields.Base64Data])
            : throw new CryptographicException($"There is no '{label}' where one is expected.");
}
