using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RsrActors.Host.Reports;

/// <summary>The file <c>report.json</c>: indented, but with one line for each hour of adoption.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
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
    public static Report Read(Stream stream) =>
        JsonSerializer.Deserialize<Report>(stream, Indented) ?? throw new JsonException("The report is empty.");

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
            // A raw value gets its comma, but no line of its own.
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
