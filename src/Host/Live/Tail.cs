using RsrActors.Pbm;

namespace RsrActors.Host.Live;

/// <summary>Events as they happen, for a command that streams.</summary>
internal static class Tail
{
    /// <summary>Goes on until it is cancelled.</summary>
    public static async Task<Answer> Run(
        LiveSimulation live, EventFilter filter, IReply reply, CancellationToken cancelled)
    {
        using var watch = live.Feed.Watch(filter, reply);
        return await watch.Broken.UntilCancelled(cancelled);
    }

    /// <summary>Waits for a task without an end; its cancellation is success.</summary>
    public static async Task<Answer> UntilCancelled(this Task endless, CancellationToken cancelled)
    {
        try
        {
            await endless.WaitAsync(cancelled);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // A tail ends by cancellation.
        }

        return Answer.Done;
    }
}
