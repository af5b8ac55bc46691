using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RsrActors.Pbm;

/// <summary>
/// A column of a listing: its name, which is the heading and the key under <c>-json</c>, and its width as text.
/// </summary>
public sealed record Column(string Name, int Width, bool IsRight = false)
{
    /// <summary>The text of null.</summary>
    public string Empty { get; init; } = "";

    /// <summary>The text of a value that is not null, where it is not simply that value.</summary>
    public Func<object, string>? Text { get; init; }

    internal object TextOf(object? value) => value switch
    {
        null => Empty,
        _ when Text is not null => Text(value),
        bool flag => flag ? "yes" : "no",
        _ => value,
    };
}

/// <summary>Writes rows, from one declaration, as columns for people and as JSON objects for programs.</summary>
public sealed class Table(params ImmutableArray<Column> columns)
{
    private const string Gap = "  ";

    private readonly ImmutableArray<JsonEncodedText> _keys =
        [.. columns.Select(column => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(column.Name)))];

    public ValueTask Header(IReply reply) =>
        reply.IsJson ? ValueTask.CompletedTask : reply.Write(Line([.. columns.Select(column => column.Name)]));

    /// <summary>Under <c>-json</c>, numbers, Boolean values and null keep their type.</summary>
    public ValueTask Row(IReply reply, params ReadOnlySpan<object?> values) => reply.Write(Row(reply.IsJson, values));

    public ReplyLine Row(bool asJson, params ReadOnlySpan<object?> values)
    {
        if (values.Length != columns.Length)
            throw new ArgumentException($"A row has {columns.Length} values, not {values.Length}.", nameof(values));
        return asJson ? Object(values) : Line(values);
    }

    private ReplyLine Object(ReadOnlySpan<object?> values)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, new() { Encoder = RowJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            for (var i = 0; i < columns.Length; i++)
            {
                writer.WritePropertyName(_keys[i]);
                JsonSerializer.Serialize(writer, values[i], RowJson.Options);
            }

            writer.WriteEndObject();
        }

        return ReplyLine.OfJson(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    private string Line(ReadOnlySpan<object?> values)
    {
        var line = new StringBuilder();
        for (var i = 0; i < columns.Length; i++)
        {
            var text = Convert.ToString(values[i], CultureInfo.InvariantCulture) ?? "";
            line.Append(columns[i].IsRight ? text.PadLeft(columns[i].Width) : text.PadRight(columns[i].Width))
                .Append(Gap);
        }

        return line.ToString().TrimEnd();
    }
}
