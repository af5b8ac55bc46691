using System.Collections.Immutable;
using System.Diagnostics;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench fleet</c>: whole runs of a scenario, each in a process of its own, from the command line to the report:
/// tickets signed and verified, every event journaled, every invariant checked. Each size runs with each duration.
/// </summary>
/// <param name="beside">Run each without crash analytics as well, in turn, to measure what analytics adds.</param>
internal sealed class FleetBenchmark(
    string scenario, IReadOnlyList<int> sizes, IReadOnlyList<int> durations, int threads, bool beside)
{
    public async Task<BenchmarkFigures> Run()
    {
        var runs = new List<FleetRun>();
        var ratios = new List<BenchmarkFigure>();
        foreach (var days in durations.Distinct())
        {
            foreach (var devices in sizes.Distinct())
            {
                var run = await Run(devices, days);
                runs.Add(run);
                if (beside)
                    ratios.Add(run.RatioTo(await Run(devices, days, "--set", "analytics.enabled=off")));
            }
        }

        return new([.. runs.SelectMany(run => run.Lines()), .. ratios, .. Growth(runs)]);
    }

    /// <summary>
    /// Compares the cost of a further device in a large fleet and in a small one, and of a further day late and early.
    /// </summary>
    internal static IEnumerable<BenchmarkFigure> Growth(IReadOnlyCollection<FleetRun> runs)
    {
        foreach (var same in runs.GroupBy(run => run.Days))
        {
            if (GrowthRatio.Of(same.Select(run => ((double)run.Devices, run.WallSeconds))) is { } growth)
                yield return new($"{same.Key} d: time per further device, late to early", growth, "", null);
        }

        foreach (var same in runs.GroupBy(run => run.Devices))
        {
            if (GrowthRatio.Of(same.Select(run => ((double)run.Days, run.WallSeconds))) is { } growth)
                yield return new($"{same.Key:N0} devices: time per further day, late to early", growth, "", null);
        }
    }

    private async Task<FleetRun> Run(int devices, int days, params IEnumerable<string> more)
    {
        using var folder = new ScratchFolder();
        var directory = folder["run"];
        var watch = Stopwatch.StartNew();
        await RunProgram([
            "run", scenario, "--devices", $"{devices}", "--days", $"{days}",
            "--threads", $"{threads}", "--out", directory, "--quiet", .. more]);
        var wall = watch.Elapsed.TotalSeconds;
        using var stream = File.OpenRead(Path.Combine(directory, RunDirectory.ReportFile));
        var journal = Directory.EnumerateFiles(directory, "*.db*").Sum(file => new FileInfo(file).Length);
        return new(devices, days, wall, journal, ReportJson.Read(stream));
    }

    private static async Task RunProgram(params string[] arguments)
    {
        var (exitCode, _) = await SameProgram.Run(arguments);
        if (exitCode != ExitCode.Done)
            throw HostException.Failed($"'rsr {string.Join(' ', arguments)}' ended with exit code {exitCode}.");
    }
}

/// <summary>One whole run, as measured from outside.</summary>
/// <param name="JournalBytes">Bytes on disk, with snapshots.</param>
internal sealed record FleetRun(int Devices, int Days, double WallSeconds, long JournalBytes, Report Report)
{
    public ImmutableArray<BenchmarkFigure> Lines() =>
    [
        Line("wall time", WallSeconds, "s"),
        Line("events", Report.Events, "events"),
        Line("rate", Report.Events / WallSeconds, "events/s"),
        Line("device-days", (double)Devices * Days / WallSeconds, "device-days/s"),
        Line("processor time", (double)Report.Run.ProcessorSeconds, "s"),
        Line("collection time", (double)Report.Run.CollectionSeconds, "s"),
        Line("peak resident memory", Report.Run.PeakMemoryBytes / 1e6, "MB"),
        Line("journal on disk", JournalBytes / 1e6, "MB"),
        Line("journal per event", (double)JournalBytes / Math.Max(1, Report.Events), "bytes"),
        Line("activated, most of any response", MostActivated(), "%"),
    ];

    /// <summary>What crash analytics adds to the time: with it, divided by without it.</summary>
    public BenchmarkFigure RatioTo(FleetRun without) => new(
        $"{Devices:N0} devices, {Days} d: wall time without analytics", without.WallSeconds, "s",
        WallSeconds / without.WallSeconds);

    private double MostActivated() =>
        100.0 * Report.Releases.Select(release => release.Activated).DefaultIfEmpty(0).Max() / Devices;

    private BenchmarkFigure Line(string what, double value, string unit) =>
        new($"{Devices:N0} devices, {Days} d: {what}", value, unit, null);
}
