namespace RsrActors.Host.Live;

/// <summary>
/// What the clients of a live run are doing. Any thread may read and write it at any time; nothing depends on it.
/// </summary>
internal sealed class ClientGauges
{
    private int _queries;
    private int _streams;
    private long _cutOff;
    private long _leftOut;

    /// <summary>Queries and orders that are not answered yet.</summary>
    public int Waiting => Volatile.Read(ref _queries);

    /// <summary>Event streams that are open.</summary>
    public int Streams => Volatile.Read(ref _streams);

    /// <summary>Event streams that were cut off because their clients did not read.</summary>
    public long CutOff => Volatile.Read(ref _cutOff);

    /// <summary>Lines that previews of events did not get: more had happened than they show.</summary>
    public long LeftOut => Volatile.Read(ref _leftOut);

    public void Asked() => Interlocked.Increment(ref _queries);

    public void Answered() => Interlocked.Decrement(ref _queries);

    /// <returns>The streams that are open now, the new one included.</returns>
    public int StreamBegan() => Interlocked.Increment(ref _streams);

    public void StreamEnded() => Interlocked.Decrement(ref _streams);

    public void StreamCutOff() => Interlocked.Increment(ref _cutOff);

    public void LeaveOut(long lines) => Interlocked.Add(ref _leftOut, lines);
}
