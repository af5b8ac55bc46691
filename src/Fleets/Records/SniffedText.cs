using System.Text;

namespace RsrActors.Fleets.Records;

/// <summary>A line has more fields than any inventory.</summary>
internal sealed class TooManyFieldsException : Exception;

/// <summary>A text has a character 0, which no text has.</summary>
internal sealed class ZeroCharacterException : Exception;

/// <summary>A row has bytes that are no character of the text's encoding.</summary>
internal sealed class UndecodableException(long row) : Exception
{
    public long Row => row;
}

/// <summary>
/// A text whose separator is recognised by its first line, or told there as Excel does: <c>sep=;</c>.
/// </summary>
internal sealed class SniffedText : TextReader
{
    /// <summary>In one line. The library gets slow before it reaches its own limit, the length of a row.</summary>
    public const int MostFields = 20_000;

    private const int Most = 64 * 1024;
    private const string Told = "sep=";

    /// <summary>
    /// Stands for bytes that cannot be decoded, so that the row can be named; no text has this character.
    /// </summary>
    private const char Undecodable = '\uFFFF';

    private readonly StreamReader _rest;
    private readonly char[] _head = new char[Most];
    private readonly int _length;
    private int _place;
    private int _separators;
    private long _row = 1;
    private bool _isQuoted;

    /// <exception cref="InventoryFault">The first line tells another separator.</exception>
    public SniffedText(Stream stream, Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback($"{Undecodable}");
        _rest = new(stream, lenient, detectEncodingFromByteOrderMarks: false, 64 * 1024);
        while (_length < Most && _rest.Read(_head, _length, Most - _length) is > 0 and var read)
            _length += read;
        var line = LineFrom(0, out var next);
        if (line.StartsWith(Told, StringComparison.OrdinalIgnoreCase) && line.Length == Told.Length + 1)
        {
            Delimiter = line[^1] is ',' or ';' or '\t' ? line[^1] : throw new InventoryFault(
                "the first line is sep= with another character; allowed are a comma, a semicolon and a tab");
            _place = next;
            line = LineFrom(next, out next);
        }
        else
        {
            Delimiter = DelimiterOf(line);
        }

        var below = LineFrom(next, out _);
        var (_, fields) = FieldsOf(below, DelimiterOf(below));
        Title = FieldsOf(line, DelimiterOf(below)).Filled is var filled && fields > 1 && 2 * filled <= fields
            ? (filled, fields)
            : null;
    }

    /// <summary>The separator that the first line has most often: a comma, a semicolon or a tab.</summary>
    public char Delimiter { get; }

    /// <summary>
    /// How many values the first line has, and how many the next one, if the first looks like a title; otherwise null.
    /// </summary>
    public (int Values, int Below)? Title { get; }

    private ReadOnlySpan<char> LineFrom(int start, out int next)
    {
        ReadOnlySpan<char> rest = _head.AsSpan(start, _length - start);
        var end = rest.IndexOfAny('\r', '\n');
        next = end < 0 ? _length : start + end + (rest[end..].StartsWith("\r\n") ? 2 : 1);
        return end < 0 ? rest : rest[..end];
    }

    private static char DelimiterOf(ReadOnlySpan<char> line)
    {
        var (commas, semicolons, tabs) = (line.Count(','), line.Count(';'), line.Count('\t'));
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    private static (int Filled, int All) FieldsOf(ReadOnlySpan<char> line, char delimiter)
    {
        var (filled, all, isQuoted, hasValue) = (0, line.IsWhiteSpace() ? 0 : 1, false, false);
        foreach (var c in line)
        {
            isQuoted ^= c == '"';
            if (c == delimiter && !isQuoted)
                (filled, all, hasValue) = (filled + (hasValue ? 1 : 0), all + 1, false);
            else
                hasValue |= !char.IsWhiteSpace(c);
        }

        return (filled + (hasValue ? 1 : 0), all);
    }

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
        var isBroken = text.Contains(Undecodable);
        for (var line = text; ; line = line[(line.IndexOf('\n') + 1)..])
        {
            var end = line.IndexOf('\n');
            var part = end < 0 ? line : line[..end];
            _separators += part.Count(Delimiter);
            if (_separators > MostFields)
                throw new TooManyFieldsException();
            if (isBroken && part.Contains(Undecodable))
                throw new UndecodableException(_row);
            _isQuoted ^= part.Count('"') % 2 == 1;
            if (end < 0)
                return;
            _separators = 0;
            _row += _isQuoted ? 0 : 1;
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
