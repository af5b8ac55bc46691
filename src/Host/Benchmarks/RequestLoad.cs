using System.Collections.Immutable;
using System.Diagnostics;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// Requests of pages that are open: at a steady rate, each at its own moment whether or not those before it are
/// answered, and each answer is read to its end.
/// </summary>
internal sealed class RequestLoad : IDisposable
{
    /// <summary>What a page asks: most of all for the run.</summary>
    private static readonly ImmutableArray<string> Paths =
    [
        "run", "fleet", "run", "releases", "run", "fleet/platforms", "run", "devices?limit=20", "run", "signing",
        "run", "curves",
    ];

    /// <summary>A request waits for one of them when all are in use, as in a browser.</summary>
    private const int Connections = 32;

    /// <summary>A method is compiled again after thirty calls, in the background.</summary>
    private const int WarmUpRounds = 100;

    private readonly HttpClient _client;
    private readonly TimeSpan _between;
    private readonly List<double> _times = [];

    /// <param name="web">The address of the web server.</param>
    /// <param name="rate">Requests in a second.</param>
    public RequestLoad(Uri web, int rate)
    {
        _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, UseProxy = false })
        {
            BaseAddress = new(web, "api/v1/"), Timeout = TimeSpan.FromMinutes(1),
        };
        _between = TimeSpan.FromSeconds(1) / rate;
    }

    /// <summary>The times of the answers until now, in milliseconds.</summary>
    public IReadOnlyList<double> Times
    {
        get
        {
            lock (_times)
                return [.. _times];
        }
    }

    /// <summary>Asks for everything so often that the code of both sides is compiled with optimisations.</summary>
    public async Task WarmUp()
    {
        for (var round = 0; round < WarmUpRounds; round++)
            await AskAll();
    }

    /// <summary>Asks for everything once.</summary>
    public async Task AskAll()
    {
        foreach (var path in Paths)
            await Ask(path);
    }

    /// <summary>Sends requests until a task ends, and waits for their answers.</summary>
    public async Task During(Task working)
    {
        var asked = new List<Task>();
        using var timer = new PeriodicTimer(_between);
        while (!working.IsCompleted)
        {
            asked.Add(Ask(Paths[asked.Count % Paths.Length]));
            await Task.WhenAny(working, timer.WaitForNextTickAsync().AsTask());
        }

        await Task.WhenAll(asked);
    }

    /// <summary>Asks once.</summary>
    /// <param name="path">The path after <c>/api/v1/</c>.</param>
    /// <returns>The time from the request to the end of the answer, in milliseconds.</returns>
    public async Task<double> Ask(string path)
    {
        var began = Stopwatch.GetTimestamp();
        _ = await _client.GetByteArrayAsync(new Uri(path, UriKind.Relative));
        var time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        lock (_times)
            _times.Add(time);
        return time;
    }

    public void Dispose() => _client.Dispose();
}
