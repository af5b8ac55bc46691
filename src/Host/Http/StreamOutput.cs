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
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(over);
        limited.CancelAfter(readTime);
        try
        {
            await _output.WriteAsync(frames, limited.Token);
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            throw new SlowReaderException();
        }
    }

    /// <summary>Puts a last frame behind what the client has not read yet. It does not wait for the client.</summary>
    public async Task CutOff()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        try
        {
            await _output.WriteAsync(
                EventFrames.Of(
                    "cut-off",
                    $$"""{"why":"No byte was read for {{readTime.TotalSeconds:0.#}} s; go on with Last-Event-ID."}"""),
                atOnce.Token);
        }
        catch (OperationCanceledException)
        {
            // The frame is in the response, and is sent if the client reads again.
        }
    }
}

/// <summary>The client of a stream reads nothing.</summary>
internal sealed class SlowReaderException : IOException;
