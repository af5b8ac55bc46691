using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace RsrActors.Profiles.Documents;

/// <summary>
/// Whether a machine trusts who signed a file. It looks at the certificates in the file and at the machine's roots;
/// it asks no network, so a certificate that was revoked is not noticed.
/// </summary>
internal static class SignerTrust
{
    private static readonly (X509ChainStatusFlags Flag, string Why)[] Known =
    [
        (X509ChainStatusFlags.UntrustedRoot, "its root is not one of this machine's"),
        (X509ChainStatusFlags.PartialChain, "the certificates up to a root of this machine are missing"),
        (X509ChainStatusFlags.NotTimeValid, "a certificate has expired or is not valid yet"),
        (X509ChainStatusFlags.NotSignatureValid, "the signature of a certificate does not fit"),
    ];

    /// <param name="roots">The roots that are trusted; null for those of this machine.</param>
    /// <returns>Why the signer is not trusted; empty when it is.</returns>
    public static string DoubtOf(SignedCms message, X509Certificate2Collection? roots)
    {
        if (message.SignerInfos is not [var signer, ..] || signer.Certificate is not { } certificate)
            return "the file has no certificate of the signer";
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ExtraStore.AddRange(message.Certificates);
        if (roots is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        }

        try
        {
            return chain.Build(certificate) ? "" : ReasonOf(chain);
        }
        catch (CryptographicException)
        {
            return "its certificate cannot be examined";
        }
    }

    private static string ReasonOf(X509Chain chain)
    {
        var flags = chain.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError, static (all, status) => all | status.Status);
        var reasons = Known.Where(one => flags.HasFlag(one.Flag)).Select(one => one.Why).ToArray();
        return reasons.Length > 0 ? string.Join(", ", reasons) : $"its certificates do not hold ({flags})";
    }
}
