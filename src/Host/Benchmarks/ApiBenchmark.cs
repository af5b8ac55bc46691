using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Model;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Platforms;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench api</c>: how soon a page of the list of devices is there, paused and at full speed, and what event
/// streams and requests cost the simulation. Another process serves the run; the clients are in this process, on the
/// same machine.
/// </summary>
/// <param name="listed">Devices of the fleet that is listed.</param>
/// <param name="watched">Devices of the fleet that is watched.</param>
/// <param name="streams">Event streams that are open at the same time.</param>
/// <param name="rate">Requests in a second.</param>
/// <param name="days">Virtual days of the watched fleet.</param>
internal sealed class ApiBenchmark(
    int listed, int watched, int streams, int rate, int days, int threads)
{
    private const string Scenario = "rsr-16.5.1-a";

    /// <summary>
    /// They do not count: much happens for the first time on the first day, and on the third one, when the second
    /// release is there. The last day does not count either, as the end of a run has work of its own.
    /// </summary>
    private const int WarmUpHours = 60;

    private const int Pages = 200;
    private const int PageSize = 500;

    /// <summary>What a page follows: the run's status, and the events of all but single devices.</summary>
    private const string OfPage =
        "with=status&entity=operator&entity=signing-service&entity=crash-analytics"
        + "&entity=release-16.5.1-a&entity=release-16.5.1-c";

    public async Task<BenchmarkFigures> Run() => new(
    [
        .. await Listing(),
        .. await Watching("follow what a page follows", OfPage),
        .. await Watching("follow one device each", null),
        .. await Watching("follow everything", ""),
    ]);

    private async Task<ImmutableArray<BenchmarkFigure>> Listing()
    {
        using var folder = new ScratchFolder();
        await using var served = await Serve(folder["run"], listed);
        using var client = await TimedClient.Connect(served.Console);
        using var load = new RequestLoad(served.Web, rate);
        await client.Advance(hours: 6);
        await load.Ask("run"); // The client's first request is not what a list costs.
        var idle = new List<double>();
        for (var page = 0; page < Pages; page++)
            idle.Add(await load.Ask(PageOf(page)));

        var filtered = new List<double>();
        for (var page = 0; page < Pages; page++)
            filtered.Add(await load.Ask($"{PageOf(page)}&state=idle"));

        // What matches a filter is counted in the whole fleet with its first page.
        var counted = new List<double>();
        foreach (var platform in PlatformNames.All)
        {
            foreach (var state in Words.All<DeviceStanding>())
                counted.Add(await load.Ask($"devices?limit={PageSize}&platform={platform}&state={state}"));
        }

        await client.Run("sim", "resume");
        var busy = new List<double>();
        for (var page = 0; page < Pages; page++)
            busy.Add(await load.Ask(PageOf(page)));
        await client.Run("sim", "pause");
        var (_, lines) = await client.Run("sim", "status", "-json");
        using var status = JsonDocument.Parse(lines[0]);
        var name = $"{listed:N0} devices, a page of {PageSize}";
        return
        [
            .. Times($"{name}, paused", idle),
            .. Times($"{name} with a filter, paused", filtered),
            .. Times($"{name}, the first with another filter, paused", counted),
            .. Times($"{name}, full speed", busy),
            new(
                $"{listed:N0} devices, longest window",
                1000 * status.RootElement.GetProperty("longestWindowSeconds").GetDouble(), "ms", null),
        ];
    }

    /// <summary>
    /// The pages begin at places that are spread evenly over the fleet: multiples of the golden ratio.
    /// </summary>
    private string PageOf(int page) =>
        $"devices?limit={PageSize}&after={(int)((page + 1) * 0.6180339887498949 % 1 * (listed - PageSize))}";

    /// <summary>
    /// How long the simulation takes with and without clients (<see cref="HostInSlices"/>). In the end, when the runs
    /// stand still, clients read what is left. The first days and a thousand requests do not count: what is compiled
    /// then is not what clients cost.
    /// </summary>
    /// <param name="query">The filter of the streams; null for another device in each.</param>
    private async Task<ImmutableArray<BenchmarkFigure>> Watching(string what, string? query)
    {
        using var folder = new ScratchFolder();
        var length = $"{WarmUpHours / 24 + days + 1}"; // More than is simulated.
        await using var left = await Serve(folder["alone"], watched, "--days", length);
        await using var seen = await Serve(folder["watched"], watched, "--days", length);
        using var alone = await TimedClient.Connect(left.Console);
        using var watching = await TimedClient.Connect(seen.Console);
        using var load = new RequestLoad(seen.Web, rate);
        var clients = new List<DiscardingStream>();
        for (var i = 0; i < streams; i++)
            clients.Add(await DiscardingStream.Start(seen.Web, query ?? $"device={(long)i * watched / streams}"));

        var meanwhile = 0L;
        using (var first = new RequestLoad(seen.Web, rate))
        {
            await Simulate(WarmUpHours, first);
            await AllRead(clients);
            await first.WarmUp();
        }

        await Task.Delay(HostsInTurns.Compiling);
        var before = Read();
        meanwhile = 0;
        var (without, with) = await Simulate(24 * days, load);
        await AllRead(clients);
        var bytes = Read() - before;
        clients.ForEach(client => client.Dispose());
        var name = $"{watched:N0} devices, {days} d";
        var (many, memory) = ($"{streams} streams {what}, {rate} requests/s", 1024.0 * 1024);
        return
        [
            new($"{name}: no client", without.Took.TotalSeconds, "s", null),
            new($"{name}: {many}", with.Took.TotalSeconds, "s", with.Took / without.Took),
            new($"{name}: no client, processor time", without.ProcessorTime.TotalSeconds, "s", null),
            new(
                $"{name}: {many}, processor time", with.ProcessorTime.TotalSeconds, "s",
                with.ProcessorTime / without.ProcessorTime),
            .. Times($"{name}: {many}: answers", [.. load.Times]),
            new($"{name}: {many}: read by all streams meanwhile", meanwhile / memory, "MiB", null),
            new($"{name}: {many}: read by each stream in the end", bytes / memory / streams, "MiB", null),
            new($"{name}: no client, peak memory", left.PeakMemoryBytes / memory, "MiB", null),
            new(
                $"{name}: {many}, peak memory", seen.PeakMemoryBytes / memory, "MiB",
                (double)seen.PeakMemoryBytes / left.PeakMemoryBytes),
        ];

        async Task<(HostInSlices Without, HostInSlices With)> Simulate(int hours, RequestLoad requests)
        {
            var without = new HostInSlices(left, () => alone.Advance(hours), end => end);
            var with = new HostInSlices(seen, () => watching.Advance(hours), async end =>
            {
                var until = Read();
                await requests.During(end);
                meanwhile += Read() - until;
            });
            await HostInSlices.Work(without, with);
            return (without, with);
        }

        long Read() => clients.Sum(client => client.Bytes);
    }

    /// <summary>Waits until no stream has read anything for some time.</summary>
    private static async Task AllRead(IReadOnlyCollection<DiscardingStream> clients)
    {
        var quiet = TimeSpan.FromMilliseconds(500); // A garbage collection is shorter.
        for (var (before, now) = (-1L, 0L); before != now; before = now, now = clients.Sum(client => client.Bytes))
            await Task.Delay(quiet);
    }

    private static BenchmarkFigure[] Times(string name, List<double> times)
    {
        times.Sort();
        return
        [
            new($"{name}, median of {times.Count:N0}", BenchmarkFigures.Median(times), "ms", null),
            new($"{name}, longest", times[^1], "ms", null),
        ];
    }

    private Task<ServedProgram> Serve(string directory, int many, params IEnumerable<string> more) =>
        ServedProgram.Start(
        [
            Scenario, "--devices", $"{many}", "--threads", $"{threads}", "--out", directory, "--paused",
            "--speed", "max", .. more,
        ]);
}
