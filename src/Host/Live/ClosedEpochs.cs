using RsrActors.Model.Simulation;

namespace RsrActors.Host.Live;

/// <summary>
/// The closed epochs of a live run for many readers. Readers that follow the run share what is read: each epoch is read
/// once. It reads one epoch at a time, so any number of readers costs the simulation the work of one.
/// </summary>
internal sealed class ClosedEpochs(EpochReader reader, EpochSignal closings) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The newest epoch that was read: for all who follow the run.</summary>
    private volatile ReadEpoch? _newest;

    /// <summary>The last epoch that was read, kept for those who catch up together.</summary>
    private ClosedEpoch? _last;

    /// <summary>
    /// By the place before them, the epochs that some reader still has, and the two that are kept: another reader that
    /// comes to the same place shares the epoch, with the frames that belong to it.
    /// </summary>
    private readonly Dictionary<EpochPlace, WeakReference<ClosedEpoch>> _inUse = [];

    /// <summary>The place after which there was no epoch, and the signal that ends that.</summary>
    private (EpochPlace Place, Task Closing)? _end;

    /// <summary>Tells when another epoch is stored.</summary>
    public EpochSignal Closings => closings;

    /// <summary>
    /// Whether no epoch after the next one was read yet. Then the next one is in memory once, for all.
    /// </summary>
    public bool IsAtEnd(EpochPlace place) => _newest is not { } newest || place.Ordering >= newest.Before.Ordering;

    /// <summary>The first closed epoch after a place; null when there is none yet.</summary>
    public async Task<ClosedEpoch?> After(EpochPlace place, CancellationToken cancelled)
    {
        await _gate.WaitAsync(cancelled);
        try
        {
            if (_inUse.TryGetValue(place, out var held) && held.TryGetTarget(out var shared))
                return shared;
            var closing = closings.Next;
            if (_end == (place, closing))
                return null;
            var epoch = await Task.Run(() => reader.After(place), cancelled);
            if (epoch is null)
            {
                _end = (place, closing);
                return null;
            }

            _last = epoch;
            Share(place, epoch);
            if (!(_newest?.Epoch.Epoch > epoch.Epoch))
                _newest = new(place, epoch);
            return epoch;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The place after the last closed epoch.</summary>
    public Task<EpochPlace> Last(CancellationToken cancelled) => Task.Run(reader.Last, cancelled);

    /// <summary>The place before the epoch that contains a moment, or would contain it.</summary>
    public Task<EpochPlace> Before(VirtualTime moment, CancellationToken cancelled) =>
        Task.Run(() => reader.Before(moment), cancelled);

    public void Dispose() => _gate.Dispose();

    private void Share(EpochPlace place, ClosedEpoch epoch)
    {
        foreach (var (other, held) in _inUse)
        {
            if (!held.TryGetTarget(out _))
                _inUse.Remove(other);
        }

        _inUse[place] = new(epoch);
    }

    private sealed record ReadEpoch(EpochPlace Before, ClosedEpoch Epoch);
}
