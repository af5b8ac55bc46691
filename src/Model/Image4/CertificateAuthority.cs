using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Org.BouncyCastle.X509.Extension;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Model.Image4;

/// <summary>
/// A root that certifies keys for manifests. The real one for cryptexes is the Secure Boot Extra Content CA (XNU,
/// <c>image4/coprocessor/cryptex1.h</c>), the real one for boot tickets the Secure Boot Root CA. Here one root has both
/// tasks; the constraints of its certificates keep them apart. It is used only while one <see cref="SigningIdentity"/>
/// is made.
/// </summary>
internal sealed class CertificateAuthority
{
    private const string RootName = "CN=RsrActors Secure Boot Extra Content Root CA";
    private const int SerialNumberBits = 127;
    private const int RsaBits = 4096;
    private const int RsaPrimeCertainty = 128; // A composite number passes with a probability of at most 2^-128.

    private readonly SigningAlgorithm _algorithm;
    private readonly SecureRandom _random;
    private readonly DateTimeOffset _notBefore;
    private readonly DateTimeOffset _notAfter;
    private readonly AsymmetricCipherKeyPair _keys;

    public CertificateAuthority(
        SigningAlgorithm algorithm, SecureRandom random, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        _algorithm = algorithm;
        _random = random;
        _notBefore = notBefore;
        _notAfter = notAfter;
        _keys = GenerateKeys(algorithm, random);

        var certificate = Describe(RootName, _keys.Public);
        certificate.AddExtension(X509Extensions.BasicConstraints, critical: true, new BasicConstraints(cA: true));
        certificate.AddExtension(
            X509Extensions.KeyUsage, critical: true, new KeyUsage(KeyUsage.KeyCertSign | KeyUsage.CrlSign));
        Certificate = Sign(certificate);
    }

    public byte[] Certificate { get; }

    public static AsymmetricCipherKeyPair GenerateKeys(SigningAlgorithm algorithm, SecureRandom random)
    {
        return algorithm.OfKey switch
        {
            SigningAlgorithm.EcdsaP256 => Generate(
                new ECKeyPairGenerator(), new ECKeyGenerationParameters(SecObjectIdentifiers.SecP256r1, random)),
            SigningAlgorithm.EcdsaP384 => Generate(
                new ECKeyPairGenerator(), new ECKeyGenerationParameters(SecObjectIdentifiers.SecP384r1, random)),
            SigningAlgorithm.Rsa4096 => Generate(
                new RsaKeyPairGenerator(),
                new RsaKeyGenerationParameters(BigInteger.ValueOf(65537), random, RsaBits, RsaPrimeCertainty)),
            SigningAlgorithm.MLDsa65 => Generate(
                new MLDsaKeyPairGenerator(), new MLDsaKeyGenerationParameters(random, MLDsaParameters.ml_dsa_65)),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "A new one needs keys here."),
        };

        static AsymmetricCipherKeyPair Generate(
            IAsymmetricCipherKeyPairGenerator generator, KeyGenerationParameters parameters)
        {
            generator.Init(parameters);
            return generator.GenerateKeyPair();
        }
    }

    /// <summary>Certifies a key for manifests within the constraints; the certificate is in DER.</summary>
    /// <param name="subject">The name in the certificate, as text of an X.501 name.</param>
    public byte[] Certify(string subject, AsymmetricKeyParameter publicKey, Image4Constraints constraints)
    {
        var certificate = Describe(subject, publicKey);
        certificate.AddExtension(
            X509Extensions.AuthorityKeyIdentifier,
            critical: false,
            X509ExtensionUtilities.CreateAuthorityKeyIdentifier(_keys.Public));
        certificate.AddExtension(X509Extensions.KeyUsage, critical: true, new KeyUsage(KeyUsage.DigitalSignature));
        certificate.AddExtension(
            new DerObjectIdentifier(Image4Constraints.ObjectIdentifier),
            new X509Extension(critical: true, new DerOctetString(constraints.Encode())));
        if (_algorithm == SigningAlgorithm.MerkleEcdsaP256)
        {
            certificate.AddExtension(
                new DerObjectIdentifier(TreeHead.KeyExtension),
                new X509Extension(critical: true, new DerOctetString(DerNull.Instance.GetEncoded())));
        }

        return Sign(certificate);
    }

    private X509V3CertificateGenerator Describe(string subject, AsymmetricKeyParameter publicKey)
    {
        var certificate = new X509V3CertificateGenerator();
        certificate.SetSerialNumber(new BigInteger(SerialNumberBits, _random).SetBit(SerialNumberBits - 1));
        certificate.SetIssuerDN(new X509Name(RootName));
        certificate.SetSubjectDN(new X509Name(subject));
        certificate.SetNotBefore(_notBefore.UtcDateTime);
        certificate.SetNotAfter(_notAfter.UtcDateTime);
        certificate.SetPublicKey(publicKey);
        certificate.AddExtension(
            X509Extensions.SubjectKeyIdentifier,
            critical: false,
            X509ExtensionUtilities.CreateSubjectKeyIdentifier(publicKey));
        return certificate;
    }

    private byte[] Sign(X509V3CertificateGenerator certificate)
    {
        var identifier = AlgorithmIdentifier.GetInstance(_algorithm.SignatureIdentifier.ToArray());
        return certificate.Generate(new Asn1SignatureFactory(identifier, _keys.Private, _random)).GetEncoded();
    }
}
