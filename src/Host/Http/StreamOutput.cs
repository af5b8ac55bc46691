using System.Diagnostics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace RsrActors.Host.Http;

/// <summary>
/// The response of a stream. A client that does not read, or too slowly, is cut off: the stream ends, and if the client
/// reads again soon, it gets a last frame that says why.
/// </summary>
/// <param name="readTime">How long a client may read so little that nothing more can be written.</param>
/// <param name="heartbeat">So often a stream without an event has a comment.</param>
/// <param name="over">The client has gone, or the host stops.</param>
internal sealed class StreamOutput(
    HttpResponse response, TimeSpan readTime, TimeSpan heartbeat, CancellationToken over)
{
    /// <summary>A comment, by which a broken connection is noticed.</summary>
    public static readonly byte[] Silence = [.. ": nothing yet\n\n"u8];

    private readonly PipeWriter _output = response.BodyWriter;

    /// <summary>How long all writes together have waited for the client.</summary>
    public TimeSpan Waited { get; private set; }

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
        var began = Stopwatch.GetTimestamp();
        var writing = _output.WriteAsync(frames, over).AsTask();
        try
        {
            await writing.WaitAsync(readTime, over);
        }
        catch (TimeoutException)
        {
            await Leave(writing);
            throw new SlowReaderException($"Too little was read for {readTime.TotalSeconds:0.#} s");
        }

        Waited += Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Waits for a task, or for so long that a comment is due, and sends it.</summary>
    public async Task Wait(Task next)
    {
        try
        {
            await next.WaitAsync(heartbeat, over);
        }
        catch (TimeoutException)
        {
            await Write(Silence);
        }
    }

    /// <summary>Puts a last frame behind what the client has not read yet. It does not wait for the client.</summary>
    public Task CutOff(SlowReaderException slow)
    {
        var why = $$"""{"why":"{{slow.Message}}; go on with Last-Event-ID."}""";
        return Leave(_output.WriteAsync(EventFrames.Of("cut-off", why), over).AsTask());
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

/// <summary>The client of a stream reads nothing, or too slowly.</summary>
internal sealed class SlowReaderException(string why) : IOException(why);
