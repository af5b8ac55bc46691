using System.Collections.Immutable;
using RsrActors.Host.Pbm;
using RsrActors.Host.Reports;

namespace RsrActors.Host.Serving;

/// <summary>Somebody who watches, until it is disposed of.</summary>
internal sealed class EventWatch(IReply reply, Action<EventWatch> leave) : IDisposable
{
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _untold;

    public bool WantsJson => reply.IsJson;

    /// <summary>Never ends well: it fails when a line cannot be made or handed over. Nothing comes any more then.</summary>
    public Task Broken => _broken.Task;

    public static ReplyLine Notice(long more, bool asJson) => asJson ? ReplyLine.Json(new { Dropped = more })
        : more == 1 ? "… 1 event not shown"
        : $"… {HumanText.Count(more)} events not shown";

    /// <param name="more">Events that there is no line of.</param>
    /// <param name="notice">Says that, as long as no earlier one got lost.</param>
    public void Hand(ImmutableArray<Func<ReplyLine>> lines, long more, Func<ReplyLine> notice)
    {
        if (_broken.Task.IsCompleted)
            return;
        try
        {
            foreach (var line in lines)
                reply.Offer(line);
            var untold = _untold + more;
            var isTold = untold == 0 || reply.Offer(untold == more ? notice : () => Notice(untold, WantsJson));
            _untold = isTold ? 0 : untold;
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
