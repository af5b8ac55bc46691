using System.Collections.Immutable;
using RsrActors.Pbm;

namespace RsrActors.Host.Tests.Pbm;

/// <summary>Palettes of a shop and a clock, which need no simulation.</summary>
internal sealed class SamplePalettes
{
    private static readonly Table<GoodsRow> Goods = new(new("name", 8), new("inStock", 7, IsRight: true));

    /// <summary>Ends when the endless command has been cancelled.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The exception that ended an answer of many lines early.</summary>
    public TaskCompletionSource<Exception> CutOff { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The reply of the flood, when it runs.</summary>
    public TaskCompletionSource<IReply> Flood { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ImmutableArray<Palette> All =>
    [
        new("shop", "Goods and their prices.",
        [
            new("list", "Lists the goods.")
            {
                Switches = [new("beginning", "Only names that begin so.") { Brief = "b", Default = "" }],
                Examples = ["shop list -b p", "shop list -json"],
                Handler = List,
            },
            new("show", "Shows goods.")
            {
                Switches =
                [
                    new("name", "Which ones.")
                    {
                        Brief = "n", IsRequired = true, IsRepeatable = true, Completion = Names
                    },
                    new("count", "How many.") { Brief = "c", Default = "1", Check = Switch.WholeNumber },
                    new("colour", "In which colour.") { OneOf = ["red", "green"] },
                    new("gift", "Wrapped.") { IsFlag = true },
                ],
                Examples = ["shop show -n pear -n \"red apple\" -count 2"],
                Handler = Show,
            },
            new("refuse", "Never sells.") { Handler = (_, _, _) => Task.FromResult(Answer.Refused("We are closed.")) },
            new("break", "Falls over.")
            {
                Handler = (_, _, _) => throw new InvalidOperationException("the shelf came down")
            },
            new("many", "Says much.") { Switches = [new("lines", "How much.") { Default = "20000" }], Handler = Many },
        ]),
        new("clock", "What goes on.",
        [
            new("tick", "Ticks once, and waits.") { IsStream = true, Handler = Tick },
            new("flood", "More lines than a client reads.") { IsStream = true, Handler = OnFlood },
        ]),
    ];

    private static async Task<Answer> List(Call call, IReply reply, CancellationToken cancelled)
    {
        await Goods.Header(reply);
        foreach (var (name, stock) in new[] { ("pear", 3), ("plum", 12), ("apple", 0) })
            if (name.StartsWith(call["beginning"], StringComparison.Ordinal))
                await Goods.Row(reply, new(name, stock));
        return Answer.Done;
    }

    private static async Task<Answer> Show(Call call, IReply reply, CancellationToken cancelled)
    {
        foreach (var name in call.All("name"))
            await reply.Write(
                $"{call.Number("count")} {call.Find("colour")} {name}{(call.Has("gift") ? " in paper" : "")}");
        return Answer.Done;
    }

    private async Task<Answer> Many(Call call, IReply reply, CancellationToken cancelled)
    {
        try
        {
            for (var i = 0L; i < call.Number("lines"); i++)
                await reply.Write($"{i} {new string('x', 90)}");
            return Answer.Done;
        }
        catch (Exception e)
        {
            CutOff.TrySetResult(e);
            throw;
        }
    }

    private static ValueTask<ImmutableArray<string>> Names(string typed, CancellationToken cancelled) =>
        ValueTask.FromResult<ImmutableArray<string>>(["plum", "pear", "red apple"]);

    private async Task<Answer> Tick(Call call, IReply reply, CancellationToken cancelled)
    {
        reply.Offer(() => reply.IsJson ? ReplyLine.Json(new { Tick = 1 }) : "tick");
        return await Forever(cancelled);
    }

    private async Task<Answer> OnFlood(Call call, IReply reply, CancellationToken cancelled)
    {
        Flood.TrySetResult(reply);
        try
        {
            return await Forever(cancelled);
        }
        catch (OperationCanceledException)
        {
            return Answer.Done; // Some streams return after a cancellation without an exception.
        }
    }

    private async Task<Answer> Forever(CancellationToken cancelled)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancelled);
        }
        finally
        {
            Cancelled.TrySetResult();
        }

        return Answer.Done;
    }

    private sealed record GoodsRow(string Name, int InStock);
}
