using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Der;
using RsrActors.Model.Image4.Keys;
using static RsrActors.Model.Image4.Image4Constraints;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

/// <summary>One certificate per row and the same manifest: the result depends on the certificate only.</summary>
public sealed class Image4ConstraintsTests
{
    private static readonly Image4Property[] AnyManifest =
        [.. CodesOf(Manifest).Select(MayBePresent)];

    private static readonly Image4Property[] AnyObject = [MayBePresent(FourCharCode.DGST)];

    public static TheoryData<string, Errno> Rows => new()
    {
        { "every property may be there", Errno.None },
        { "a property must be there, and is", Errno.None },
        { "a property must be there, and is not", Errno.EACCES },
        { "a number must be the manifest's, and is", Errno.None },
        { "a number must be another", Errno.EACCES },
        { "a truth value must be another", Errno.EACCES },
        { "a number must be where there is none", Errno.EACCES },
        { "a property is not named", Errno.EACCES },
        { "a property of objects must be there, and is not", Errno.EACCES },
        { "a property of objects is not named", Errno.EACCES },
    };

    [Theory, MemberData(nameof(Rows))]
    public void The_certificate_decides_what_its_key_may_authorise(string when, Errno expected)
    {
        var constraints = when switch
        {
            "every property may be there" => new Image4Constraints(AnyManifest, AnyObject),
            "a property must be there, and is" => With(MustBePresent(FourCharCode.UDID)),
            "a property must be there, and is not" => With(MustBePresent(FourCharCode.BORD)),
            "a number must be the manifest's, and is" => With(MustBe(FourCharCode.fchp, 0xFF10)),
            "a number must be another" => With(MustBe(FourCharCode.fchp, 0xFF11)),
            "a truth value must be another" => With(MustBe(FourCharCode.CPRO, false)),
            "a number must be where there is none" => With(MustBe(FourCharCode.CHIP, 0x8140)),
            "a property is not named" => new(AnyManifest.Where(p => p.Code != FourCharCode.vnum), AnyObject),
            "a property of objects must be there, and is not" =>
                new(AnyManifest, [.. AnyObject, MustBePresent(FourCharCode.Parse("EPRO"))]),
            "a property of objects is not named" => new(AnyManifest, []),
            _ => throw new ArgumentOutOfRangeException(nameof(when)),
        };
        var identity = MakeIdentity(SigningAlgorithm.EcdsaP256, when, constraints);

        Assert.Equal(expected, Verify(identity, Ticket(identity, Manifest)).Errno);
    }

    [Fact]
    public void A_violated_constraint_is_named()
    {
        var identity = MakeIdentity(SigningAlgorithm.EcdsaP256, "named", With(MustBe(FourCharCode.ndom, 3)));
        Assert.Equal(
            "The certificate authorises ndom 0x3 in MANP, and not ndom 0x1.",
            Verify(identity, Ticket(identity, Manifest)).Sentence);
    }

    [Fact]
    public void Constraints_are_read_back_unchanged()
    {
        var written = Cryptex1Boot.Encode();
        Assert.True(TryRead(written, out var read));
        Assert.Equal(written, read.Encode());
    }

    private static Image4Constraints With(Image4Property constraint) =>
        new([.. AnyManifest.Where(p => p.Code != constraint.Code), constraint], AnyObject);

    private static IEnumerable<FourCharCode> CodesOf(Cryptex1Manifest manifest) =>
        Image4Ticket.TryParse(Image4Ticket.Assemble(manifest.Encode(), [], []), out var ticket, out _)
            ? ticket.Properties.Properties.Select(p => p.Code)
            : [];
}
