using System.Text;

namespace RsrActors.Fleets.Records;

/// <summary>A line has more fields than any inventory.</summary>
internal sealed class TooManyFieldsException : Exception;

/// <summary>A text has a character 0, which no text has.</summary>
internal sealed class ZeroCharacterException : Exception;

/// <summary>A text whose separator is recognised by its first line.</summary>
internal sealed class SniffedText : TextReader
{
    /// <summary>In one line. The library gets slow before it reaches its own limit, the length of a row.</summary>
    public const int MostFields = 20_000;

    private const int Most = 64 * 1024;

    private readonly StreamReader _rest;
    private readonly char[] _head = new char[Most];
    private readonly int _length;
    private int _place;
    private int _separators;

    /// <exception cref="DecoderFallbackException">The bytes are no text of the encoding.</exception>
    public SniffedText(Stream stream, Encoding encoding)
    {
        _rest = new(stream, encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024);
        while (_length < Most && _rest.Read(_head, _length, Most - _length) is > 0 and var read)
            _length += read;
        var line = _head.AsSpan(0, _length);
        line = line.IndexOfAny('\r', '\n') is >= 0 and var end ? line[..end] : line;
        var (commas, semicolons, tabs) = (line.Count(','), line.Count(';'), line.Count('\t'));
        Delimiter = tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    /// <summary>The separator that the first line has most often: a comma, a semicolon or a tab.</summary>
    public char Delimiter { get; }

    public override int Read(char[] buffer, int index, int count)
    {
        var some = Math.Min(count, _length - _place);
        if (some > 0)
            _head.AsSpan(_place, some).CopyTo(buffer.AsSpan(index));
        else
            some = _rest.Read(buffer, index, count);
        _place = Math.Min(_length, _place + some);
        Count(buffer.AsSpan(index, some));
        return some;
    }

    private void Count(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
            throw new ZeroCharacterException();
        for (var line = text; ; line = line[(line.IndexOf('\n') + 1)..])
        {
            var end = line.IndexOf('\n');
            _separators += (end < 0 ? line : line[..end]).Count(Delimiter);
            if (_separators > MostFields)
                throw new TooManyFieldsException();
            if (end < 0)
                return;
            _separators = 0;
        }
    }

    public override int Peek() => _place < _length ? _head[_place] : _rest.Peek();

    public override int Read() => _place < _length ? _head[_place++] : _rest.Read();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rest.Dispose();
        base.Dispose(disposing);
    }
}
