using System.Collections.Immutable;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Model.Image4;

/// <summary>Signs with one identity. It is for one thread at a time, so every signing worker has its own.</summary>
public sealed class TicketSigner(SigningIdentity identity) : IDisposable
{
    private readonly SigningKey _key = identity.ImportKey();

    /// <summary>The signature over a manifest SET, in the form of the <see cref="SigningAlgorithm"/>.</summary>
    public byte[] Sign(ReadOnlySpan<byte> manifestSet) => _key.Sign(manifestSet);

    /// <summary>The whole ticket: the manifest, its signature, the certificate.</summary>
    public byte[] Issue(Cryptex1Manifest manifest) => Issue(manifest.Encode());

    /// <summary>The same for a manifest SET.</summary>
    public byte[] Issue(ReadOnlySpan<byte> manifestSet) => Assemble(manifestSet, Sign(manifestSet));

    /// <summary>A boot ticket: the manifest SET, its signature, the certificate for boot tickets.</summary>
    public byte[] IssueBoot(ReadOnlySpan<byte> manifestSet) =>
        Image4Ticket.Assemble(manifestSet, Sign(manifestSet), identity.BootCertificate.Span);

    /// <summary>
    /// A ticket for each manifest SET, in their order. An algorithm that signs batches signs them as one batch.
    /// </summary>
    public ImmutableArray<ReadOnlyMemory<byte>> IssueAll(ReadOnlySpan<byte[]> manifestSets)
    {
        var signatures = _key.SignAll(manifestSets);
        var tickets = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(signatures.Length);
        for (var i = 0; i < signatures.Length; i++)
            tickets.Add(Assemble(manifestSets[i], signatures[i]));
        return tickets.MoveToImmutable();
    }

    public void Dispose() => _key.Dispose();

    private byte[] Assemble(ReadOnlySpan<byte> manifestSet, ReadOnlySpan<byte> signature) =>
        Image4Ticket.Assemble(manifestSet, signature, identity.Certificate.Span);
}
