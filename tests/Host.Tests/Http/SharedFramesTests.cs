using System.Text;
using RsrActors.Host.Http;

namespace RsrActors.Host.Tests.Http;

/// <summary>Streams share the frames of an epoch, and each piece is made once.</summary>
public sealed class SharedFramesTests
{
    private int _made;

    [Fact]
    public void A_piece_is_made_when_the_first_stream_comes_to_it()
    {
        var frames = new SharedFrames(Pieces("a", "b", "c"));

        Assert.Equal("a", Text(frames.At(0)));
        Assert.Equal(1, _made);
        Assert.Equal("c", Text(frames.At(2)));
        Assert.Equal("b", Text(frames.At(1)));
        Assert.Equal(3, _made);
    }

    [Fact]
    public void After_the_last_piece_there_is_none()
    {
        var frames = new SharedFrames(Pieces("a"));

        Assert.Null(frames.At(1));
        Assert.Null(frames.At(7));
        Assert.Equal("a", Text(frames.At(0)));
    }

    [Fact]
    public void Streams_that_read_at_the_same_time_get_the_same_pieces()
    {
        var frames = new SharedFrames(Pieces([.. Enumerable.Range(0, 100).Select(place => $"{place}")]));

        var read = Enumerable.Range(0, 8).AsParallel().Select(_ =>
        {
            var text = new StringBuilder();
            for (var place = 0; frames.At(place) is { } piece; place++)
                text.Append(Text(piece)).Append(' ');
            return text.ToString();
        }).ToList();

        Assert.Equal(
            string.Concat(Enumerable.Range(0, 100).Select(place => $"{place} ")), Assert.Single(read.Distinct()));
        Assert.Equal(100, _made);
    }

    private static string? Text(byte[]? piece) => piece is null ? null : Encoding.ASCII.GetString(piece);

    /// <summary>Pieces in one buffer that is used again for each.</summary>
    private IEnumerable<ReadOnlyMemory<byte>> Pieces(params string[] texts)
    {
        var buffer = new byte[10];
        foreach (var text in texts)
        {
            _made++;
            yield return buffer.AsMemory(0, Encoding.ASCII.GetBytes(text, buffer));
        }
    }
}
