using System.Collections.Immutable;
using RsrActors.Pbm;

namespace RsrActors.Host.Live;

/// <summary>Somebody who watches, until it is disposed of.</summary>
internal sealed class EventWatch(IReply reply, Action<EventWatch> leave) : IDisposable
{
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public bool WantsJson => reply.IsJson;

    /// <summary>
    /// Never ends well: it fails when a line cannot be made or handed over. Nothing comes any more then.
    /// </summary>
    public Task Broken => _broken.Task;

    /// <param name="more">Events that there is no line of.</param>
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
#pragma warning disable CA1031 // One watch is over then. The others, and the process, have nothing to do with it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _broken.TrySetException(e);
        }
    }

    public void Dispose() => leave(this);
}
