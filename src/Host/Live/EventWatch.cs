using System.Collections.Immutable;
using RsrActors.Pbm;

namespace RsrActors.Host.Live;

/// <summary>One watcher of events, until it is disposed of.</summary>
internal sealed class EventWatch(IReply reply, Action<EventWatch> leave) : IDisposable
{
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public bool WantsJson => reply.IsJson;

    /// <summary>
    /// Never completes successfully: it fails when a line cannot be made or offered. Then no more lines follow.
    /// </summary>
    public Task Broken => _broken.Task;

    /// <param name="more">The number of events without a line.</param>
    public void Hand(ImmutableArray<Func<ReplyLine>> lines, long more)
    {
        if (_broken.Task.IsCompleted)
            return;
        try
        {
            foreach (var line in lines)
                reply.Offer(line);
            if (more > 0)
                reply.Drop(more);
        }
#pragma warning disable CA1031 // The fault ends this watch only, not the others and not the process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _broken.TrySetException(e);
        }
    }

    public void Dispose() => leave(this);
}
