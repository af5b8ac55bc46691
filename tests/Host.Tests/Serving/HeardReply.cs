using System.Collections.Immutable;
using RsrActors.Pbm;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Host.Tests.Serving;

/// <summary>A reply that remembers its lines.</summary>
internal sealed class HeardReply : IReply
{
    private readonly Lock _gate = new();
    private ImmutableList<ReplyLine> _lines = [];

    public bool IsJson { get; private set; }

    /// <summary>Takes nothing that is offered.</summary>
    public bool IsFull { get; set; }

    /// <summary>Lines that it did not take, and those that were not even offered.</summary>
    public long Dropped { get; private set; }

    public ImmutableList<ReplyLine> Heard => Volatile.Read(ref _lines);

    public string[] Lines => [.. Heard.Select(line => line.Content)];

    /// <summary>As <see cref="Interpreter.Run"/> wants it.</summary>
    public IReply As(bool asJson)
    {
        IsJson = asJson;
        return this;
    }

    public ValueTask Write(ReplyLine line)
    {
        Add(line);
        return ValueTask.CompletedTask;
    }

    public void Offer(Func<ReplyLine> line)
    {
        if (IsFull)
            Dropped++;
        else
            Add(line());
    }

    public void Drop(long lines) => Dropped += lines;

    private void Add(ReplyLine line)
    {
        if (IsJson && !line.IsJson)
            return;
        lock (_gate)
            Volatile.Write(ref _lines, _lines.Add(line));
    }
}
