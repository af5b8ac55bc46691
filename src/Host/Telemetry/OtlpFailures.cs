using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace RsrActors.Host.Telemetry;

/// <summary>
/// Writes to the log that telemetry cannot be sent, at most once a minute: the exporters tell it only to listeners of
/// their event source.
/// </summary>
internal sealed partial class OtlpFailures : EventListener
{
    private const string Exporters = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private volatile bool _isComplete;
    private long? _told;

    public OtlpFailures(ILogger<OtlpFailures> log, TimeProvider time)
    {
        (_log, _time) = (log, time);
        _isComplete = true;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporters)
            EnableEvents(eventSource, EventLevel.Error);
    }

    /// <summary>The constructor of the base listens already, before the one of this class has run.</summary>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (!_isComplete)
            return;
        lock (_gate)
        {
            if (_told is { } told && _time.GetElapsedTime(told) < Pause)
                return;
            _told = _time.GetTimestamp();
        }

        LogFailure(Sentence(eventData));
    }

    private static string Sentence(EventWrittenEventArgs said)
    {
        var values = said.Payload?.ToArray() ?? [];
        var text = said.Message is { } message
            ? string.Format(CultureInfo.InvariantCulture, message, values)
            : string.Join(", ", values);
        return text.Split('\n')[0].Trim();
    }

    [LoggerMessage(36, LogLevel.Warning, "Telemetry cannot be sent: {Why}")]
    private partial void LogFailure(string why);
}
