using CsCheck;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

/// <summary>
/// Tickets that are signed together: one signature over the root of their tree, and a path in each ticket.
/// </summary>
public sealed class BatchTests
{
    private static readonly SigningIdentity Merkle = Identity(SigningAlgorithm.MerkleEcdsaP256);
    private static readonly SigningIdentity P256 = Identity(SigningAlgorithm.EcdsaP256);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(33)]
    public void Every_ticket_of_a_batch_is_valid_on_its_device_only(int size)
    {
        var tickets = IssueAll(size);
        using var verifier = new TicketVerifier(Merkle.RootCertificate.Span);

        for (var i = 0; i < size; i++)
        {
            Assert.Equal(TicketVerdict.Accepted, verifier.Verify(tickets[i], ExpectationOf(i)));
            Assert.Equal(Errno.EACCES, verifier.Verify(tickets[i], ExpectationOf(i + 1)).Errno);
        }
    }

    [Fact]
    public void Any_ticket_of_any_batch_is_valid() =>
        Gen.Int[1, 150].SelectMany(size => Gen.Int[0, size - 1].Select(i => (size, i)))
        .Sample((size, i) => Verify(Merkle, IssueAll(size)[i], ExpectationOf(i)).IsAccepted, iter: 40);

    /// <summary>Checked with a verifier that knows the batch, and with one that does not.</summary>
    [Fact]
    public void A_changed_bit_in_leaf_path_index_size_or_signature_is_EAUTH()
    {
        var batch = IssueAll(11);
        using var knowing = new TicketVerifier(Merkle.RootCertificate.Span);
        using var ignorant = new TicketVerifier(Merkle.RootCertificate.Span);
        // This verifier knows only the certificate.
        Assert.True(ignorant.Verify(Ticket(Merkle, Manifest), Expectation).IsAccepted);
        for (var i = 0; i < 11; i += 5)
        {
            Assert.True(Image4Ticket.TryParse(batch[i], out var ticket, out _));
            Assert.True(knowing.Verify(ticket, ExpectationOf(i)).IsAccepted);
            for (var bit = 0; bit < ticket.Signature.Length * 8; bit++)
            {
                var signature = ticket.Signature.ToArray();
                signature[bit / 8] ^= (byte)(1 << (bit % 8));
                var damaged = Image4Ticket.Assemble(ticket.ManifestSet.Span, signature, Merkle.Certificate.Span);
                Assert.Equal(Errno.EAUTH, knowing.Verify(damaged, ExpectationOf(i)).Errno);
                Assert.Equal(Errno.EAUTH, ignorant.Verify(damaged, ExpectationOf(i)).Errno);
            }

            var another = (Manifest with { Device = DeviceOf(i), ProductClass = 0xF1 }).Encode();
            Assert.Equal(
                Errno.EAUTH,
                knowing.Verify(
                    Image4Ticket.Assemble(another, ticket.Signature.Span, Merkle.Certificate.Span),
                    ExpectationOf(i)).Errno);
        }
    }

    [Fact]
    public void The_signature_of_one_ticket_does_not_verify_another_one()
    {
        var batch = IssueAll(5);
        Assert.True(Image4Ticket.TryParse(batch[2], out var ticket, out _));
        Assert.True(Image4Ticket.TryParse(batch[3], out var neighbour, out _));

        AssertRefused(
            Image4Ticket.Assemble(ticket.ManifestSet.Span, neighbour.Signature.Span, Merkle.Certificate.Span), 2);
    }

    /// <summary>A key that signs batches signs nothing else, and an ordinary key signs no batch.</summary>
    [Fact]
    public void The_certificate_decides_whether_its_key_signs_batches()
    {
        using var plain = SigningKey.Import(SigningAlgorithm.EcdsaP256, Merkle.PrivateKey.Span);
        using var batches = SigningKey.Import(SigningAlgorithm.MerkleEcdsaP256, P256.PrivateKey.Span);
        var manifest = Manifest.Encode();

        Assert.Equal(Errno.EAUTH, Verify(Merkle, Assemble(manifest, plain.Sign(manifest), Merkle)).Errno);
        Assert.Equal(Errno.EAUTH, Verify(P256, Assemble(manifest, batches.Sign(manifest), P256)).Errno);
    }

    [Fact]
    public void A_head_that_another_key_signed_is_EAUTH()
    {
        var stranger = MakeIdentity(SigningAlgorithm.MerkleEcdsaP256, "a stranger");
        using var key = SigningKey.Import(SigningAlgorithm.MerkleEcdsaP256, stranger.PrivateKey.Span);
        var manifest = Manifest.Encode();

        Assert.Equal(Errno.EAUTH, Verify(Merkle, Assemble(manifest, key.Sign(manifest), Merkle)).Errno);
        Assert.Equal(Errno.EAUTH, Verify(Merkle, Ticket(stranger, Manifest)).Errno);
    }

    [Fact]
    public void More_batches_than_a_verifier_remembers_stay_valid()
    {
        using var signer = new TicketSigner(Merkle);
        var tickets = Enumerable.Range(0, 1_100).Select(_ => signer.Issue(Manifest)).ToArray();
        using var verifier = new TicketVerifier(Merkle.RootCertificate.Span);

        for (var round = 0; round < 2; round++)
            Assert.All(tickets, ticket => Assert.True(verifier.Verify(ticket, Expectation).IsAccepted));
    }

    [Fact]
    public void Many_threads_may_ask_for_tickets_of_the_same_batches()
    {
        var batches = Enumerable.Range(0, 4).Select(_ => IssueAll(20)).ToArray();
        using var verifier = new TicketVerifier(Merkle.RootCertificate.Span);

        _ = Parallel.For(0, 2_000, i => Assert.Equal(
            i % 3 == 0 ? Errno.EACCES : Errno.None,
            verifier.Verify(batches[i % 4][i % 20], ExpectationOf(i % 3 == 0 ? i % 20 + 1 : i % 20)).Errno));
    }

    [Fact]
    public void An_empty_batch_has_no_tickets() => Assert.Empty(IssueAll(0));

    private static DeviceBinding DeviceOf(int number) => Phone with { Ecid = Phone.Ecid + (ulong)number };

    private static Cryptex1Expectation ExpectationOf(int number) => Expectation with { Device = DeviceOf(number) };

    private static ReadOnlyMemory<byte>[] IssueAll(int size)
    {
        using var signer = new TicketSigner(Merkle);
        return [.. signer.IssueAll(
            [.. Enumerable.Range(0, size).Select(i => (Manifest with { Device = DeviceOf(i) }).Encode())])];
    }

    private static byte[] Assemble(byte[] manifest, byte[] signature, SigningIdentity identity) =>
        Image4Ticket.Assemble(manifest, signature, identity.Certificate.Span);

    private static void AssertRefused(byte[] ticket, int number) =>
        Assert.Equal(Errno.EAUTH, Verify(Merkle, ticket, ExpectationOf(number)).Errno);
}
