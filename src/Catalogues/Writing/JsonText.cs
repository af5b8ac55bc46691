using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RsrActors.Catalogues.Writing;

/// <summary>JSON as all catalogues are written: two blanks for a level, and a line break at the end.</summary>
internal static class JsonText
{
    public static readonly JsonWriterOptions Lines = new()
    {
        Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>In one line, for JSON lines.</summary>
    public static readonly JsonWriterOptions OneLine = Lines with { Indented = false };

    public static byte[] Write(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, options))
            write(json);
        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    public static void Object(this Utf8JsonWriter json, string key, Action write)
    {
        json.WriteStartObject(key);
        write();
        json.WriteEndObject();
    }

    public static void Strings(this Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A list of objects.</summary>
    public static void Objects<T>(this Utf8JsonWriter json, string key, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(key);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A day, if it is known.</summary>
    public static void Day(this Utf8JsonWriter json, string key, DateOnly? day)
    {
        if (day is { } known)
            json.WriteString(key, Of(known));
    }

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
