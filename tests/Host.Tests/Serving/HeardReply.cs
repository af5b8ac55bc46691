using System.Collections.Immutable;
using RsrActors.Host.Pbm;

namespace RsrActors.Host.Tests.Serving;

/// <summary>A reply that remembers its lines.</summary>
internal sealed class HeardReply : IReply
{
    private readonly Lock _gate = new();
    private ImmutableList<ReplyLine> _lines = [];

    public bool IsJson { get; private set; }

    /// <summary>Takes nothing that is offered.</summary>
    public bool IsFull { get; set; }

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

    public bool Offer(ReplyLine line)
    {
        if (IsFull)
            return false;
        Add(line);
        return true;
    }

    public bool Offer(Func<ReplyLine> line) => !IsFull && Offer(line());

    private void Add(ReplyLine line)
    {
        if (IsJson && !line.IsJson)
            return;
        lock (_gate)
            Volatile.Write(ref _lines, _lines.Add(line));
    }
}
