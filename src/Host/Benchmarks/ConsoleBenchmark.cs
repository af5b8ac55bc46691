using System.Collections.Immutable;
using System.Text.Json;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench console</c>: how soon the console of a served run answers, paused and at full speed, and what clients
/// that watch everything cost the simulation. Another process serves the run; the clients are in this process, on the
/// same machine.
/// </summary>
/// <param name="devices">Devices of the fleet that gets the calls.</param>
/// <param name="calls">Calls of each command while the run is paused.</param>
/// <param name="watched">Devices of the fleet that is watched.</param>
/// <param name="clients">Clients that watch it.</param>
internal sealed class ConsoleBenchmark(int devices, int calls, int watched, int clients, int days, int threads)
{
    private const string Scenario = "rsr-16.5.1-a";
    private const int TurnsPerDay = 8;
    private const string Release = "16.5.1-c";
    private const string Any = "ANY";

    /// <summary>
    /// Commands that only read; their answers come from the timekeeper, one actor, all actors, the journal, or the host
    /// itself.
    /// </summary>
    private static readonly ImmutableArray<ImmutableArray<string>> Queries =
    [
        ["sim", "status"], ["sim", "invariants"], ["actor", "hierarchy", "-d", "2"],
        ["fleet", "census"], ["fleet", "by-platform"], ["fleet", "by-state"], ["fleet", "by-release"],
        ["device", "list"], ["device", "show", "-d", Any], ["device", "history", "-d", Any],
        ["release", "list"], ["release", "show", "-r", Release], ["release", "history", "-r", Release],
        ["signing", "status"], ["signing", "eligibility"],
        ["analytics", "applications"], ["analytics", "evidence"], ["analytics", "affected"],
        ["analytics", "regressions"],
        ["journal", "stats"], ["journal", "events", "-e", Any], ["journal", "commands"], ["log", "peek"],
    ];

    private int _asked;

    public async Task<BenchmarkFigures> Run() => new([.. await Answers(), .. await Tails()]);

    private async Task<ImmutableArray<BenchmarkFigure>> Answers()
    {
        using var folder = new ScratchFolder();
        await using var served = await Serve(folder["run"], devices);
        using var client = await TimedClient.Connect(served.Console);
        await client.Run("sim", "resume");
        var busy = await Ask(client, (status, _) => SettledFor(status) < TimeSpan.FromDays(days));
        await client.Run("sim", "pause");
        var status = await Status(client);
        var idle = await Ask(client, (_, done) => done < calls);
        return
        [
            .. idle.SelectMany(its => Idle($"{devices:N0} devices, paused: {its.Key}", its.Value)),
            .. busy.Select(its => new BenchmarkFigure(
                $"{devices:N0} devices, full speed: {its.Key}, longest", its.Value.Max(), "ms", null)),
            new(
                $"{devices:N0} devices, full speed: calls of each", busy.Values.FirstOrDefault([]).Count, "calls",
                null),
            new(
                $"{devices:N0} devices, full speed: longest window",
                1000 * status.GetProperty("longestWindowSeconds").GetDouble(), "ms", null),
        ];
    }

    /// <summary>Runs all commands one after the other, again and again.</summary>
    /// <param name="more">Whether to go on, given the status and the number of rounds done.</param>
    private async Task<Dictionary<string, List<double>>> Ask(TimedClient client, Func<JsonElement, int, bool> more)
    {
        var times = new Dictionary<string, List<double>>();
        for (var done = 0; more(await Status(client), done); done++)
        {
            foreach (var (name, words) in Commands())
            {
                var (time, _) = await client.Run(words);
                if (!times.TryGetValue(name, out var its))
                    times.Add(name, its = []);
                its.Add(time.TotalMilliseconds);
            }
        }

        return times;
    }

    private IEnumerable<(string Name, ImmutableArray<string> Words)> Commands()
    {
        // Another device each time: the multiples of the golden ratio are spread evenly.
        var device = $"{(int)(_asked++ * 0.6180339887498949 % 1 * devices)}";
        foreach (var words in Queries)
            yield return ($"{words[0]} {words[1]}", [.. words.Select(word => word == Any ? device : word)]);
    }

    private static BenchmarkFigure[] Idle(string name, List<double> times)
    {
        times.Sort();
        return
        [
            new($"{name}, median of {times.Count:N0}", BenchmarkFigures.Median(times), "ms", null),
            new($"{name}, 99th percentile", times[(int)Math.Ceiling(0.99 * times.Count) - 1], "ms", null),
            new($"{name}, longest", times[^1], "ms", null),
        ];
    }

    /// <summary>
    /// How long the simulation takes while the clients tail all its events: of two hosts (<see cref="HostsInTurns"/>)
    /// one is watched, and one is not.
    /// </summary>
    private async Task<ImmutableArray<BenchmarkFigure>> Tails()
    {
        using var folder = new ScratchFolder();
        await using var left = await Serve(folder["alone"], watched, "--days", $"{days}");
        await using var seen = await Serve(folder["watched"], watched, "--days", $"{days}");
        using var alone = await TimedClient.Connect(left.Console);
        using var watching = await TimedClient.Connect(seen.Console);
        var tails = new List<DiscardingTail>();
        for (var i = 0; i < clients; i++)
            tails.Add(await DiscardingTail.Start(seen.Console));

        var (withoutTails, withTails) = await HostsInTurns.Simulate(
            TurnsPerDay * days, () => alone.Advance(24 / TurnsPerDay), () => watching.Advance(24 / TurnsPerDay));

        foreach (var tail in tails)
            tail.Dispose();
        var name = $"{watched:N0} devices, {days} d";
        return
        [
            new($"{name}: no client watches", withoutTails.TotalSeconds, "s", null),
            new($"{name}: {clients} clients tail everything", withTails.TotalSeconds, "s", withTails / withoutTails),
            new($"{name}: lines that each client got", (double)tails.Sum(tail => tail.Lines) / clients, "lines", null),
            new(
                $"{name}: events not shown to each", (double)tails.Sum(tail => tail.NotShown) / clients, "events",
                null),
        ];
    }

    private Task<ServedProgram> Serve(string directory, int many, params IEnumerable<string> more) =>
        ServedProgram.Start(
        [
            Scenario, "--devices", $"{many}", "--threads", $"{threads}", "--out", directory, "--paused",
            "--speed", "max", .. more,
        ]);

    private static TimeSpan SettledFor(JsonElement status) =>
        TimeSpan.FromMilliseconds(status.GetProperty("settledMs").GetInt64());

    private static async Task<JsonElement> Status(TimedClient client)
    {
        var (_, lines) = await client.Run("sim", "status", "-json");
        return JsonDocument.Parse(lines[0]).RootElement;
    }
}
