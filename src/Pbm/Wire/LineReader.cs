using System.Buffers;
using System.IO.Pipelines;

namespace RsrActors.Pbm.Wire;

/// <summary>A line was longer than is allowed. No more of it was read than that.</summary>
internal sealed class LineTooLongException(int longest) : IOException($"A line is longer than {longest} bytes.");

/// <summary>
/// Lines out of a stream. It holds no memory while nothing comes, and never more than the longest line allowed.
/// </summary>
internal sealed class LineReader(Stream stream, int longest)
{
    private readonly PipeReader _bytes =
        PipeReader.Create(stream, new(bufferSize: 4096, useZeroByteReads: true, leaveOpen: true));

    /// <summary>Without its end; null when there are no more. A last line may lack its end.</summary>
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
