using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary>The JSON objects of a command's answer.</summary>
internal sealed class CapturedReply : IReply
{
    public bool IsJson => true;

    public List<string> Objects { get; } = [];

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
