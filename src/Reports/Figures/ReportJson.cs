using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RsrActors.Reports.Figures;

/// <summary>The file <c>report.json</c>: indented, but with one line for each hour of adoption.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new InstantConverter() },
    };

    private static readonly JsonSerializerOptions Indented = new(Compact)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new AdoptionHourConverter() },
    };

    public static void Write(Report report, Stream stream)
    {
        JsonSerializer.Serialize(stream, report, Indented);
        stream.Write("\n"u8);
    }

    /// <exception cref="JsonException">The text is not a report.</exception>
    /// <exception cref="ReportFormatException">It is a report of another format.</exception>
    public static Report Read(Stream stream)
    {
        using var json = JsonDocument.Parse(stream);
        if (json.RootElement.ValueKind is not JsonValueKind.Object)
            throw new JsonException($"The report is no object: {json.RootElement.ValueKind}.");
        var format = FormatOf(json.RootElement);
        return format == Report.CurrentFormat
            ? json.Deserialize<Report>(Indented) ?? throw new JsonException("The report is empty.")
            : throw new ReportFormatException(format);
    }

    /// <summary>The history hash that a report of any format states.</summary>
    /// <exception cref="JsonException">The text is not a report.</exception>
    public static string HashOf(Stream stream)
    {
        using var json = JsonDocument.Parse(stream);
        return json.RootElement.ValueKind is JsonValueKind.Object
            && json.RootElement.TryGetProperty("historyHash", out var hash) && hash.ValueKind is JsonValueKind.String
            ? hash.GetString()!
            : throw new JsonException("It has no key 'historyHash'.");
    }

    /// <summary>A report of the first format has no key <c>format</c>.</summary>
    private static int FormatOf(JsonElement report) =>
        !report.TryGetProperty("format", out var format)
            ? report.TryGetProperty("historyHash", out _) ? 1 : throw new JsonException("It has no key 'format'.")
        : format.ValueKind is JsonValueKind.Number && format.TryGetInt32(out var number) ? number
        : throw new JsonException("Its key 'format' is no number.");

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var text = reader.GetString();
            return DateTimeOffset.TryParseExact(
                text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant
                : throw new JsonException($"'{text}' is not an instant like 2023-07-10T17:00:00.000Z.");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
    }

    private sealed class AdoptionHourConverter : JsonConverter<AdoptionHour>
    {
        public override AdoptionHour? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<AdoptionHour>(ref reader, Compact);

        public override void Write(Utf8JsonWriter writer, AdoptionHour value, JsonSerializerOptions options)
        {
            // The writer puts a comma before a raw value, but no line break.
            byte[] line =
            [
                (byte)'\n',
                .. Enumerable.Repeat((byte)' ', 2 * writer.CurrentDepth),
                .. JsonSerializer.SerializeToUtf8Bytes(value, Compact),
            ];
            writer.WriteRawValue(line, skipInputValidation: true);
        }
    }
}

/// <summary>The file is a report as another version of the program writes it.</summary>
public sealed class ReportFormatException(int found) : Exception($"Format {found}, not {Report.CurrentFormat}.")
{
    public int Found => found;
}
