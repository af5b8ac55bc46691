using RsrActors.Host.Palettes;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary>The JSON objects of a command's answer.</summary>
internal sealed class CapturedReply : IMomentReply
{
    public bool IsJson => true;

    public List<string> Objects { get; } = [];

    /// <summary>The moment of the answer; null where it has none of its own.</summary>
    public VirtualTime? At { get; private set; }

    public void IsOf(VirtualTime at) => At = at;

    public ValueTask Write(ReplyLine line)
    {
        if (line.IsJson)
            Objects.Add(line.Content);
        return ValueTask.CompletedTask;
    }

    public void Offer(Func<ReplyLine> line) =>
        throw new NotSupportedException("A stream has no answer of a fixed length.");

    public void Drop(long lines) => Offer(() => throw new InvalidOperationException("It is not called."));
}
