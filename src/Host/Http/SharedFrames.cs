namespace RsrActors.Host.Http;

/// <summary>
/// The pieces of an epoch's frames for many streams. Each is made once, when the first stream has come to it: streams
/// that are behind read of an epoch what they have time for. May be used from any thread.
/// </summary>
/// <param name="pieces">They are read once, and each is copied before the next one is made.</param>
internal sealed class SharedFrames(IEnumerable<ReadOnlyMemory<byte>> pieces)
{
    private readonly Lock _lock = new();
    private readonly List<byte[]> _made = [];
    private IEnumerator<ReadOnlyMemory<byte>>? _rest = pieces.GetEnumerator();

    /// <summary>A piece; null after the last one. Another thread may wait as long as it takes to make one.</summary>
    public byte[]? At(int place)
    {
        lock (_lock)
        {
            while (_made.Count <= place && _rest is not null)
                Make();
            return place < _made.Count ? _made[place] : null;
        }
    }

    private void Make()
    {
        if (_rest!.MoveNext())
        {
            _made.Add(_rest.Current.ToArray());
            return;
        }

        _rest.Dispose();
        _rest = null;
    }
}
