using RsrActors.Host.Live;
using RsrActors.Host.Views;
using RsrActors.Pbm;

namespace RsrActors.Host.Palettes;

/// <summary><c>log</c>: the log of the process.</summary>
internal static class LogPalette
{
    public static Palette Create(LogBook book) => new("log", "The log of the process.",
    [
        new("peek", $"The last entries; {LogBook.Capacity} are kept.")
        {
            Switches = [CommandHandlers.AtMost("20", "How many entries.")],
            Examples = ["log peek", "log peek -n 100 -json"],
            View = typeof(LogRow),
            Handler = CommandHandlers.Guarded((call, reply, _) => Peek(book, call, reply)),
        },
        new("tail", "Entries as they come, until it is cancelled.")
        {
            IsStream = true,
            Examples = ["log tail"],
            Handler = CommandHandlers.Guarded((_, reply, cancelled) => Follow(book, reply, cancelled)),
        },
    ]);

    private static async Task<Answer> Peek(LogBook book, Call call, IReply reply)
    {
        foreach (var entry in book.Last(call.Most()))
            await reply.Write(LogRows.Line(entry, reply.IsJson));
        return Answer.Done;
    }

    private static async Task<Answer> Follow(LogBook book, IReply reply, CancellationToken cancelled)
    {
        using var watch = book.Watch(entry => reply.Offer(() => LogRows.Line(entry, reply.IsJson)));
        return await Task.Delay(Timeout.InfiniteTimeSpan, cancelled).UntilCancelled(cancelled);
    }
}
