using System.Buffers;
using System.Text;
using System.Text.Json;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Live;

/// <summary>
/// An event as a line of the console. As JSON it is exactly the export's line. As text it has the same fields, with
/// shortened digests, because people do not compare digests: <c>2023-07-12T20:15:00.250Z  device-0000042  TicketIssued
/// release=16.5.1-a manifestDigest=5f3a77b20c41… reused=false</c>.
/// </summary>
internal sealed class EventLine : IDisposable
{
    /// <summary>
    /// The number of hexadecimal digits from which a text is a digest, and the number that is shown of it.
    /// </summary>
    private const int DigestDigits = 64, DigitsShown = 12;

    private const string Gap = "  ";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Quoted = SearchValues.Create(" \",=[]{}\t\r\n");

    [ThreadStatic]
    private static EventLine? _here;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly StringBuilder _text = new();
    private readonly DateTimeOffset _start;
    private readonly EventFields _fields;

    private EventLine(DateTimeOffset start) => (_start, _fields) = (start, new(_bytes, start));

    /// <summary>May be called from any thread: each thread has its own instance.</summary>
    /// <param name="start">The start of the scenario.</param>
    public static ReplyLine Of(in RecordedEvent recorded, DateTimeOffset start, bool asJson)
    {
        if (_here is null || _here._start != start)
        {
            _here?.Dispose();
            _here = new(start);
        }

        return asJson ? _here.Json(recorded) : _here.Text(recorded);
    }

    public void Dispose() => _fields.Dispose();

    private ReplyLine Json(in RecordedEvent recorded)
    {
        _bytes.ResetWrittenCount();
        _fields.WriteEvent(recorded);
        return ReplyLine.OfJson(Encoding.UTF8.GetString(_bytes.WrittenSpan));
    }

    private ReplyLine Text(in RecordedEvent recorded)
    {
        var form = EventForms.Of(recorded.Event);
        _bytes.ResetWrittenCount();
        _fields.Json.Reset();
        _fields.WriteData(form, recorded.Event);
        _fields.Json.Flush();

        _text.Clear()
            .Append(Encoding.ASCII.GetString(_fields.InstantOf(recorded.At))).Append(Gap)
            .Append(recorded.Entity).Append(Gap)
            .Append(form.Name);
        var data = new Utf8JsonReader(_bytes.WrittenSpan);
        data.Read();
        for (var gap = Gap; data.Read() && data.TokenType is JsonTokenType.PropertyName; gap = " ")
        {
            _text.Append(gap);
            Field(ref data);
        }

        return ReplyLine.Text(_text.ToString());
    }

    private void Field(ref Utf8JsonReader data)
    {
        _text.Append(data.GetString()).Append('=');
        data.Read();
        Value(ref data);
    }

    private void Value(ref Utf8JsonReader data)
    {
        switch (data.TokenType)
        {
            case JsonTokenType.String:
                Word(data.GetString()!);
                break;
            case JsonTokenType.StartArray:
                Several(ref data, '[', ']', JsonTokenType.EndArray);
                break;
            case JsonTokenType.StartObject:
                Several(ref data, '{', '}', JsonTokenType.EndObject);
                break;
            default:
                _text.Append(Encoding.UTF8.GetString(data.ValueSpan));
                break;
        }
    }

    private void Several(ref Utf8JsonReader data, char open, char close, JsonTokenType end)
    {
        _text.Append(open);
        for (var isFirst = true; data.Read() && data.TokenType != end; isFirst = false)
        {
            if (!isFirst)
                _text.Append(',');
            if (data.TokenType is JsonTokenType.PropertyName)
                Field(ref data);
            else
                Value(ref data);
        }

        _text.Append(close);
    }

    /// <summary>
    /// A value with one of the characters of <see cref="Quoted"/> stands in quotes, and so does an empty one.
    /// </summary>
    private void Word(string value)
    {
        var digits = value.AsSpan(value.IndexOf(':', StringComparison.Ordinal) + 1);
        if (digits.Length >= DigestDigits && !digits.ContainsAnyExcept(Digits))
            _text.Append(value, 0, value.Length - digits.Length + DigitsShown).Append('…');
        else if (value.Length == 0 || value.AsSpan().ContainsAny(Quoted))
            _text.Append(JsonSerializer.Serialize(value, RowJson.Options));
        else
            _text.Append(value);
    }
}
