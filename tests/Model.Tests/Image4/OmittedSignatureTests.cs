using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

/// <summary>
/// A run may leave out signatures. Its devices accept the same tickets as with signatures, and refuse the others with
/// the same verdict.
/// </summary>
public sealed class OmittedSignatureTests
{
    private static readonly SigningIdentity Signing = Identity(SigningAlgorithm.EcdsaP256);
    private static readonly SigningIdentity Omitting = Signing.WithoutSignatures();
    private static readonly SigningIdentity Stranger = MakeIdentity(SigningAlgorithm.EcdsaP256, "a stranger");

    [Fact]
    public void A_ticket_without_a_signature_is_accepted_only_where_signatures_are_omitted()
    {
        Assert.True(VerifyOmitted(Ticket(Omitting, Manifest)).IsAccepted);
        Assert.Equal(Errno.EAUTH, Verify(Signing, Ticket(Omitting, Manifest)).Errno);
        Assert.Equal(Errno.EAUTH, VerifyOmitted(Ticket(Signing, Manifest)).Errno);
    }

    [Fact]
    public void A_boot_ticket_without_a_signature_is_accepted() =>
        Assert.True(VerifyOmitted(BootTicket(Omitting, Boot), ExpectedBoot).IsAccepted);

    [Fact]
    public void Tickets_with_flaws_get_the_verdict_that_they_get_with_signatures()
    {
        Cryptex1Manifest[] manifests =
        [
            Manifest with { Device = Phone with { Ecid = Phone.Ecid ^ 1 } },
            Manifest with { OS = OS with { Image = DigestOf("another image") } },
            Manifest with { ProductClass = 0xF1 },
            Manifest with { Nonce = Cryptex1Nonce.FromSeed("after the roll"u8) },
        ];
        foreach (var manifest in manifests)
        {
            var verdict = Verify(Signing, Ticket(Signing, manifest));
            Assert.False(verdict.IsAccepted);
            Assert.Equal(verdict, VerifyOmitted(Ticket(Omitting, manifest)));
        }

        Assert.Equal(
            Verify(Signing, Ticket(Stranger, Manifest)),
            VerifyOmitted(Ticket(Stranger.WithoutSignatures(), Manifest)));
    }

    [Fact]
    public void Every_flipped_bit_of_the_manifest_gets_the_verdict_that_it_gets_with_signatures()
    {
        var manifest = Manifest.Encode();
        using var signer = new TicketSigner(Signing);
        var (signature, digest) = (signer.Sign(manifest), Digest.Sha384(manifest).Span.ToArray());
        for (var bit = 0; bit < 8 * manifest.Length; bit++)
        {
            var damaged = manifest.AsSpan().ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var with = Verify(Signing, Assembled(damaged, signature));

            Assert.False(with.IsAccepted);
            Assert.Equal(with, VerifyOmitted(Assembled(damaged, digest)));
        }
    }

    private static byte[] Assembled(byte[] manifest, byte[] signature) =>
        Image4Ticket.Assemble(manifest, signature, Signing.Certificate.Span);

    private static TicketVerdict VerifyOmitted(ReadOnlyMemory<byte> ticket, TicketExpectation? expected = null)
    {
        using var verifier = new TicketVerifier(Signing.RootCertificate.Span, TicketSignatures.Omitted);
        return verifier.Verify(ticket, expected ?? Expectation);
    }
}
