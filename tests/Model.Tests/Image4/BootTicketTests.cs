using System.Collections.Immutable;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Keys;
using RsrActors.TestFleets;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

/// <summary>
/// Each property and each object of a boot ticket is wrong once, or missing, in a ticket that is signed.
/// </summary>
public sealed class BootTicketTests
{
    private static readonly SigningIdentity P256 = Identity(SigningAlgorithm.EcdsaP256);

    private static readonly ImmutableArray<string> Numbers = ["BORD", "CEPO", "CHIP", "ECID", "SDOM"];
    private static readonly ImmutableArray<string> Truths = ["CPRO", "CSEC"];
    private static readonly ImmutableArray<string> Objects = ["ibot", "illb", "isys", "krnl", "trst"];
    private static readonly ImmutableArray<string> TruthsOfObjects = ["EKEY", "EPRO", "ESEC"];

    public static TheoryData<SigningAlgorithm> Algorithms => Samples.Algorithms;

    /// <summary>The change, the place in the ticket, and the failure.</summary>
    public static TheoryData<Change, string, string, Errno> Failures
    {
        get
        {
            var rows = new TheoryData<Change, string, string, Errno>
            {
                { Change.Wrong, "MANP", "BNCH", Errno.ESTALE },
                { Change.Missing, "MANP", "BNCH", Errno.EACCES },
                { Change.Added, "MANP", "UDID", Errno.EACCES },
            };
            foreach (var code in Numbers.AddRange(Truths))
            {
                rows.Add(Change.Wrong, "MANP", code, Errno.EACCES);
                rows.Add(Change.Missing, "MANP", code, Errno.EACCES);
            }

            foreach (var one in Objects)
            {
                rows.Add(Change.Missing, one, "", Errno.ENOENT);
                rows.Add(Change.Wrong, one, "DGST", Errno.ENOENT);
                rows.Add(Change.Missing, one, "DGST", Errno.EACCES);
                rows.Add(Change.Added, one, "UDID", Errno.EACCES);
                foreach (var code in TruthsOfObjects)
                {
                    rows.Add(Change.Wrong, one, code, Errno.EACCES);
                    rows.Add(Change.Missing, one, code, Errno.EACCES);
                }
            }

            return rows;
        }
    }

    /// <summary>What is done to a part of the ticket before it is signed.</summary>
    public enum Change
    {
        Wrong,
        Missing,
        Added,
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void A_boot_ticket_is_valid_on_its_device(SigningAlgorithm algorithm) => Assert.Equal(
        TicketVerdict.Accepted, Verify(Identity(algorithm), BootTicket(Identity(algorithm), Boot), ExpectedBoot));

    [Fact]
    public void Another_DER_encoder_writes_the_same_boot_manifest() =>
        Assert.Equal(AsnManifest.Encode(Groups()), Boot.Encode());

    [Fact]
    public void The_signed_bytes_of_a_boot_manifest_never_change() => Assert.Equal(
        "edc6d02afccc22ec605127ae231de5a3094a151992b0e745474b964c62949aa7f69e67d32b50e64053cf00c465486278",
        Boot.ComputeDigest().ToString());

    /// <summary>The content of an object has 129 octets in a real ticket (pyimg4's sample of an A11).</summary>
    [Theory]
    [InlineData("ibot")]
    [InlineData("trst")]
    public void An_object_is_as_long_as_in_a_real_boot_ticket(string code)
    {
        var manifest = Boot.Encode().AsSpan();
        Span<byte> name = [0x16, 4, .. System.Text.Encoding.ASCII.GetBytes(code)];
        var length = manifest[(manifest.IndexOf(name) - 4)..][..2];
        Assert.Equal([0x81, 129], length.ToArray());
    }

    [Fact]
    public void The_digest_of_a_boot_manifest_is_that_of_its_bytes() =>
        Assert.Equal(Digest.Sha384(Boot.Encode()), Boot.ComputeDigest());

    [Fact]
    public void The_longest_boot_manifest_fits_into_its_buffer()
    {
        var device = BootPhone with { ChipId = uint.MaxValue, BoardId = uint.MaxValue, Ecid = ulong.MaxValue };
        Assert.InRange((Boot with { Device = device }).Encode().Length, 1, 1200);
    }

    [Theory, MemberData(nameof(Failures))]
    public void A_boot_ticket_with_one_wrong_part_is_refused(Change change, string group, string code, Errno expected)
    {
        using var signer = new TicketSigner(P256);
        var ticket = signer.IssueBoot(AsnManifest.Encode(Groups()
            .Where(one => one.Code != group || code != "")
            .Select(one => one.Code == group ? Changed(one, code, change) : one)));

        Assert.Equal(expected, Verify(P256, ticket, ExpectedBoot).Errno);
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void A_bit_of_a_boot_tickets_signature_flipped_is_EAUTH(SigningAlgorithm algorithm)
    {
        var ticket = BootTicket(Identity(algorithm), Boot);
        Assert.True(Image4Ticket.TryParse(ticket, out var parsed, out _));
        ticket[ticket.AsSpan().IndexOf(parsed.Signature.Span) + parsed.Signature.Length - 1] ^= 1;

        Assert.Equal(Errno.EAUTH, Verify(Identity(algorithm), ticket, ExpectedBoot).Errno);
    }

    [Fact]
    public void A_boot_ticket_of_another_authority_is_EAUTH() => Assert.Equal(
        Errno.EAUTH,
        Verify(P256, BootTicket(SigningIdentities.Foreign, Boot), ExpectedBoot).Errno);

    [Fact]
    public void A_boot_ticket_with_the_certificate_for_cryptexes_is_EACCES()
    {
        using var signer = new TicketSigner(P256);
        Assert.Equal(
            "EACCES: The certificate does not authorise BNCH in MANP.",
            Verify(P256, signer.Issue(Boot.Encode()), ExpectedBoot).ToString());
    }

    [Fact]
    public void A_ticket_for_cryptexes_with_the_certificate_for_boot_tickets_is_EACCES()
    {
        using var signer = new TicketSigner(P256);
        Assert.Equal(Errno.EACCES, Verify(P256, signer.IssueBoot(Manifest.Encode())).Errno);
    }

    /// <summary>It is sound, and says nothing about the boot.</summary>
    [Fact]
    public void A_ticket_for_cryptexes_is_no_boot_ticket() =>
        Assert.Equal(Errno.ESTALE, Verify(P256, Ticket(P256, Manifest), ExpectedBoot).Errno);

    [Fact]
    public void A_boot_ticket_is_no_ticket_for_cryptexes() =>
        Assert.Equal(Errno.ESTALE, Verify(P256, BootTicket(P256, Boot)).Errno);

    [Fact]
    public void A_measurement_of_the_boot_is_a_SHA_384() =>
        Assert.Throws<ArgumentException>(() => Boot.Boot with { Kernel = Digest.Sha256("kernel"u8) });

    [Fact]
    public void A_boot_nonce_hash_has_32_octets() =>
        Assert.Throws<ArgumentException>(() => BootPhone with { NonceHash = DigestOf("48 octets") });

    /// <summary>The sample's manifest in parts.</summary>
    private static ImmutableArray<AsnGroup> Groups() =>
    [
        new AsnGroup("MANP",
        [
            AsnProperty.Octets("BNCH", BootPhone.NonceHash.Span),
            AsnProperty.Number("BORD", BootPhone.BoardId),
            AsnProperty.Number("CEPO", 1),
            AsnProperty.Number("CHIP", BootPhone.ChipId),
            AsnProperty.Truth("CPRO", true),
            AsnProperty.Truth("CSEC", true),
            AsnProperty.Number("ECID", BootPhone.Ecid),
            AsnProperty.Number("SDOM", 1),
        ]),
        .. ExpectedBoot.Objects.Select(one => new AsnGroup(one.Code.ToString(),
        [
            AsnProperty.Octets("DGST", one.Digest.Span),
            .. TruthsOfObjects.Select(code => AsnProperty.Truth(code, true)),
        ])),
    ];

    private static AsnGroup Changed(AsnGroup group, string code, Change change)
    {
        var others = group.Properties.RemoveAll(property => property.Code == code);
        return group with
        {
            Properties = change == Change.Missing ? others : others.Add(code switch
            {
                "BNCH" or "DGST" => AsnProperty.Octets(code, DigestOf("wrong").Span[..(code == "BNCH" ? 32 : 48)]),
                "UDID" => AsnProperty.Octets(code, new byte[DeviceBinding.UdidLength]),
                _ when Numbers.Contains(code) => AsnProperty.Number(code, 0x7F),
                _ => AsnProperty.Truth(code, false),
            }),
        };
    }
}
