using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace RsrActors.Host.Http;

/// <summary>
/// The response of a stream. A client that does not read for some time is cut off: the stream ends, and if the client
/// reads again soon, it gets a last frame that says why.
/// </summary>
/// <param name="readTime">How long a client may read nothing.</param>
/// <param name="over">The client has gone, or the host stops.</param>
internal sealed class StreamOutput(HttpResponse response, TimeSpan readTime, CancellationToken over)
{
    private readonly PipeWriter _output = response.BodyWriter;

    public async Task Begin()
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await Write("retry: 1000\n\n"u8.ToArray());
    }

    /// <exception cref="SlowReaderException">The client does not read.</exception>
    public async Task Write(ReadOnlyMemory<byte> frames)
    {
        var writing = _output.WriteAsync(frames, over).AsTask();
        try
        {
            await writing.WaitAsync(readTime, over);
        }
        catch (TimeoutException)
        {
            await Leave(writing);
            throw new SlowReaderException();
        }
    }

    /// <summary>Puts a last frame behind what the client has not read yet. It does not wait for the client.</summary>
    public async Task CutOff()
    {
        var why = $$"""{"why":"No byte was read for {{readTime.TotalSeconds:0.#}} s; go on with Last-Event-ID."}""";
        await Leave(_output.WriteAsync(EventFrames.Of("cut-off", why), over).AsTask());
    }

    /// <summary>
    /// The frames stay in the response, and are sent if the client reads again. A write that is cancelled by its token
    /// would end the connection instead.
    /// </summary>
    private async Task Leave(Task writing)
    {
        if (!writing.IsCompleted)
            _output.CancelPendingFlush();
        await writing;
    }
}

/// <summary>The client of a stream reads nothing.</summary>
internal sealed class SlowReaderException : IOException;
