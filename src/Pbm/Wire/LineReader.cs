using System.Buffers;
using System.IO.Pipelines;

namespace RsrActors.Pbm.Wire;

/// <summary>A line is longer than allowed. Its rest is not read.</summary>
internal sealed class LineTooLongException(int longest) : IOException($"A line is longer than {longest} bytes.");

/// <summary>
/// Reads lines from a stream. It holds no memory while it waits, and never more than the longest line allowed.
/// </summary>
internal sealed class LineReader(Stream stream, int longest)
{
    private readonly PipeReader _bytes =
        PipeReader.Create(stream, new(bufferSize: 4096, useZeroByteReads: true, leaveOpen: true));

    /// <summary>The next line without its line break; null at the end. The last line may have no line break.</summary>
    public async ValueTask<byte[]?> Next(CancellationToken cancelled = default)
    {
        var searched = 0L;
        while (true)
        {
            var read = await _bytes.ReadAsync(cancelled);
            var buffer = read.Buffer;
            var end = buffer.Slice(searched).PositionOf((byte)'\n');
            var length = end is { } found ? buffer.Slice(0, found).Length : buffer.Length;
            if (length > longest)
                throw new LineTooLongException(longest);
            if (end is not null || (read.IsCompleted && length > 0))
            {
                var line = buffer.Slice(0, length).ToArray();
                _bytes.AdvanceTo(end is { } newline ? buffer.GetPosition(1, newline) : buffer.End);
                return line;
            }

            if (read.IsCompleted)
                return null;
            searched = buffer.Length;
            _bytes.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}
