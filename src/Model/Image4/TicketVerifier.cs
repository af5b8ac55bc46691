using System.Collections.Immutable;

namespace RsrActors.Model.Image4;

/// <summary>
/// Decides, as a device does, whether a ticket is good: signature, chain, constraints, nonce, device, digests, in that
/// order. Any thread may ask. A verdict is always a value, whatever the bytes are.
/// </summary>
public sealed class TicketVerifier : IDisposable
{
    private readonly ManifestCertificate _root;

    // Only what the root signed comes in here, and an authority certifies few keys: a search by bytes is the fastest.
    private ImmutableArray<ManifestCertificate> _accepted = [];

    /// <param name="rootCertificate">X.509, DER: believed without a question.</param>
    /// <exception cref="ArgumentException">It is not a certificate with a key that we know.</exception>
    public TicketVerifier(ReadOnlySpan<byte> rootCertificate) =>
        _root = ManifestCertificate.TryRead(rootCertificate, out var root)
            ? root
            : throw new ArgumentException("This is not a certificate with a key we know.", nameof(rootCertificate));

    /// <summary>
    /// EILSEQ, EFTYPE: not a ticket. EAUTH: bad signature or foreign certificate. EACCES: a constraint of the
    /// certificate is violated, or the ticket is another device's. ESTALE: another nonce. ENOENT: it does not vouch for
    /// what the device measured.
    /// </summary>
    public TicketVerdict Verify(ReadOnlyMemory<byte> ticket, TicketExpectation expected) =>
        Image4Ticket.TryParse(ticket, out var parsed, out var refusal) ? Verify(parsed, expected) : refusal;

    /// <summary>The same for a ticket already taken apart.</summary>
    public TicketVerdict Verify(Image4Ticket ticket, TicketExpectation expected) =>
        Authenticate(ticket, out var constraints)
            ?? constraints?.Check(ticket)
            ?? expected.Check(ticket)
            ?? TicketVerdict.Accepted;

    public void Dispose()
    {
        foreach (var certificate in _accepted)
            certificate.Dispose();
        _root.Dispose();
    }

    private TicketVerdict? Authenticate(Image4Ticket ticket, out Image4Constraints? constraints)
    {
        constraints = null;
        if (ticket.Certificates is not [var encoded])
            return new(Errno.EAUTH, "The ticket does not carry exactly one certificate.");

        var known = FindAccepted(encoded.Span);
        var certificate = known;
        if (certificate is null && !ManifestCertificate.TryRead(encoded.Span, out certificate))
            return new(Errno.EAUTH, "The ticket's certificate is not one with a key we know.");

        constraints = certificate.Constraints;
        var refusal = !certificate.Key.Verify(ticket.ManifestSet.Span, ticket.ManifestDigest, ticket.Signature)
            ? new(Errno.EAUTH, "The signature is not the certificate's over this manifest.")
            : known is null ? CheckChain(certificate) : null;

        if (known is null && refusal is null)
            Accept(certificate);
        else if (known is null)
            certificate.Dispose();
        return refusal;
    }

    private TicketVerdict? CheckChain(ManifestCertificate certificate)
    {
        if (!certificate.IsIssuedBy(_root))
            return new(Errno.EAUTH, "The ticket's certificate is not the authority's.");
        return certificate.Constraints is null
            ? new(Errno.EAUTH, "The ticket's certificate is not for manifests: it has no constraints.")
            : null;
    }

    private ManifestCertificate? FindAccepted(ReadOnlySpan<byte> encoded)
    {
        foreach (var certificate in _accepted)
        {
            if (certificate.Encoded.Span.SequenceEqual(encoded))
                return certificate;
        }

        return null;
    }

    /// <summary>Two threads may bring the same certificate; that costs a place in the list, nothing else.</summary>
    private void Accept(ManifestCertificate certificate) =>
        ImmutableInterlocked.Update(ref _accepted, static (accepted, one) => accepted.Add(one), certificate);
}
