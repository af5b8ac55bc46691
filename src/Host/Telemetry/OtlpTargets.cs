using System.Collections;

namespace RsrActors.Host.Telemetry;

/// <summary>
/// What is sent by OTLP, by the variables of the OpenTelemetry specification. Their values are read by the exporters;
/// here only whether there is one matters, because without an endpoint nothing is sent.
/// </summary>
internal sealed record OtlpTargets(bool Metrics, bool Traces, bool Logs)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <summary>Nothing is sent.</summary>
    public static readonly OtlpTargets None = new(false, false, false);

    /// <param name="variable">The value of a variable of the environment; null when it is not set.</param>
    public static OtlpTargets Of(Func<string, string?> variable)
    {
        var all = IsSet("ENDPOINT");
        return new(all || IsSet("METRICS_ENDPOINT"), all || IsSet("TRACES_ENDPOINT"), all || IsSet("LOGS_ENDPOINT"));

        bool IsSet(string name) => !string.IsNullOrWhiteSpace(variable(Prefix + name));
    }

    /// <summary>
    /// The variables of the specification, for the configuration of a host that has no other: the exporter of the log
    /// reads them there.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string?>> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(one => KeyValuePair.Create((string)one.Key, (string?)one.Value))
            .Where(one => one.Key.StartsWith("OTEL_", StringComparison.Ordinal));

    /// <summary>OTEL_SDK_DISABLED=true turns all telemetry off.</summary>
    public static bool IsDisabled(Func<string, string?> variable) =>
        string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
}
