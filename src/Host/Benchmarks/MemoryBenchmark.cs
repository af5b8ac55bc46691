using System.Collections.Immutable;
using System.Diagnostics;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Host.Storage;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Simulation;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench memory</c>: one whole run of a scenario in this process, as <c>rsr run</c> does it, while the resident
/// memory is sampled: does a year need more memory than a week?
/// </summary>
internal sealed class MemoryBenchmark(ScenarioReading.Accepted reading, int threads)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    public async Task<(MemoryCurve Curve, BenchmarkFigures Figures)> Run()
    {
        using var folder = new ScratchFolder();
        var library = new ResponseLibrary(reading.Scenario);
        using var run = WritableRun.Create(
            folder["run"], overwrite: false, new(StorageChoice.Sqlite, null), reading, library);
        return await Run(run.Directory, library);
    }

    private async Task<(MemoryCurve Curve, BenchmarkFigures Figures)> Run(
        RunDirectory directory, ResponseLibrary library)
    {
        var watch = Stopwatch.StartNew();
        using var simulation = directory.Simulation(library, threads);
        var plan = simulation.Plan(SimulationConfiguration.Dispatcher);
        var run = SimulationRun.Run(plan, directory.Storage.Configuration, threads, _ => { }, CancellationToken.None);
        var samples = await Sample(run, simulation.Gauges);
        var wall = watch.Elapsed.TotalSeconds;
        if (await run is not SimulationProtocol.Finished finished)
            throw HostException.Failed($"The run ended with {await run}.");

        var days = DaysOf(directory.Scenario.End);
        using var process = Process.GetCurrentProcess();
        var curve = new MemoryCurve([.. samples, samples[^1] with { Day = days }], days);
        return (curve, new(
        [
            new("wall time", wall, "s", null),
            new("events", finished.Events, "events", null),
            new("peak", process.PeakWorkingSet64 / 1e6, "MB", null),
            .. Lines("resident", curve.WarmUp, curve.Resident),
            .. Lines("left by the collector", curve.WarmUp, curve.Left),
        ]));
    }

    private static BenchmarkFigure[] Lines(string what, decimal warmUp, MemoryTenths tenths) =>
    [
        new(
            $"{what}, median of a tenth of the run after day {warmUp:0.##}", (double)tenths.Early, "MB",
            tenths.Growth is null ? null : 1),
        new($"{what}, median of the last tenth", (double)tenths.Late, "MB", (double?)tenths.Growth),
    ];

    /// <summary>Samples at the beginning, and until the run is over.</summary>
    private static async Task<ImmutableArray<MemorySample>> Sample(Task run, RunGauges gauges)
    {
        var samples = ImmutableArray.CreateBuilder<MemorySample>();
        do
        {
            var heap = GC.GetGCMemoryInfo(GCKind.Any);
            var left = heap.HeapSizeBytes - heap.FragmentedBytes;
            samples.Add(new(DaysOf(gauges.Now), Environment.WorkingSet / 1_000_000m, left / 1_000_000m));
        }
        while (await Task.WhenAny(run, Task.Delay(Period, CancellationToken.None)) != run);
        return samples.ToImmutable();
    }

    private static decimal DaysOf(VirtualTime at) => (decimal)TimeSpan.FromMilliseconds(at.Milliseconds).TotalDays;
}
