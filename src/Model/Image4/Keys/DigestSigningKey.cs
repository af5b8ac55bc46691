using System.Security.Cryptography;

namespace RsrActors.Model.Image4.Keys;

/// <summary>The digests of <see cref="TicketSignatures.Omitted"/>, in place of signatures.</summary>
internal sealed class DigestSigningKey : SigningKey
{
    public override byte[] Sign(ReadOnlySpan<byte> message) => SHA384.HashData(message);

    public override void Dispose()
    {
    }
}
