namespace RsrActors.Host.Tests.Http;

/// <summary>A frame of a stream of events.</summary>
internal sealed record EventFrame(string Id, string Name, string Data);

/// <summary>Reads a stream of events (server-sent events).</summary>
internal sealed class EventFrameReader(HttpResponseMessage response) : IDisposable
{
    private readonly StreamReader _lines = new(response.Content.ReadAsStream());

    /// <summary>The next frames with data; fails when the stream ends before.</summary>
    public async Task<List<EventFrame>> Take(int count)
    {
        var frames = new List<EventFrame>();
        var frame = new EventFrame("", "", "");
        while (frames.Count < count)
        {
            var line = await _lines.ReadLineAsync()
                ?? throw new InvalidOperationException($"The stream ended after {frames.Count} of {count} frames.");
            if (line.Length == 0)
            {
                if (frame.Data.Length > 0)
                    frames.Add(frame);
                frame = new("", "", "");
            }

            frame = line switch
            {
                _ when line.StartsWith("id: ", StringComparison.Ordinal) => frame with { Id = line[4..] },
                _ when line.StartsWith("event: ", StringComparison.Ordinal) => frame with { Name = line[7..] },
                _ when line.StartsWith("data: ", StringComparison.Ordinal) => frame with { Data = line[6..] },
                _ => frame,
            };
        }

        return frames;
    }

    /// <summary>The next comment.</summary>
    public async Task<string> Comment()
    {
        while (await _lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(':'))
                return line;
        }

        throw new InvalidOperationException("The stream ended without a comment.");
    }

    public void Dispose()
    {
        _lines.Dispose();
        response.Dispose();
    }
}
