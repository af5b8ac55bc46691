using System.Threading.Channels;
using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary>The lines of a preview that wait for its client; more than that are counted only.</summary>
internal sealed class PreviewReply : IReply
{
    private const int Most = 1_000;

    private readonly Channel<ReplyLine> _lines = Channel.CreateBounded<ReplyLine>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private long _dropped;

    public bool IsJson => true;

    public ValueTask Write(ReplyLine line)
    {
        Offer(() => line);
        return ValueTask.CompletedTask;
    }

    public void Offer(Func<ReplyLine> line)
    {
        if (!_lines.Writer.TryWrite(line()))
            Drop(1);
    }

    public void Drop(long lines) => Interlocked.Add(ref _dropped, lines);

    /// <summary>Completes when there are lines to take.</summary>
    public Task Next(CancellationToken cancelled) => _lines.Reader.WaitToReadAsync(cancelled).AsTask();

    /// <summary>The frames of all waiting lines; null when there are none.</summary>
    public byte[]? Take()
    {
        using var frames = new MemoryStream();
        while (frames.Length < HttpLimits.BodyBytes && _lines.Reader.TryRead(out var line))
            frames.Write(EventFrames.Of("preview", line.Content));
        if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            frames.Write(EventFrames.Of("dropped", $$"""{"dropped":{{dropped}}}"""));
        return frames.Length > 0 ? frames.ToArray() : null;
    }
}
