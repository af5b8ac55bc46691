using CsCheck;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Der;
using RsrActors.Model.Image4.Keys;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

public sealed class TicketVerifierTests
{
    private static readonly SigningIdentity P256 = Identity(SigningAlgorithm.EcdsaP256);

    public static TheoryData<SigningAlgorithm> Algorithms => Samples.Algorithms;

    [Theory, MemberData(nameof(Algorithms))]
    public void A_ticket_is_valid_on_its_device_and_stays_valid(SigningAlgorithm algorithm)
    {
        var ticket = Ticket(Identity(algorithm), Manifest);
        using var verifier = new TicketVerifier(Identity(algorithm).RootCertificate.Span);

        Assert.Equal(TicketVerdict.Accepted, verifier.Verify(ticket, Expectation));
        Assert.Equal(TicketVerdict.Accepted, verifier.Verify(ticket, Expectation));
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void A_bit_of_the_signature_flipped_is_EAUTH(SigningAlgorithm algorithm)
    {
        var ticket = Ticket(Identity(algorithm), Manifest);
        Assert.True(Image4Ticket.TryParse(ticket, out var parsed, out _));
        ticket[ticket.AsSpan().IndexOf(parsed.Signature.Span) + parsed.Signature.Length - 1] ^= 1;

        AssertRefused(Errno.EAUTH, Verify(Identity(algorithm), ticket));
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void A_signature_over_another_manifest_is_EAUTH(SigningAlgorithm algorithm)
    {
        var identity = Identity(algorithm);
        using var signer = new TicketSigner(identity);
        var signature = signer.Sign((Manifest with { ProductClass = 0xF1 }).Encode());

        AssertRefused(
            Errno.EAUTH,
            Verify(identity, Image4Ticket.Assemble(Manifest.Encode(), signature, identity.Certificate.Span)));
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void Bytes_that_are_not_a_signature_are_EAUTH(SigningAlgorithm algorithm)
    {
        var identity = Identity(algorithm);
        byte[][] signatures = [[], [0], [0x30, 0], [0x30, 6, 2, 1, 0, 2, 1, 0], new byte[512], new byte[3309]];
        foreach (var signature in signatures)
        {
            AssertRefused(
                Errno.EAUTH,
                Verify(identity, Image4Ticket.Assemble(Manifest.Encode(), signature, identity.Certificate.Span)));
        }
    }

    [Theory]
    [InlineData(SigningAlgorithm.EcdsaP256)]
    [InlineData(SigningAlgorithm.EcdsaP384)]
    [InlineData(SigningAlgorithm.MLDsa65)]
    public void A_ticket_of_another_authority_is_EAUTH(SigningAlgorithm algorithm)
    {
        var stranger = MakeIdentity(algorithm, "a stranger");
        AssertRefused(Errno.EAUTH, Verify(P256, Ticket(stranger, Manifest)));
        AssertRefused(Errno.EAUTH, Verify(Identity(algorithm), Ticket(stranger, Manifest)));
    }

    [Fact]
    public void A_root_certificate_does_not_sign_manifests()
    {
        using var signer = new TicketSigner(P256);
        var manifest = Manifest.Encode();
        AssertRefused(
            Errno.EAUTH,
            Verify(P256, Image4Ticket.Assemble(manifest, signer.Sign(manifest), P256.RootCertificate.Span)));
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void The_ticket_of_another_device_is_EACCES(SigningAlgorithm algorithm)
    {
        var ticket = Ticket(Identity(algorithm), Manifest with { Device = Phone with { Ecid = Phone.Ecid + 1 } });
        AssertRefused(Errno.EACCES, Verify(Identity(algorithm), ticket));
    }

    [Fact]
    public void The_ticket_of_another_product_class_is_EACCES() =>
        AssertRefused(Errno.EACCES, Verify(P256, Ticket(P256, Manifest with { ProductClass = 0xF1 })));

    [Theory, MemberData(nameof(Algorithms))]
    public void A_ticket_on_a_rolled_nonce_is_ESTALE(SigningAlgorithm algorithm)
    {
        var rolled = Expectation with { Nonce = Cryptex1Nonce.FromSeed("after the roll"u8) };
        AssertRefused(Errno.ESTALE, Verify(Identity(algorithm), Ticket(Identity(algorithm), Manifest), rolled));
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void A_cryptex_that_the_ticket_does_not_list_is_ENOENT(SigningAlgorithm algorithm)
    {
        var ticket = Ticket(Identity(algorithm), Manifest);
        for (var i = 0; i < Expectation.Objects.Length; i++)
        {
            var changed = Expectation.Objects[i] with { Digest = DigestOf("damaged") };
            var expected = Expectation with { Objects = Expectation.Objects.SetItem(i, changed) };
            AssertRefused(Errno.ENOENT, Verify(Identity(algorithm), ticket, expected));
        }
    }

    [Fact]
    public void An_object_that_the_ticket_does_not_know_is_ENOENT()
    {
        var unknown = new MeasuredObject(FourCharCode.Parse("cros"), DigestOf("Rosetta image"));
        AssertRefused(
            Errno.ENOENT,
            Verify(P256, Ticket(P256, Manifest), Expectation with { Objects = Expectation.Objects.Add(unknown) }));
    }

    [Fact]
    public void The_first_failure_in_the_order_of_checks_is_the_one_named()
    {
        var wrong = Expectation with
        {
            Nonce = Digest.Sha256("another"u8),
            Device = default,
            Objects = [new(FourCharCode.csos, DigestOf("damaged"))],
        };
        var foreign = Ticket(MakeIdentity(SigningAlgorithm.EcdsaP256, "a stranger"), Manifest);
        var ticket = Ticket(P256, Manifest);

        AssertRefused(Errno.EAUTH, Verify(P256, foreign, wrong));
        AssertRefused(Errno.ESTALE, Verify(P256, ticket, wrong));
        AssertRefused(Errno.EACCES, Verify(P256, ticket, wrong with { Nonce = Nonce }));
        AssertRefused(Errno.ENOENT, Verify(P256, ticket, wrong with { Nonce = Nonce, Device = Phone }));
    }

    [Trait("Length", "Long")]
    [Fact]
    public void Every_flipped_bit_of_a_ticket_is_refused()
    {
        var ticket = Ticket(P256, Manifest);
        using var verifier = new TicketVerifier(P256.RootCertificate.Span);
        Assert.True(verifier.Verify(ticket, Expectation).IsAccepted);

        for (var bit = 0; bit < ticket.Length * 8; bit++)
            Assert.False(verifier.Verify(WithBitFlipped(ticket, bit), Expectation).IsAccepted, $"bit {bit}");
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void A_flipped_bit_is_refused_with_every_algorithm(SigningAlgorithm algorithm)
    {
        var ticket = Ticket(Identity(algorithm), Manifest);
        using var verifier = new TicketVerifier(Identity(algorithm).RootCertificate.Span);

        Gen.Int[0, ticket.Length * 8 - 1].Sample(
            bit => !verifier.Verify(WithBitFlipped(ticket, bit), Expectation).IsAccepted, iter: 300);
    }

    [Fact]
    public void Many_threads_may_verify_at_once()
    {
        var good = Ticket(P256, Manifest);
        var stale = Ticket(P256, Manifest with { Nonce = Digest.Sha256("another"u8) });
        using var verifier = new TicketVerifier(P256.RootCertificate.Span);

        _ = Parallel.For(0, 400, i => Assert.Equal(
            i % 2 == 0 ? Errno.None : Errno.ESTALE,
            verifier.Verify(i % 2 == 0 ? good : stale, Expectation).Errno));
    }

    [Fact]
    public void A_root_that_is_not_a_certificate_is_a_fault() =>
        Assert.Throws<ArgumentException>(() => new TicketVerifier("no certificate"u8));

    private static byte[] WithBitFlipped(byte[] ticket, int bit)
    {
        var damaged = ticket.ToArray();
        damaged[bit / 8] ^= (byte)(1 << (bit % 8));
        return damaged;
    }

    private static void AssertRefused(Errno expected, TicketVerdict verdict)
    {
        Assert.Equal(expected, verdict.Errno);
        Assert.False(verdict.IsAccepted);
        Assert.StartsWith($"{expected}: ", verdict.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(".", verdict.Sentence);
    }
}
