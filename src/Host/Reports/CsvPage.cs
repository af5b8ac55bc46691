using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RsrActors.Host.Reports;

/// <summary>
/// Rows of comma-separated values (RFC 4180, with line feeds), written to a stream in pages. The stream remains the
/// caller's.
/// </summary>
/// <remarks>
/// Libraries for CSV write rows of .NET objects and strings to a TextWriter. Here the values are UTF-8 already, and a row
/// has dozens of empty columns: this writer takes a fraction of the time (docs/benchmarks.md).
/// </remarks>
internal sealed class CsvPage(Stream stream) : IDisposable
{
    private const int Size = 64 * 1024;

    /// <summary>Between the items of a list: names of applications may hold spaces.</summary>
    private const byte Separator = (byte)';';

    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    private readonly ArrayBufferWriter<byte> _page = new(Size + Size / 4);
    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private bool _hasFields;

    public void Header(IEnumerable<string> columns)
    {
        foreach (var column in columns)
            Text(column);
        EndRow();
    }

    /// <summary>A field that needs no quotes.</summary>
    public void Plain(ReadOnlySpan<byte> value)
    {
        Begin();
        _page.Write(value);
    }

    public void Number(long value)
    {
        Begin();
        value.TryFormat(_page.GetSpan(20), out var length, default, CultureInfo.InvariantCulture);
        _page.Advance(length);
    }

    public void Text(string value)
    {
        _text.ResetWrittenCount();
        Encoding.UTF8.GetBytes(value, _text);
        Text(_text.WrittenSpan);
    }

    public void Text(ReadOnlySpan<byte> value)
    {
        Begin();
        if (!value.ContainsAny(Special))
        {
            _page.Write(value);
            return;
        }

        _page.Write("\""u8);
        for (var quote = value.IndexOf((byte)'"'); quote >= 0; quote = value.IndexOf((byte)'"'))
        {
            _page.Write(value[..(quote + 1)]);
            _page.Write("\""u8);
            value = value[(quote + 1)..];
        }

        _page.Write(value);
        _page.Write("\""u8);
    }

    /// <summary>
    /// A JSON value as a field: text and numbers as they are, null as nothing, a list of such values joined by
    /// semicolons, anything else as JSON.
    /// </summary>
    public void Json(ReadOnlySpan<byte> value)
    {
        switch (value[0])
        {
            case (byte)'"' when value.IndexOf((byte)'\\') < 0:
                Text(value[1..^1]);
                break;
            case (byte)'"' or (byte)'[':
                var reader = new Utf8JsonReader(value);
                reader.Read();
                _text.ResetWrittenCount();
                Text(Flatten(ref reader) ? _text.WrittenSpan : value);
                break;
            case (byte)'n':
                Begin();
                break;
            default:
                Text(value);
                break;
        }
    }

    /// <summary>The values of a JSON object, each a field, in their order.</summary>
    public void Values(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            Json(json[NextValue(ref reader)]);
    }

    /// <summary>Where the value of the property stands that a reader is at; the reader goes to its end.</summary>
    public static Range NextValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    /// <summary>Begins the next field and leaves it empty.</summary>
    public void Empty() => Begin();

    public void EndRow()
    {
        _page.Write("\n"u8);
        _hasFields = false;
        if (_page.WrittenCount >= Size)
            WritePage();
    }

    public void Flush()
    {
        WritePage();
        stream.Flush();
    }

    public void Dispose() => _page.Clear();

    /// <returns>Whether the value is text, or a list of single values.</returns>
    private bool Flatten(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            Unescape(reader);
            return true;
        }

        for (var isFirst = true; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; isFirst = false)
        {
            if (!isFirst)
                _text.Write([Separator]);
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                return false;
            if (reader.TokenType is JsonTokenType.String)
                Unescape(reader);
            else if (reader.TokenType is not JsonTokenType.Null)
                _text.Write(reader.ValueSpan);
        }

        return true;
    }

    private void Unescape(in Utf8JsonReader reader) =>
        _text.Advance(reader.CopyString(_text.GetSpan(Math.Max(1, reader.ValueSpan.Length))));

    private void Begin()
    {
        if (_hasFields)
            _page.Write(","u8);
        _hasFields = true;
    }

    private void WritePage()
    {
        stream.Write(_page.WrittenSpan);
        _page.ResetWrittenCount();
    }
}
