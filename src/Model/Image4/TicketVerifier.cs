using System.Collections.Immutable;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Model.Image4;

/// <summary>
/// Verifies a ticket as a device does: signature, chain, constraints, nonce, device and digests, in that order. It is
/// safe on any thread. The result is a verdict for any bytes; it does not throw.
/// </summary>
public sealed class TicketVerifier : IDisposable
{
    private readonly ManifestCertificate _root;
    private readonly TicketSignatures _signatures;

    // Only certificates that the root signed are added, and an authority certifies few keys, so a search by bytes is
    // the fastest.
    private ImmutableArray<ManifestCertificate> _accepted = [];

    /// <param name="rootCertificate">X.509, DER. It is trusted without a check.</param>
    /// <param name="signatures">What tickets have in the place of their signatures.</param>
    /// <exception cref="ArgumentException">It is not a certificate with a supported key.</exception>
    public TicketVerifier(
        ReadOnlySpan<byte> rootCertificate, TicketSignatures signatures = TicketSignatures.Computed)
    {
        _root = ManifestCertificate.TryRead(rootCertificate, out var root)
            ? root
            : throw new ArgumentException("This is not a certificate with a key we know.", nameof(rootCertificate));
        _signatures = signatures;
    }

    /// <summary>
    /// EILSEQ, EFTYPE: not a ticket. EAUTH: a bad signature or a foreign certificate. EACCES: a constraint of the
    /// certificate is violated, or the ticket is for another device. ESTALE: another nonce. ENOENT: the ticket does not
    /// contain a digest that the device measured.
    /// </summary>
    public TicketVerdict Verify(ReadOnlyMemory<byte> ticket, TicketExpectation expected) =>
        Image4Ticket.TryParse(ticket, out var parsed, out var refusal) ? Verify(parsed, expected) : refusal;

    /// <summary>The same for a parsed ticket.</summary>
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
        var refusal = !IsSigned(ticket, certificate.Key)
            ? new(Errno.EAUTH, "The signature is not the certificate's over this manifest.")
            : known is null ? CheckChain(certificate) : null;

        if (known is null && refusal is null)
            Accept(certificate);
        else if (known is null)
            certificate.Dispose();
        return refusal;
    }

    private bool IsSigned(Image4Ticket ticket, VerificationKey key) => _signatures is TicketSignatures.Omitted
        ? ticket.Signature.Span.SequenceEqual(ticket.ManifestDigest.Span)
        : key.Verify(ticket.ManifestSet.Span, ticket.ManifestDigest, ticket.Signature);

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

    /// <summary>Two threads may add the same certificate; then it is in the list twice, which does no harm.</summary>
    private void Accept(ManifestCertificate certificate) =>
        ImmutableInterlocked.Update(ref _accepted, static (accepted, one) => accepted.Add(one), certificate);
}
