using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using RsrActors.Texts;

namespace RsrActors.Catalogues.Reading;

/// <summary>
/// The text of a feed as a JSON object. A file is read up to a limit, and all limits are checked token by token before
/// anything is built of it.
/// </summary>
internal static class FeedText
{
    /// <summary>In bytes. The largest feed in use has half a megabyte.</summary>
    public const int Longest = 32 * 1024 * 1024;

    private const int LongestText = 4096;
    private const int DeepestLevel = 32;

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <exception cref="CatalogueFault">It is no JSON object, or exceeds a limit.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        if (FileSignature.NameOf(bytes.Span) is { } other)
            throw new CatalogueFault($"found {other}, allowed is a feed in JSON");
        var text = ToUtf8(bytes);
        if (text.Span.Trim(" \t\r\n"u8).IsEmpty)
            throw new CatalogueFault("found an empty file, allowed is a feed in JSON");
        Check(text.Span);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.Span switch
        {
            [0xFF, 0xFE, ..] => Encode(new UnicodeEncoding(false, false, true), bytes[2..]),
            [0xFE, 0xFF, ..] => Encode(new UnicodeEncoding(true, false, true), bytes[2..]),
            [0, not 0, ..] => Encode(new UnicodeEncoding(true, false, true), bytes),
            [not 0, 0, ..] => Encode(new UnicodeEncoding(false, false, true), bytes),
            var span when span.StartsWith(Utf8Mark) => bytes[3..],
            _ => bytes,
        };
        return Utf8.IsValid(text.Span) ? text : throw NoText();
    }

    private static ReadOnlyMemory<byte> Encode(Encoding encoding, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Encoding.UTF8.GetBytes(encoding.GetString(bytes.Span));
        }
        catch (ArgumentException)
        {
            throw NoText();
        }
    }

    private static CatalogueFault NoText() => new(
        "found bytes that are no text, allowed is UTF-8, or UTF-16 with a byte order mark");

    private static void Check(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = DeepestLevel + 1 });
        var keys = new Stack<HashSet<string>>();
        var isFirst = true;
        try
        {
            while (reader.Read())
            {
                if (isFirst && reader.TokenType != JsonTokenType.StartObject)
                    throw new CatalogueFault("found no JSON object, allowed is a feed that begins with a brace");
                isFirst = false;
                CheckToken(text, ref reader, keys);
            }
        }
        catch (JsonException fault)
        {
            throw new CatalogueFault(
                $"line {fault.LineNumber + 1}: found no valid JSON, allowed is one object in JSON, complete and "
                + "without comments");
        }
    }

    private static void CheckToken(ReadOnlySpan<byte> text, ref Utf8JsonReader reader, Stack<HashSet<string>> keys)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= DeepestLevel:
                throw new CatalogueFault(
                    $"line {LineOf(text, reader)}: found more than {DeepestLevel} levels, allowed are {DeepestLevel} "
                    + "at most");
            case JsonTokenType.StartObject:
                keys.Push(new(StringComparer.Ordinal));
                break;
            case JsonTokenType.EndObject:
                _ = keys.Pop();
                break;
            case JsonTokenType.PropertyName or JsonTokenType.String when reader.ValueSpan.Length > LongestText:
                throw new CatalogueFault(
                    $"line {LineOf(text, reader)}: found a text of {reader.ValueSpan.Length} bytes, allowed are "
                    + $"{LongestText} at most");
            case JsonTokenType.PropertyName when StringOf(text, reader) is var key && !keys.Peek().Add(key):
                throw new CatalogueFault(
                    $"line {LineOf(text, reader)}: found the key '{OneLine.Of(Shorten(key))}' twice in one object, "
                    + "allowed is once");
            case JsonTokenType.String:
                _ = StringOf(text, reader);
                break;
            default:
                break;
        }
    }

    /// <summary>A text may have half of a surrogate pair as an escape, which no string can hold.</summary>
    private static string StringOf(ReadOnlySpan<byte> text, in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new CatalogueFault($"line {LineOf(text, reader)}: found an escape that is no character");
        }
    }

    private static string Shorten(string key) => key.Length > 60 ? $"{key[..60]}…" : key;

    private static int LineOf(ReadOnlySpan<byte> text, in Utf8JsonReader reader) =>
        1 + text[..(int)reader.TokenStartIndex].Count((byte)'\n');
}
