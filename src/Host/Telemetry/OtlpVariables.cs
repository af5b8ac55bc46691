using System.Globalization;

namespace RsrActors.Host.Telemetry;

/// <summary>
/// Checks the variables of OTLP before anything is written. The exporters ignore a wrong value without a word, or end
/// the program.
/// </summary>
internal static class OtlpVariables
{
    private const string Exporter = "OTEL_EXPORTER_OTLP_";
    private const string Whole = "a whole number from 1 to 2147483647";

    private static readonly string[] Signals = ["", "METRICS_", "TRACES_", "LOGS_"];

    private static readonly string[] Numbers =
    [
        "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT", "OTEL_BSP_SCHEDULE_DELAY",
        "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
        "OTEL_BLRP_SCHEDULE_DELAY", "OTEL_BLRP_EXPORT_TIMEOUT", "OTEL_BLRP_MAX_QUEUE_SIZE",
        "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
    ];

    private static readonly (string Name, Func<string, bool> IsRight, string Allowed)[] OfEachSignal =
    [
        ("ENDPOINT", IsAddress, "an address such as http://127.0.0.1:4317"),
        ("PROTOCOL", static text => text is "grpc" or "http/protobuf", "grpc or http/protobuf"),
        ("HEADERS", IsHeaders, "headers such as name=value, with commas between them"),
        ("TIMEOUT", IsCount, Whole),
        ("CERTIFICATE", File.Exists, "a file with certificates in PEM"),
        ("CLIENT_CERTIFICATE", File.Exists, "a file with a certificate in PEM"),
        ("CLIENT_KEY", File.Exists, "a file with a private key in PEM"),
    ];

    /// <summary>One sentence about the first variable with a value that is not allowed; null when all are.</summary>
    /// <param name="variable">The value of a variable of the environment; null when it is not set.</param>
    public static string? Refusal(Func<string, string?> variable)
    {
        if (OtlpTargets.IsDisabled(variable) || OtlpTargets.Of(variable) == OtlpTargets.None)
            return null; // Nothing is sent, so they are not read.
        var all = Signals
            .SelectMany(signal => OfEachSignal.Select(one => (Exporter + signal + one.Name, one.IsRight, one.Allowed)))
            .Concat(Numbers.Select(name => (name, (Func<string, bool>)IsCount, Whole)));
        foreach (var (name, isRight, allowed) in all)
        {
            // A value of spaces counts as none, as in the specification.
            if (variable(name) is { } value && !string.IsNullOrWhiteSpace(value) && !isRight(value.Trim()))
                return $"{name}: found '{(IsSecret(name) ? "…" : value)}', allowed is {allowed}";
        }

        return null;
    }

    /// <summary>Headers have passwords.</summary>
    private static bool IsSecret(string name) => name.EndsWith("HEADERS", StringComparison.Ordinal);

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Host: not "" };

    private static bool IsHeaders(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .All(one => one.IndexOf('=', StringComparison.Ordinal) > 0);

    private static bool IsCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
}
