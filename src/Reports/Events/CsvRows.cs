using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace RsrActors.Reports.Events;

/// <summary>
/// Rows of comma-separated values (RFC 4180, with line feeds) whose values are JSON. It does not close the stream.
/// </summary>
internal sealed class CsvRows(Stream stream) : IDisposable
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    /// <summary>A semicolon between the items of a list: names of applications may contain spaces.</summary>
    private static readonly byte[] Separator = [(byte)';'];

    private readonly CsvWriter _writer = CsvWriter.Create(stream, Options, leaveOpen: true);
    private readonly ArrayBufferWriter<byte> _text = new(1024);

    public void Header(IEnumerable<string> columns)
    {
        foreach (var column in columns)
            _writer.WriteField(column);
        EndRow();
    }

    public void Number(long value)
    {
        Span<byte> text = stackalloc byte[20];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        Text(text[..length]);
    }

    public void Text(string value) => _writer.WriteField(value);

    public void Text(ReadOnlySpan<byte> value) => _writer.WriteField(value);

    /// <summary>
    /// A JSON value as a field: text and numbers as they are, null as an empty field, a list of such values joined by
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
                Empty();
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

    /// <summary>The bytes of the value of the reader's property. The reader moves to the end of the value.</summary>
    public static Range NextValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    public void Empty() => Text(""u8);

    public void EndRow() => _writer.EndRecord();

    public void Flush() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

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
                _text.Write(Separator);
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
}
