using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using RsrActors.Model;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Events;

/// <summary>
/// Writes the fields of an event's data in the order of the calls. Each kind of value has one form, the same in
/// every event. Writing a field allocates nothing.
/// </summary>
public sealed class EventFields(IBufferWriter<byte> output, DateTimeOffset start) : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // The output is a file and no web page.
        SkipValidation = true,
    };

    private static readonly JsonEncodedText AllowInstallation = JsonEncodedText.Encode("allowInstallation");
    private static readonly JsonEncodedText AllowRemoval = JsonEncodedText.Encode("allowRemoval");

    private readonly InstantText _instants = new(start);

    public Utf8JsonWriter Json { get; } = new(output, Options);

    public ReadOnlySpan<byte> InstantOf(VirtualTime moment) => _instants.Of(moment);

    /// <summary>A whole event as one JSON object: the form in which histories are compared.</summary>
    public void WriteEvent(in RecordedEvent recorded)
    {
        var form = EventForms.Of(recorded.Event);
        Json.Reset();
        Json.WriteStartObject();
        Json.WriteString("at"u8, InstantOf(recorded.At));
        Json.WriteNumber("ms"u8, recorded.At.Milliseconds);
        WriteEntity(recorded.Entity);
        Json.WriteNumber("seq"u8, recorded.Seq);
        Json.WriteString("event"u8, form.EncodedName);
        Json.WritePropertyName("data"u8);
        WriteData(form, recorded.Event);
        Json.WriteEndObject();
        Json.Flush();
    }

    /// <summary>The whole data object of an event.</summary>
    public void WriteData(EventForm form, IEvent happened)
    {
        Json.WriteStartObject();
        form.WriteData(this, happened);
        Json.WriteEndObject();
    }

    /// <summary>An object as a value: the whole text, or an item of a list.</summary>
    internal void Object<T>(FieldsOf<T> fields, T value)
    {
        Json.WriteStartObject();
        fields.Write(this, value);
        Json.WriteEndObject();
    }

    public EventFields Text(JsonEncodedText name, string value)
    {
        Json.WriteString(name, value);
        return this;
    }

    public EventFields LetterOrNull(JsonEncodedText name, char? value)
    {
        if (value is { } letter)
            Json.WriteString(name, new ReadOnlySpan<char>(in letter));
        else
            Json.WriteNull(name);
        return this;
    }

    public EventFields Number(JsonEncodedText name, long value)
    {
        Json.WriteNumber(name, value);
        return this;
    }

    public EventFields NumberOrNull(JsonEncodedText name, long? value) =>
        value is { } number ? Number(name, number) : Null(name);

    public EventFields Number(JsonEncodedText name, ulong value)
    {
        Json.WriteNumber(name, value);
        return this;
    }

    public EventFields Flag(JsonEncodedText name, bool value)
    {
        Json.WriteBoolean(name, value);
        return this;
    }

    public EventFields FlagOrNull(JsonEncodedText name, bool? value) =>
        value is { } flag ? Flag(name, flag) : Null(name);

    /// <summary>Always with three decimals. Fractions of a millisecond are cut off, as in virtual time.</summary>
    public EventFields Seconds(JsonEncodedText name, TimeSpan value)
    {
        Span<byte> text = stackalloc byte[32];
        FixedDecimals.Seconds(value.Ticks / TimeSpan.TicksPerMillisecond).TryFormat(
            text, out var length, default, CultureInfo.InvariantCulture);
        return Raw(name, text[..length]);
    }

    /// <summary>Two decimals at most: <c>100</c>, <c>12.5</c>.</summary>
    public EventFields Percent(JsonEncodedText name, double value) => Fixed(name, value, "0.##");

    /// <summary>
    /// Hours of use, always with six decimals, which are exact to the millisecond: a reader can repeat the test with
    /// them.
    /// </summary>
    public EventFields Hours(JsonEncodedText name, double value) => Fixed(name, value, "F6");

    public EventFields HoursOrNull(JsonEncodedText name, double? value) =>
        value is { } hours ? Hours(name, hours) : Null(name);

    /// <summary>The number of expected crashes, always with three decimals.</summary>
    public EventFields Expected(JsonEncodedText name, double value) => Fixed(name, value, "F3");

    /// <summary>A probability, always with nine decimals.</summary>
    public EventFields Probability(JsonEncodedText name, double value) => Fixed(name, value, "F9");

    public EventFields TextOrNull(JsonEncodedText name, string? value)
    {
        Json.WriteString(name, value);
        return this;
    }

    public EventFields Instant(JsonEncodedText name, VirtualTime? value)
    {
        if (value is { } moment)
            Json.WriteString(name, InstantOf(moment));
        else
            Json.WriteNull(name);
        return this;
    }

    /// <summary>Null for the digest of something that the platform does not have.</summary>
    public EventFields Digest(JsonEncodedText name, Digest value) =>
        value.IsNone ? Null(name) : Hexadecimal(name, [], value.Span);

    public EventFields Digests(JsonEncodedText name, ImmutableArray<Digest> values)
    {
        Span<char> text = stackalloc char[2 * 64];
        Json.WriteStartArray(name);
        foreach (var value in values)
        {
            Convert.TryToHexStringLower(value.Span, text, out var length);
            Json.WriteStringValue(text[..length]);
        }

        Json.WriteEndArray();
        return this;
    }

    public EventFields Seal(JsonEncodedText name, Seal value) => Hexadecimal(name, "sha256:"u8, value.Digest.Span);

    public EventFields Texts(JsonEncodedText name, ImmutableArray<string> values)
    {
        Json.WriteStartArray(name);
        foreach (var value in values)
            Json.WriteStringValue(value);
        Json.WriteEndArray();
        return this;
    }

    public EventFields Objects<T>(JsonEncodedText name, ImmutableArray<T> values, FieldsOf<T> fields)
    {
        Json.WriteStartArray(name);
        foreach (var value in values)
            Object(fields, value);

        Json.WriteEndArray();
        return this;
    }

    public EventFields Managed(JsonEncodedText name, Management? value)
    {
        if (value is null)
        {
            Json.WriteNull(name);
            return this;
        }

        Json.WriteStartObject(name);
        Flag(AllowInstallation, value.AllowInstallation).Flag(AllowRemoval, value.AllowRemoval);
        Json.WriteEndObject();
        return this;
    }

    public void Dispose() => Json.Dispose();

    private void WriteEntity(EntityId entity)
    {
        Span<byte> name = stackalloc byte[128];
        if (entity.Number >= 0 && Utf8.TryWrite(name, $"{entity.Kind}-{entity.Number:D7}", out var length))
            Json.WriteString("entity"u8, name[..length]);
        else
            Json.WriteString("entity"u8, entity.ToString());
    }

    private EventFields Null(JsonEncodedText name)
    {
        Json.WriteNull(name);
        return this;
    }

    private EventFields Fixed(JsonEncodedText name, double value, string format)
    {
        Span<byte> text = stackalloc byte[64];
        value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        return Raw(name, text[..length]);
    }

    private EventFields Hexadecimal(JsonEncodedText name, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> bytes)
    {
        var length = prefix.Length + 2 * bytes.Length + 2;
        Span<byte> text = length <= 256 ? stackalloc byte[256] : new byte[length];
        text[0] = text[length - 1] = (byte)'"';
        prefix.CopyTo(text[1..]);
        Convert.TryToHexStringLower(bytes, text[(1 + prefix.Length)..], out _);
        return Raw(name, text[..length]);
    }

    private EventFields Raw(JsonEncodedText name, ReadOnlySpan<byte> value)
    {
        Json.WritePropertyName(name);
        Json.WriteRawValue(value, skipInputValidation: true);
        return this;
    }
}
