using RsrActors.Host.Live;
using RsrActors.Host.Palettes;
using static RsrActors.Actors.Kernel.LiveProtocol;

namespace RsrActors.Host.Http;

/// <summary>
/// The status of the run for all event streams: the run is asked once for all of them, and a frame is written once.
/// May be used from any thread.
/// </summary>
internal sealed class SharedStatus(LiveSimulation live, TimeProvider time, CancellationToken stopping)
{
    /// <summary>An answer is good for so long.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(100);

    /// <summary>A window opens when virtual time has passed its end; more than that is a delay.</summary>
    private const double LongestWindowSeconds = 60;

    private readonly Lock _lock = new();
    private Task<StatusFrame?>? _asking;
    private volatile StatusFrame? _last;
    private long _asked;

    /// <summary>The status; null when the run has failed or stops, and the streams end with the host.</summary>
    public Task<StatusFrame?> Newest()
    {
        lock (_lock)
        {
            if (_asking is null || (_asking.IsCompleted && time.GetElapsedTime(_asked) >= Fresh))
                (_asking, _asked) = (Ask(), time.GetTimestamp());
            return _asking;
        }
    }

    /// <summary>
    /// Whether the run goes on as fast as it can: at full speed, or behind its clock by more than a second of wall time
    /// and more than a window. A run that keeps its pace leaves time for its clients.
    /// </summary>
    public static bool IsBusy(Status status) =>
        status.Phase is RunPhase.Running && (status.Speed.IsMax || IsBehind(status));

    /// <summary>Nothing happens before what is due next, so the run is behind by what is due.</summary>
    private static bool IsBehind(Status status) => status.NextDue < status.Clock
        && (status.Clock - status.NextDue).TotalSeconds > Math.Max(status.Speed.Times, LongestWindowSeconds);

    private async Task<StatusFrame?> Ask()
    {
        try
        {
            // How long a window has been open changes always, and says little.
            var status = await live.Status(stopping) with { OpenFor = null, Unsettled = [] };
            var json = SimStatus.Json(live, status).Content;
            return _last = _last is { } last && last.Json == json
                ? last
                : new(json, IsBusy(status), EventFrames.Of("status", json));
        }
        catch (RequestRejectedException)
        {
            return null;
        }
    }
}

/// <param name="IsBusy">Whether the run goes on as fast as it can.</param>
/// <param name="Bytes">The frame of a stream.</param>
internal sealed record StatusFrame(string Json, bool IsBusy, byte[] Bytes);
