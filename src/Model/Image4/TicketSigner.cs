namespace RsrActors.Model.Image4;

/// <summary>Signs with one identity. For one thread at a time: every signing worker has its own.</summary>
public sealed class TicketSigner(SigningIdentity identity) : IDisposable
{
    private readonly SigningKey _key = SigningKey.Import(identity.Algorithm, identity.PrivateKey.Span);

    /// <summary>The signature over a manifest SET, in the form that <see cref="SigningAlgorithm"/> says.</summary>
    public byte[] Sign(ReadOnlySpan<byte> manifestSet) => _key.Sign(manifestSet);

    /// <summary>The whole ticket: the manifest, its signature, the certificate.</summary>
    public byte[] Issue(Cryptex1Manifest manifest)
    {
        var manifestSet = manifest.Encode();
        return Image4Ticket.Assemble(manifestSet, Sign(manifestSet), identity.Certificate.Span);
    }

    public void Dispose() => _key.Dispose();
}
