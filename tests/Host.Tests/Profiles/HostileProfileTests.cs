using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CsCheck;
using RsrActors.Host.Tests.Fleets;
using RsrActors.Profiles;
using RsrActors.Profiles.Documents;
using RsrActors.Profiles.Reading;
using static RsrActors.Host.Tests.Profiles.ProfileTexts;

namespace RsrActors.Host.Tests.Profiles;

/// <summary>Files that are damaged or made to harm are refused with one message; signed files are read.</summary>
public sealed class HostileProfileTests
{
    private static readonly string Laughs = """
        <?xml version="1.0"?>
        <!DOCTYPE plist [ <!ENTITY a "ha"> <!ENTITY b "&a;&a;&a;&a;&a;&a;"> <!ENTITY c "&b;&b;&b;&b;&b;&b;"> ]>
        <plist><dict><key>PayloadType</key><string>&c;</string></dict></plist>
        """;

    [Theory]
    [InlineData("", "file: found an empty file, allowed is a configuration profile in XML")]
    [InlineData(" \n\t", "file: found an empty file")]
    [InlineData("hello", "file: found neither XML nor JSON")]
    [InlineData("bplist00\u0001\u0002", "file: found a binary property list, allowed is XML; 'plutil -convert xml1'")]
    [InlineData("<plist><dict><key>a</key>", "file: line 1, column 26: found no valid XML: ")]
    [InlineData("<plist><dict><key>a</key></dict></plist>", "file: line 1: the key 'a' has no value")]
    [InlineData("<plist><dict><key>a</key><key>b</key></dict></plist>", "file: line 1: the key 'a' has no value")]
    [InlineData("<plist><dict><true/></dict></plist>", "file: line 1: found <true>, where a <key> must stand")]
    [InlineData("<plist><dict><key>a</key><what/></dict></plist>", "file: line 1: found <what>, allowed are dict")]
    [InlineData("<plist><dict>a</dict></plist>", "file: line 1: found text between elements")]
    [InlineData("<plist><dict><key>a</key><integer>x</integer></dict></plist>", "file: line 1: found <integer>")]
    [InlineData("<plist><dict><key>a</key><string><b/></string></dict></plist>", "file: line 1: found Element within")]
    [InlineData("<plist><dict/><dict/></plist>", "file: line 1: found a second value in the property list")]
    [InlineData("<plist/>", "file: line 1: found an empty property list")]
    [InlineData("<html><body/></html>", "file: line 1: found <html>, allowed is a property list in XML")]
    [InlineData("<plist><dict/></plist><x/>", "file: line 1, column 24: found no valid XML")]
    [InlineData("<plist><dict/></plist>", "file: found no PayloadType and no key about updates")]
    [InlineData(
        "<?xml version=\"1.0\" encoding=\"nonsense-9\"?><plist><dict/></plist>",
        "file: line 1, column 31: found no valid XML")]
    [InlineData("{", "file: line 1, byte 2: found no valid JSON")]
    [InlineData("{\"Type\":1,}", "file: line 1, byte 11: found no valid JSON")]
    [InlineData("{}", "file: found no Type, allowed is a declaration with Type, Identifier and Payload")]
    [InlineData("{\"StatusItems\":{}}", "file: found a status report of a device")]
    public void A_file_that_is_no_profile_is_refused(string text, string message) =>
        Assert.StartsWith(message, Refused(text), StringComparison.Ordinal);

    [Fact]
    public void Entities_of_a_document_type_have_no_meaning() =>
        Assert.Contains(
            "found no valid XML: Reference to undeclared entity", Refused(Laughs), StringComparison.Ordinal);

    [Fact]
    public void A_document_type_of_another_place_is_not_loaded() => Assert.Empty(Accepted(
        "<!DOCTYPE plist SYSTEM \"file:///no/such/file.dtd\"><plist><dict><key>allowRapidSecurityResponseRemoval</key>"
        + "<true/></dict></plist>").Findings);

    [Theory]
    [InlineData("<plist>", "<array>")]
    [InlineData("<plist>", "<dict><key>a</key>")]
    [InlineData("", "[")]
    [InlineData("", "{\"Payload\":")]
    public void Deep_nesting_is_refused_without_a_stack_overflow(string start, string piece) => Assert.Contains(
        "nested more than 32 deep",
        Refused(start + string.Concat(Enumerable.Repeat(piece, 100_000))
            + (piece[0] == '<' ? "" : piece[0] == '[' ? new string(']', 100_000) : "0" + new string('}', 100_000))),
        StringComparison.Ordinal);

    [Fact]
    public void Too_many_values_are_refused() => Assert.Contains(
        "found more than 100000 values", Refused($"[{string.Join(',', Enumerable.Repeat('1', 100_001))}]"),
        StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        Assert.Matches("found no valid XML", Refused([.. "<plist><dict><key>"u8, 0xFF, 0xFE]));
        Assert.Matches("found bytes that are no text", Refused([.. "{\"Type\":\""u8, 0xFF, .. "\"}"u8]));
        Assert.Matches("damaged or unfinished signature", Refused([0x30, 0x82, 1, 2, 3]));
    }

    [Fact]
    public void A_long_file_a_folder_and_a_missing_file_are_refused()
    {
        using var folder = new ExportFolder();
        var file = folder.Write(new byte[4 * 1024 * 1024 + 1], "long");

        Assert.Matches("found more than 4 MiB, allowed are 4 MiB at most$", RefusedFile(file));
        Assert.Matches("found a folder, allowed is a file$", RefusedFile(folder.Path));
        Assert.Matches("found no such file", RefusedFile(folder["none"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_signed_profile_is_read_with_the_name_of_its_signer(bool armoured)
    {
        var signed = Signed(Profile(NotRemoved));

        var profile = Accepted(armoured ? Encoding.ASCII.GetBytes(PemEncoding.WriteString("CMS", signed)) : signed);

        Assert.Equal((false, "CN=Example"), (profile.AllowsRemoval, profile.Signer));
        Assert.Empty(profile.Findings);
    }

    [Fact]
    public void A_signer_is_trusted_when_the_root_of_its_certificate_is_one_of_the_machine()
    {
        using var certificate = Certificate();
        var message = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(Profile(Allowed))));
        message.ComputeSignature(new CmsSigner(certificate));
        var bytes = message.Encode();

        Assert.Equal("its root is not one of this machine's", Accepted(bytes).SignerDoubt);
        Assert.Equal("its root is not one of this machine's", SignedContent.Read(bytes, []).Doubt);
        Assert.Equal("", SignedContent.Read(bytes, [certificate]).Doubt);
    }

    [Fact]
    public void A_signer_without_a_certificate_in_the_file_is_not_trusted()
    {
        using var certificate = Certificate();
        var message = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(Profile(Allowed))));
        message.ComputeSignature(new CmsSigner(certificate) { IncludeOption = X509IncludeOption.None });

        var profile = Accepted(message.Encode());

        Assert.Equal(("unknown", "the file has no certificate of the signer"), (profile.Signer, profile.SignerDoubt));
    }

    [Fact]
    public void A_signed_profile_that_was_changed_is_ignored_as_a_whole()
    {
        var signed = Signed(Profile(NotRemoved));
        var at = signed.AsSpan().IndexOf("Removal</key><false/>"u8);
        "Removal</key><true/> "u8.CopyTo(signed.AsSpan(at));

        var profile = Accepted(signed);

        Assert.Null(profile.AllowsRemoval);
        Assert.Equal(FindingKind.Signature, Assert.Single(profile.Findings).Kind);
    }

    [Fact]
    public void An_encrypted_profile_is_refused()
    {
        using var certificate = Certificate();
        var message = new EnvelopedCms(new ContentInfo(Encoding.UTF8.GetBytes(Profile(Allowed))));
        message.Encrypt(new CmsRecipient(certificate));

        Assert.Contains("found an encrypted profile", Refused(message.Encode()), StringComparison.Ordinal);
    }

    [Fact]
    public void Mutations_of_profiles_are_accepted_or_refused_and_nothing_else()
    {
        byte[][] files =
        [
            Encoding.UTF8.GetBytes(Profile(Allowed + NotRemoved)), Encoding.UTF8.GetBytes(Laughs),
            Encoding.UTF8.GetBytes(Enforce("26.3.1", "25D771280a", "2026-03-25T09:30:00")), Signed(Profile(Allowed)),
        ];
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3000], Gen.Int[0, 40], Gen.Byte.Array[0, 8]).Sample(
            (which, place, removed, put) =>
            {
                var file = files[which];
                var at = place % file.Length;
                byte[] bytes = [.. file[..at], .. put, .. file[Math.Min(file.Length, at + removed)..]];

                Assert.True(ProfileFile.Read("file", bytes) is ProfileReading.Accepted or ProfileReading.Refused);
            },
            iter: 3000);
    }

    private static byte[] Signed(string text)
    {
        using var certificate = Certificate();
        var message = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(text)));
        message.ComputeSignature(new CmsSigner(certificate));
        return message.Encode();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return new CertificateRequest("CN=Example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now, now.AddYears(10));
    }

    private static string RefusedFile(string path) =>
        Assert.IsType<ProfileReading.Refused>(ProfileFile.Read(path)).Message;
}
