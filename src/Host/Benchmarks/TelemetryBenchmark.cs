using RsrActors.Host.Executable;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench telemetry</c>: what it costs to measure a served run at full speed. Of two hosts (<see
/// cref="HostsInTurns"/>) one measures and is scraped every second, the other has telemetry turned off.
/// </summary>
internal sealed class TelemetryBenchmark(int devices, int days, int threads)
{
    private const string Scenario = "rsr-16.5.1-a";
    private const int TurnsPerDay = 8;
    private const int WarmScrapes = 200; // A method is compiled again, with optimisations, after thirty calls.

    private static readonly Dictionary<string, string> On = [];
    private static readonly Dictionary<string, string> Off = new() { ["OTEL_SDK_DISABLED"] = "true" };

    public async Task<BenchmarkFigures> Run()
    {
        using var folder = new ScratchFolder();
        await using var plain = await Serve(folder["off"], Off);
        await using var measured = await Serve(folder["on"], On);
        using var off = await TimedClient.Connect(plain.Console);
        using var on = await TimedClient.Connect(measured.Console);
        await using var scraper = new Scraper(measured.Web);
        await using var visitor = new Scraper(plain.Web);
        await WarmUp(off, visitor);
        await WarmUp(on, scraper);
        var (offStart, onStart) = (plain.ProcessorTime, measured.ProcessorTime);
        var (offWall, onWall) = await HostsInTurns.Simulate(
            TurnsPerDay * days, () => off.Advance(24 / TurnsPerDay), () => on.Advance(24 / TurnsPerDay));
        var (offProcessor, onProcessor) = (plain.ProcessorTime - offStart, measured.ProcessorTime - onStart);
        var name = $"{devices:N0} devices, {days} d";
        return new(
        [
            new($"{name}: telemetry off", offWall.TotalSeconds, "s", null),
            new($"{name}: measured, and scraped every second", onWall.TotalSeconds, "s", onWall / offWall),
            new($"{name}: telemetry off, processor time", offProcessor.TotalSeconds, "s", null),
            new($"{name}: measured, processor time", onProcessor.TotalSeconds, "s", onProcessor / offProcessor),
            new($"{name}: scrapes", scraper.Answers, "scrapes", null),
            new($"{name}: length of a scrape", scraper.Longest / 1000.0, "kB", null),
        ]);
    }

    /// <summary>What is compiled in the first seconds of a process is not what measuring costs.</summary>
    private static async Task WarmUp(TimedClient host, Scraper scraper)
    {
        for (var turn = 0; turn < TurnsPerDay; turn++)
            await host.Advance(24 / TurnsPerDay);
        for (var scrape = 0; scrape < WarmScrapes; scrape++)
            await scraper.Ask();
        await Task.Delay(HostsInTurns.Compiling);
    }

    private Task<ServedProgram> Serve(string directory, IReadOnlyDictionary<string, string> environment) =>
        ServedProgram.Start(
            environment,
            [
                Scenario, "--devices", $"{devices}", "--threads", $"{threads}", "--days", $"{days + 1}", "--out",
                directory, "--paused", "--speed", "max",
            ]);

    /// <summary>Asks for /metrics every second; where telemetry is off, the answer says so.</summary>
    private sealed class Scraper : IAsyncDisposable
    {
        private readonly CancellationTokenSource _over = new();
        private readonly HttpClient _client;
        private readonly Task _loop;

        public Scraper(Uri web)
        {
            _client = new() { BaseAddress = web };
            _loop = Scrape();
        }

        public int Answers { get; private set; }

        /// <summary>In bytes.</summary>
        public int Longest { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync();
            await _loop;
            _client.Dispose();
            _over.Dispose();
        }

        /// <summary>One scrape.</summary>
        /// <returns>Its length in bytes.</returns>
        public async Task<int> Ask()
        {
            using var answer = await _client.GetAsync("metrics", _over.Token);
            return (await answer.Content.ReadAsByteArrayAsync(_over.Token)).Length;
        }

        private async Task Scrape()
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            try
            {
                while (await timer.WaitForNextTickAsync(_over.Token))
                {
                    var length = await Ask();
                    (Answers, Longest) = (Answers + 1, Math.Max(Longest, length));
                }
            }
            catch (OperationCanceledException)
            {
                // The measurement is over.
            }
            catch (HttpRequestException e)
            {
                throw HostException.Failed($"/metrics was not answered: {e.Message}");
            }
        }
    }
}
