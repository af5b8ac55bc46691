using System.Security.Cryptography.X509Certificates;
using RsrActors.Model.Image4.Keys;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

public sealed class VerificationKeyTests
{
    public static TheoryData<SigningAlgorithm> Algorithms => Samples.Algorithms;

    [Theory, MemberData(nameof(Algorithms))]
    public void The_algorithm_of_a_key_is_recognised(SigningAlgorithm algorithm)
    {
        Assert.True(VerificationKey.TryRead(KeyOf(algorithm), out var key));
        using (key)
            Assert.Equal(algorithm.OfKey, key.Algorithm);
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void A_damaged_key_is_another_key_or_none_and_never_throws(SigningAlgorithm algorithm)
    {
        var sound = KeyOf(algorithm);
        for (var bit = 0; bit < sound.Length * 8; bit++)
        {
            var damaged = sound.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            if (VerificationKey.TryRead(damaged, out var key))
                key.Dispose();
        }
    }

    private static byte[] KeyOf(SigningAlgorithm algorithm)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Identity(algorithm).Certificate.Span);
        return certificate.PublicKey.ExportSubjectPublicKeyInfo();
    }
}
