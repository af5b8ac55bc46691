using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace RsrActors.Profiles.Documents;

/// <summary>What is signed, and whether its signature fits.</summary>
/// <param name="Signer">The name in the signer's certificate; empty when the file has none.</param>
/// <param name="Doubt">Why this machine does not trust the signer; empty when it does.</param>
/// <param name="Fits">Whether the signature is that of the content.</param>
internal sealed record SignedContent(ReadOnlyMemory<byte> Content, string Signer, string Doubt, bool Fits)
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string Signed = "1.2.840.113549.1.7.2";
    private const string Enveloped = "1.2.840.113549.1.7.3";
    private const int LongestSigner = 200;

    /// <summary>Whether the bytes begin as a message of CMS in DER or BER does.</summary>
    public static bool IsLike(ReadOnlySpan<byte> bytes) => bytes is [0x30, >= 0x80, ..];

    /// <summary>Whether it is the same as text.</summary>
    public static bool IsArmoured(ReadOnlySpan<byte> bytes) => bytes.StartsWith("-----BEGIN "u8);

    /// <summary>The bytes within the lines of text.</summary>
    /// <exception cref="DocumentFault">There are none.</exception>
    public static byte[] WithoutArmour(ReadOnlyMemory<byte> bytes)
    {
        var text = Encoding.ASCII.GetString(bytes.Span);
        return PemEncoding.TryFind(text, out var fields)
            ? Convert.FromBase64String(text[fields.Base64Data])
            : throw new DocumentFault("found '-----BEGIN' without the lines that belong to it, allowed is a profile");
    }

    /// <param name="roots">The roots that are trusted; null for those of this machine.</param>
    /// <exception cref="DocumentFault">It is not signed data, or it is damaged.</exception>
    public static SignedContent Read(ReadOnlyMemory<byte> bytes, X509Certificate2Collection? roots = null)
    {
        try
        {
            if (ContentInfo.GetContentType(bytes.Span) is var type && type.Value == Enveloped)
                throw new DocumentFault("found an encrypted profile, allowed is one that is signed only");
            if (type.Value != Signed)
                throw new DocumentFault($"found a message of type {type.Value}, allowed is a signed profile");
            var message = new SignedCms();
            message.Decode(bytes.Span);
            return message.ContentInfo.ContentType.Value == Data && message.ContentInfo.Content.Length > 0
                ? new(
                    message.ContentInfo.Content, SignerOf(message), SignerTrust.DoubtOf(message, roots),
                    HasFittingSignature(message))
                : throw new DocumentFault("found a signature without the profile, allowed is a signed profile");
        }
        catch (CryptographicException)
        {
            throw new DocumentFault("found a damaged or unfinished signature, allowed is a signed profile");
        }
    }

    private static string SignerOf(SignedCms message)
    {
        var name = message.SignerInfos is { Count: > 0 } signers ? signers[0].Certificate?.Subject ?? "" : "";
        return name.Length <= LongestSigner ? name : name[..LongestSigner];
    }

    private static bool HasFittingSignature(SignedCms message)
    {
        try
        {
            message.CheckSignature(verifySignatureOnly: true);
            return message.SignerInfos.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
