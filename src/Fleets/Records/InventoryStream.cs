using System.Text;
using RsrActors.Texts;

namespace RsrActors.Fleets.Records;

/// <summary>A file whose first bytes tell its encoding and its form. It may also be a pipe.</summary>
internal sealed class InventoryStream : ForwardStream
{
    private const int Most = 4096;

    private readonly FileStream _file;
    private readonly byte[] _head = new byte[Most];
    private readonly int _length;
    private int _place;

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public InventoryStream(string path)
    {
        _file = new(path, new FileStreamOptions
        {
            Access = FileAccess.Read,
            Mode = FileMode.Open,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0, // Pipes have no length to buffer by.
        });
        while (_length < Most && _file.Read(_head, _length, Most - _length) is > 0 and var read)
            _length += read;
        (TextEncoding, _place) = EncodingOf(_head.AsSpan(0, _length));
        IsEmpty = _place == _length;
        Other = FileSignature.NameOf(_head.AsSpan(0, _length))
            ?? OtherDocument.NameOf(_head.AsSpan(0, _length));
        if (Other is not null)
            return;
        var lenient = (Encoding)TextEncoding.Clone(); // Bytes that are no text are refused with their row, later.
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        var start = lenient.GetDecoder();
        var chars = new char[Most];
        start.Convert(
            _head.AsSpan(_place, Math.Min(_length - _place, 256)), chars, flush: false, out _, out var count, out _);
        IsJson = chars.AsSpan(0, count).TrimStart() is ['{' or '[', ..];
    }

    /// <summary>It throws on bytes that are no text.</summary>
    public Encoding TextEncoding { get; }

    public bool IsEmpty { get; }

    /// <summary>What the file is when it is no inventory; null when that is not known.</summary>
    public string? Other { get; }

    /// <summary>Whether the first character is that of an object or an array.</summary>
    public bool IsJson { get; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_place == _length)
            return _file.Read(buffer);
        var some = Math.Min(buffer.Length, _length - _place);
        _head.AsSpan(_place, some).CopyTo(buffer);
        _place += some;
        return some;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The encoding, and the length of the byte order mark.</summary>
    private static (Encoding, int) EncodingOf(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false, true), 3),
        [0xFF, 0xFE, 0, 0, ..] => (new UTF32Encoding(false, false, true), 4),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, false, true), 2),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, false, true), 2),
        // Every header begins with an ASCII character, of which UTF-16 without a mark leaves a zero.
        [not 0, 0, not 0, 0, ..] => (new UnicodeEncoding(false, false, true), 0),
        [0, not 0, 0, not 0, ..] => (new UnicodeEncoding(true, false, true), 0),
        _ => (new UTF8Encoding(false, true), 0),
    };
}
