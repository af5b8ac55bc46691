namespace RsrActors.Texts;

/// <summary>Recognises files that are no text by their first bytes, so that a message can name them.</summary>
public static class FileSignature
{
    /// <summary>What a file is; null when its first bytes are of none of the known formats.</summary>
    /// <param name="head">The first bytes; eight are enough.</param>
    public static string? NameOf(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] =>
            "a zip archive, such as a workbook of Excel",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "a workbook of an old Excel",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "a PNG image",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG image",
        [0x1F, 0x8B, ..] => "a file that is packed by gzip",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF document",
        [(byte)'S', (byte)'Q', (byte)'L', (byte)'i', (byte)'t', (byte)'e', (byte)' ', ..] => "a database of SQLite",
        _ => null,
    };
}
