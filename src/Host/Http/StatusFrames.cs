using System.Diagnostics;

namespace RsrActors.Host.Http;

/// <summary>
/// The status of the run as frames of one stream (<c>event: status</c>), when it has changed. They have no id: a client
/// that goes on with its last id goes on with the events.
/// </summary>
internal sealed class StatusFrames(SharedStatus shared)
{
    /// <summary>The least time between two frames.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private StatusFrame? _sent;
    private long _sentAt;

    /// <returns>Null when the status is as before, or the last frame is too recent.</returns>
    public async Task<byte[]?> Next(CancellationToken over)
    {
        if (_sent is not null && Stopwatch.GetElapsedTime(_sentAt) < Interval)
            return null;
        var newest = await shared.Newest().WaitAsync(over);
        if (newest is null || newest == _sent)
            return null;
        (_sent, _sentAt) = (newest, Stopwatch.GetTimestamp());
        return newest.Bytes;
    }
}
