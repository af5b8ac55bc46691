namespace RsrActors.Host.Benchmarks;

/// <summary>A host that simulates alone, or with clients: event streams, and requests at a steady rate.</summary>
/// <param name="rate">Requests in a second.</param>
/// <param name="queries">The filter of each stream, as after <c>/events?</c>.</param>
internal sealed class WatchedHost(
    ServedProgram program, TimedClient console, int rate, IReadOnlyCollection<string> queries) : IAsyncDisposable
{
    private readonly List<DiscardingStream> _streams = [];
    private RequestLoad _load = new(program.Web, rate);

    /// <summary>The largest resident memory of its process until now, in bytes.</summary>
    public long PeakMemoryBytes => program.PeakMemoryBytes;

    /// <summary>What the streams have read while the host simulated, in bytes, after the warm-up.</summary>
    public long BytesRead { get; private set; }

    /// <summary>How long the answers took after the warm-up, in milliseconds.</summary>
    public IReadOnlyList<double> Times => _load.Times;

    private long Bytes => _streams.Sum(stream => stream.Bytes);

    public static async Task<WatchedHost> Start(
        Task<ServedProgram> starting, int rate, IReadOnlyCollection<string> queries)
    {
        var program = await starting;
        return new(program, await TimedClient.Connect(program.Console), rate, queries);
    }

    /// <summary>Some virtual hours without a client.</summary>
    public HostInSlices Alone(int hours) => new(program, () => console.Advance(hours), end => end);

    /// <summary>Some virtual hours with clients, which are there already.</summary>
    public HostInSlices Watched(int hours) => new(program, () => console.Advance(hours), async end =>
    {
        var before = Bytes;
        await _load.During(end);
        BytesRead += Bytes - before;
    });

    /// <summary>
    /// Opens the streams, and asks for everything once: what the host reads of the hours without clients is not what
    /// clients cost.
    /// </summary>
    public async Task Open()
    {
        using var first = new RequestLoad(program.Web, rate);
        await first.AskAll();
        foreach (var query in queries)
            _streams.Add(await DiscardingStream.Start(program.Web, query));
        await AllRead();
    }

    /// <summary>Closes the streams.</summary>
    public void Close()
    {
        _streams.ForEach(stream => stream.Dispose());
        _streams.Clear();
    }

    /// <summary>Ends the warm-up with so many requests that their code is compiled with optimisations.</summary>
    public async Task WarmUp()
    {
        await _load.WarmUp();
        _load.Dispose();
        (_load, BytesRead) = (new(program.Web, rate), 0);
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        _load.Dispose();
        console.Dispose();
        await program.DisposeAsync();
    }

    /// <summary>Waits until no stream has read anything for some time.</summary>
    private async Task AllRead()
    {
        var quiet = TimeSpan.FromMilliseconds(500); // A garbage collection is shorter.
        for (var (before, now) = (-1L, 0L); before != now; before = now, now = Bytes)
            await Task.Delay(quiet);
    }
}
