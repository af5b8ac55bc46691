using RsrActors.Model.Cryptexes;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Image4;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Signing;
using RsrActors.TestFleets;

namespace RsrActors.Model.Tests.Devices;

/// <summary>What is in a device's boot ticket, and what the device does with it after a software update.</summary>
public sealed class BootTicketOfDeviceTests : IDisposable
{
    private const string Base = "20F75";
    private const string Updated = "20G75";

    private static readonly World World = TestFleet.Of(2, Platform.IPhone).Scenario.World();
    private static readonly Traits Phone = World.TraitsOf(0);
    private static readonly Traits OtherPhone = World.TraitsOf(1);

    private readonly TicketAuthority _authority;
    private readonly TicketIssuer _issuer;
    private readonly DeviceMechanism _mechanism;

    public BootTicketOfDeviceTests()
    {
        var library = new ResponseLibrary(World.Scenario);
        _authority = new(World, library, SigningIdentities.Own(), SigningIdentities.Foreign);
        _issuer = _authority.NewIssuer();
        _mechanism = new(World, library, _authority, new MemoisedCryptexes());
    }

    public void Dispose()
    {
        _mechanism.Dispose();
        _issuer.Dispose();
    }

    [Fact]
    public void The_digest_of_a_boot_ticket_is_that_of_its_signed_bytes() => Assert.Equal(
        Digest.Sha384(World.BootManifestSetOf(Platform.IPhone, Base, World.BootBindingOf(Phone, Base))),
        World.OsOf(Phone, "16.5.1", Base).BootTicketDigest);

    [Fact]
    public void A_boot_ticket_lists_the_content_of_its_build()
    {
        var boot = World.BootOf(Platform.IPhone, Base);
        var ticket = TicketOf(Phone, Base);

        AssertDigest("illb", boot.FirstLoader.Content.AsSpan());
        AssertDigest("ibot", boot.Loader.Content.AsSpan());
        AssertDigest("isys", boot.SystemVolume.Seal.ToFile().AsSpan());
        AssertDigest("trst", boot.TrustCache.File.AsSpan());
        AssertDigest("krnl", [
            .. FileOf("System/Library/Kernels/kernel"),
            .. FileOf("System/Library/KernelCollections/BootKernelExtensions.kc"),
        ]);
        Assert.Equal(boot.SystemVolume.Files.Count(file => file.IsBinary), boot.TrustCache.Count);

        void AssertDigest(string code, ReadOnlySpan<byte> content)
        {
            var digest = Digest.Sha384(content);
            Assert.Contains(ticket.Objects, one => one.Code.ToString() == code);
            Assert.True(ticket.TryGetDigest(Model.Image4.Der.FourCharCode.Parse(code), out var signed));
            Assert.Equal(digest, new Digest(signed.Span));
        }

        IEnumerable<byte> FileOf(string path) => boot.SystemVolume.Files.Single(file => file.Path == path).Content;
    }

    [Theory]
    [InlineData(Platform.IPhone, "LLB.img4", "iBoot.img4")]
    [InlineData(Platform.IPad, "LLB.img4", "iBoot.img4")]
    [InlineData(Platform.MacAppleSilicon, "LLB.img4", "iBoot.img4")]
    [InlineData(Platform.MacIntel, "EFI.fd", "boot.efi")]
    public void Every_platform_has_two_boot_loaders(Platform platform, string first, string second)
    {
        var boot = BootContent.Of(platform, "1.0", "1A1");

        Assert.EndsWith($"/{first}", boot.FirstLoader.Path, StringComparison.Ordinal);
        Assert.EndsWith($"/{second}", boot.Loader.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Boot_tickets_of_two_devices_and_of_two_builds_differ()
    {
        Digest[] digests =
        [
            World.OsOf(Phone, "16.5.1", Base).BootTicketDigest, World.OsOf(OtherPhone, "16.5.1", Base).BootTicketDigest,
            World.OsOf(Phone, "16.6", Updated).BootTicketDigest,
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.NotEqual(World.BootBindingOf(Phone, Base).NonceHash, World.BootBindingOf(Phone, Updated).NonceHash);
    }

    [Fact]
    public void The_models_of_one_chip_have_different_boards_on_every_platform()
    {
        var kinds = TestFleet.Of(1, Platform.IPad, Platform.MacAppleSilicon).Scenario.Fleet.Platforms
            .Select(kind => kind with
            {
                Models = [new("First", 0x8103), new("Other", 0x8112), new("Second", 0x8103), new("Third", 0x8103)],
            });

        var boards = kinds.SelectMany(kind => kind.Models.Select(
            model => (model.ChipId, (Phone with { Kind = kind, Model = model }).BoardId))).ToArray();

        Assert.Equal(
            [
                (0x8103u, 32u), (0x8112u, 32u), (0x8103u, 34u), (0x8103u, 36u),
                (0x8103u, 64u), (0x8112u, 64u), (0x8103u, 66u), (0x8103u, 68u),
            ],
            boards);
    }

    [Fact]
    public void A_device_accepts_its_boot_ticket_after_an_update() =>
        Assert.Equal(
            World.OsOf(Phone, "16.6", Updated).BootTicketDigest,
            _mechanism.PersonaliseUpdate(WorkOf(TicketOf(
                Platform.IPhone, Updated, World.BootBindingOf(Phone, Updated)))).ManifestDigest);

    [Fact]
    public void A_boot_ticket_of_another_device_is_EACCES() => AssertRejected(
        Errno.EACCES,
        TicketOf(Platform.IPhone, Updated, World.BootBindingOf(Phone, Updated) with { Ecid = OtherPhone.Ecid }));

    [Fact]
    public void A_boot_ticket_of_another_board_is_EACCES() => AssertRejected(
        Errno.EACCES, TicketOf(Platform.IPhone, Updated, World.BootBindingOf(Phone, Updated) with { BoardId = 2 }));

    [Fact]
    public void The_boot_ticket_of_the_earlier_build_is_ESTALE() =>
        AssertRejected(Errno.ESTALE, TicketOf(Platform.IPhone, Base, World.BootBindingOf(Phone, Base)));

    [Fact]
    public void The_earlier_build_with_the_nonce_of_the_new_one_is_ENOENT() =>
        AssertRejected(Errno.ENOENT, TicketOf(Platform.IPhone, Base, World.BootBindingOf(Phone, Updated)));

    [Fact]
    public void A_boot_ticket_of_a_foreign_authority_is_EAUTH()
    {
        var foreign = SigningIdentities.Foreign;
        using var issuer =
            new TicketAuthority(World, new ResponseLibrary(World.Scenario), foreign, foreign).NewIssuer();
        var ticket = issuer.IssueBoot(new(Platform.IPhone, Updated, World.BootBindingOf(Phone, Updated)));

        AssertRejected(Errno.EAUTH, ticket);
    }

    [Fact]
    public void Bytes_that_are_no_Image4_are_EILSEQ() =>
        AssertRejected(Errno.EILSEQ, System.Text.Encoding.ASCII.GetBytes("boot ticket 00008120 20G75"));

    private Image4Ticket TicketOf(Traits device, string build)
    {
        var bytes = TicketOf(device.Platform, build, World.BootBindingOf(device, build));
        Assert.True(Image4Ticket.TryParse(bytes, out var ticket, out _));
        return ticket;
    }

    private ReadOnlyMemory<byte> TicketOf(Platform platform, string build, BootBinding device) =>
        _issuer.IssueBoot(new(platform, build, device));

    /// <summary>The phone does not accept the ticket after its update.</summary>
    private void AssertRejected(Errno expected, ReadOnlyMemory<byte> ticket)
    {
        var fault = Assert.Throws<TicketRejectedException>(
            () => _mechanism.PersonaliseUpdate(WorkOf(ticket)));
        Assert.Equal(expected, fault.Verdict.Errno);
    }

    private static DeviceWork.PersonaliseUpdate WorkOf(ReadOnlyMemory<byte> ticket)
    {
        var device = World.BootBindingOf(Phone, Updated);
        return new(
            new TicketAnswer.Granted("16.6", device.NonceHash, TicketFlaw.None) { Ticket = ticket }, "16.6",
            Platform.IPhone, Updated, device);
    }
}
