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
internal sealed class ApiBenchmark(int listed, int watched, int streams, int rate, int threads)
{
    private const string Scenario = "rsr-16.5.1-a";

    /// <summary>
    /// They do not count: much happens for the first time on the first day, and on the third one, when the second
    /// release is there.
    /// </summary>
    private const int WarmUpHours = 60;

    /// <summary>Likewise, when clients come to the other host for the first time.</summary>
    private const int WarmUpHoursOfOther = 6;

    /// <summary>
    /// In the first part one host has the clients, in the second one the other. What the fleet does becomes less: so
    /// each is about half of the work.
    /// </summary>
    private static readonly ImmutableArray<int> PartHours = [9, 39];

    /// <summary>More than is simulated, as the end of a run has work of its own.</summary>
    private const int Days = 6;

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
    /// How long the simulation takes with and without clients. Two hosts simulate the same run; after half of the work
    /// the clients go to the other one, because of two processes that do the same one is often some percent slower.
    /// </summary>
    /// <param name="query">The filter of the streams; null for another device in each.</param>
    private async Task<ImmutableArray<BenchmarkFigure>> Watching(string what, string? query)
    {
        using var folder = new ScratchFolder();
        string[] queries =
            [.. Enumerable.Range(0, streams).Select(i => query ?? $"device={(long)i * watched / streams}")];
        await using var one = await WatchedHost.Start(Serve("one"), rate, queries);
        await using var other = await WatchedHost.Start(Serve("other"), rate, queries);
        await Simulate(WarmUpHours, one, other);
        var (peak, peakWith) = (one.PeakMemoryBytes, other.PeakMemoryBytes);
        await Simulate(WarmUpHoursOfOther, other, one);
        await Task.WhenAll(one.WarmUp(), other.WarmUp());
        await Task.Delay(HostsInTurns.Compiling);

        var first = await Simulate(PartHours[0], one, other);
        var second = await Simulate(PartHours[1], other, one);
        HostInSlices[] without = [first.Without, second.Without], with = [first.With, second.With];
        var name = $"{watched:N0} devices, {PartHours.Sum()} h";
        var many = $"{name}: {streams} streams {what}, {rate} requests/s";
        const double Mebibyte = 1024 * 1024;
        return
        [
            new($"{name}: no client", Time(without), "s", null),
            new(many, Time(with), "s", Time(with) / Time(without)),
            new($"{name}: no client, processor time", ProcessorTime(without), "s", null),
            new(
                $"{many}, processor time", ProcessorTime(with), "s", ProcessorTime(with) / ProcessorTime(without)),
            .. Times($"{many}: answers", [.. one.Times, .. other.Times]),
            new($"{many}: read by all streams", (one.BytesRead + other.BytesRead) / Mebibyte, "MiB", null),
            new($"{name}: no client, peak memory", peak / Mebibyte, "MiB", null),
            new($"{many}, peak memory", peakWith / Mebibyte, "MiB", (double)peakWith / peak),
        ];

        Task<ServedProgram> Serve(string directory) => this.Serve(folder[directory], watched, "--days", $"{Days}");

        static double Time(IEnumerable<HostInSlices> parts) => parts.Sum(part => part.Took.TotalSeconds);

        static double ProcessorTime(IEnumerable<HostInSlices> parts) =>
            parts.Sum(part => part.ProcessorTime.TotalSeconds);
    }

    /// <summary>Lets two hosts simulate the same virtual hours, one of them with clients.</summary>
    private static async Task<(HostInSlices Without, HostInSlices With)> Simulate(
        int hours, WatchedHost alone, WatchedHost watched)
    {
        var (without, with) = (alone.Alone(hours), watched.Watched(hours));
        await watched.Open();
        await HostInSlices.Work(without, with);
        watched.Close();
        return (without, with);
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
