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

    /// <summary>Accepts no line.</summary>
    public bool IsFull { get; set; }

    /// <summary>The number of lines that it did not accept, and of those that were never offered.</summary>
    public long Dropped { get; private set; }

    public ImmutableList<ReplyLine> Heard => Volatile.Read(ref _lines);

    public string[] Lines => [.. Heard.Select(line => line.Content)];

    /// <summary>The reply, as <see cref="Interpreter.Run"/> takes it.</summary>
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
