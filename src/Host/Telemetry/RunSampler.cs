using RsrActors.Actors.Kernel;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;

namespace RsrActors.Host.Telemetry;

/// <summary>
/// Asks the run for its status, its signing service and its fleet: at most once a second, however many clients read
/// telemetry. It counts the fleet so seldom that this takes at most half a percent of the time, but once a minute. May
/// be used from any thread.
/// </summary>
internal sealed class RunSampler(LiveSimulation live, TimeProvider time) : IDisposable
{
    /// <summary>A sample is good for so long.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>A run that does not answer within it keeps no reader waiting.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private const int CensusShare = 200;

    /// <summary>
    /// The time of a count has the wait for the window that is open in it, which says nothing of the count's cost.
    /// </summary>
    private static readonly TimeSpan LongestCensusPause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1);
    private volatile RunSample? _last;
    private long? _censusTaken;
    private TimeSpan _censusPause = Fresh;

    /// <summary>The last sample; null before the first one.</summary>
    public RunSample? Last => _last;

    /// <summary>How old a sample is.</summary>
    public TimeSpan AgeOf(long timestamp) => time.GetElapsedTime(timestamp);

    /// <summary>
    /// Takes a sample, if the last one is no longer fresh. When the run does not answer, the last one stays.
    /// </summary>
    public async Task Refresh(CancellationToken cancelled)
    {
        if (IsFresh)
            return;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limited.CancelAfter(LongestWait);
        try
        {
            await _gate.WaitAsync(limited.Token);
            try
            {
                if (!IsFresh)
                    await Take(limited.Token);
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or RequestRejectedException)
        {
            // The run stops, or is slow. Its last sample says since when.
            cancelled.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => _gate.Dispose();

    private bool IsFresh => _last is { } last && time.GetElapsedTime(last.Taken) < Fresh;

    private async Task Take(CancellationToken cancelled)
    {
        var before = _last;
        var status = await live.Status(cancelled);
        var now = time.GetTimestamp();
        var isClosing = before is null || before.Status.LastClosed.Epoch != status.LastClosed.Epoch
            || status.Events <= status.LastClosed.Events;
        var sample = new RunSample(
            now, status, isClosing ? now : before!.ClosedAt, live.Counts.Last ?? before?.Fleet, before?.Signing);

        // The status is known, also if the services do not answer in time.
        _last = sample;
        if (status.Phase is LiveProtocol.RunPhase.Starting or LiveProtocol.RunPhase.Stopping)
            return;
        var (at, view) = await live.SigningService(cancelled);
        _last = sample = sample with { Signing = new(at, view) };
        if (_censusTaken is { } taken && time.GetElapsedTime(taken) < _censusPause)
            return;
        var began = time.GetTimestamp();
        await live.Census(cancelled);
        _censusTaken = time.GetTimestamp();
        var pause = CensusShare * time.GetElapsedTime(began);
        _censusPause = new(Math.Clamp(pause.Ticks, Fresh.Ticks, LongestCensusPause.Ticks));
        _last = sample with { Fleet = live.Counts.Last };
    }
}
