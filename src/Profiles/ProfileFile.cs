using System.Text;
using RsrActors.Profiles.Documents;
using RsrActors.Profiles.Reading;
using RsrActors.Texts;

namespace RsrActors.Profiles;

/// <summary>The outcome of reading a profile.</summary>
public abstract record ProfileReading
{
    private ProfileReading()
    {
    }

    /// <param name="Bytes">The file, as it was read.</param>
    public sealed record Accepted(ManagementProfile Profile, ReadOnlyMemory<byte> Bytes) : ProfileReading;

    /// <param name="Message">One sentence: file, where, what was found, what is allowed.</param>
    public sealed record Refused(string Message) : ProfileReading;
}

/// <summary>
/// Reads a configuration profile (<c>.mobileconfig</c>, signed or not) or declarations of device management in JSON.
/// </summary>
public static class ProfileFile
{
    private const string Allowed =
        "allowed is a configuration profile in XML, signed or not, or a declaration in JSON";

    public static ProfileReading Read(string path)
    {
        if (path is null or "")
            return Refused("the name of the profile is empty, allowed is a file");
        if (Directory.Exists(path))
            return Refused($"{path}: found a folder, allowed is a file");
        if (!Path.Exists(path))
            return Refused($"{path}: found no such file, {Allowed}");
        try
        {
            return Read(path, BoundedFile.Read(path, DocumentLimits.Longest));
        }
        catch (FileTooLongException)
        {
            return Refused($"{path}: found more than 4 MiB, allowed are 4 MiB at most");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused($"{path}: cannot be read: {e.Message}");
        }
    }

    /// <param name="name">How messages name the file.</param>
    public static ProfileReading Read(string name, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new ProfileReading.Accepted(ReadAny(bytes), bytes);
        }
        catch (DocumentFault fault)
        {
            return Refused($"{name}: {fault.Message}");
        }
    }

    private static ManagementProfile ReadAny(ReadOnlyMemory<byte> bytes)
    {
        if (FileSignature.NameOf(bytes.Span) is { } other)
            throw new DocumentFault($"found {other}, {Allowed}");
        if (SignedContent.IsArmoured(bytes.Span))
            bytes = SignedContent.WithoutArmour(bytes);
        if (!SignedContent.IsLike(bytes.Span))
            return ReadText(bytes);
        var signed = SignedContent.Read(bytes);
        var profile = ReadText(signed.Content) with
        {
            Signer = signed.Signer.Length > 0 ? signed.Signer : "unknown", SignerDoubt = signed.Doubt,
        };
        return signed.Fits
            ? profile
            : new()
            {
                Signer = profile.Signer,
                SignerDoubt = profile.SignerDoubt,
                Findings =
                [
                    new(
                        FindingKind.Signature, "signature",
                        "it is not that of the content, so a device refuses the whole profile"),
                    .. profile.Findings,
                ],
            };
    }

    private static ManagementProfile ReadText(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (bytes.Span.StartsWith("bplist"u8))
        {
            throw new DocumentFault(
                "found a binary property list, allowed is XML; 'plutil -convert xml1' or 'plistutil' converts it");
        }

        var text = bytes.Span.StartsWith(mark) ? bytes[mark.Length..] : bytes;
        var trimmed = text.Span.TrimStart(" \t\r\n"u8);
        return trimmed switch
        {
            [] => throw new DocumentFault($"found an empty file, {Allowed}"),
            [(byte)'{' or (byte)'[', ..] => ProfileReader.ReadJson(JsonText.Read(text)),
            [(byte)'<', ..] =>
                ProfileReader.ReadPropertyList(PropertyList.Read(text[(text.Length - trimmed.Length)..])),
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => ReadWide(text),
            _ => throw new DocumentFault($"found neither XML nor JSON, {Allowed}"),
        };
    }

    /// <summary>A text in UTF-16 with a byte order mark.</summary>
    private static ManagementProfile ReadWide(ReadOnlyMemory<byte> bytes)
    {
        string text;
        try
        {
            text = new UnicodeEncoding(bytes.Span[0] == 0xFE, byteOrderMark: false, throwOnInvalidBytes: true)
                .GetString(bytes.Span[2..]);
        }
        catch (ArgumentException)
        {
            throw new DocumentFault("found bytes that are no text, allowed is UTF-8, or UTF-16 with a byte order mark");
        }

        return text.AsSpan().TrimStart() is ['{' or '[', ..]
            ? ProfileReader.ReadJson(JsonText.Read(Encoding.UTF8.GetBytes(text)))
            : ProfileReader.ReadPropertyList(PropertyList.Read(bytes));
    }

    private static ProfileReading.Refused Refused(string message) => new(OneLine.Of(message));
}
