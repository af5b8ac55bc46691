using System.Diagnostics;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;

namespace RsrActors.Host.Http;

/// <summary>
/// The status of the run as frames of one stream (<c>event: status</c>), when it has changed. They have no id: a client
/// that goes on with its last id goes on with the events.
/// </summary>
internal sealed class StatusFrames(LiveSimulation live)
{
    /// <summary>The least time between two frames.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private string? _sent;
    private long _sentAt;

    /// <returns>Null when the status is as before, or the last frame is too recent.</returns>
    public async Task<byte[]?> Next(CancellationToken over)
    {
        if (_sent is not null && Stopwatch.GetElapsedTime(_sentAt) < Interval)
            return null;

        try
        {
            // How long a window has been open changes always, and says little.
            var status = await live.Status(over) with { OpenFor = null, Unsettled = [] };
            var json = SimStatus.Json(live, status).Content;
            if (json == _sent)
                return null;
            (_sent, _sentAt) = (json, Stopwatch.GetTimestamp());
            return EventFrames.Of("status", json);
        }
        catch (RequestRejectedException)
        {
            return null; // The run has failed or stops, and the stream ends with the host.
        }
    }
}
