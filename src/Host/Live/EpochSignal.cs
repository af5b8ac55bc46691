namespace RsrActors.Host.Live;

/// <summary>
/// Tells waiting streams that another epoch is stored. May be used from any thread, and waits for none of them.
/// </summary>
internal sealed class EpochSignal
{
    private TaskCompletionSource _next = Create();

    /// <summary>Completes when the next epoch is stored. Take it before you look for the epoch.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Set() => Interlocked.Exchange(ref _next, Create()).SetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
