using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using RsrActors.Reports.Numbers;
using RsrActors.Running;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench detection</c>: a crash-analytics service, new for each replicate, receives the reports of a fleet's
/// crashes until its surveillance ends. It measures how often the service signals for a harmless response and how soon
/// for a harmful one, and compares both with what <see cref="PoissonMaxSprt"/> computes.
/// </summary>
internal sealed class DetectionBenchmark(int replicates, int threads, double limit, double perDay, ulong seed)
{
    private static readonly ImmutableArray<double> RateRatios = [1, 2, 5, 10];

    private static readonly ImmutableArray<double> Limits = [1000, 0.5, 1, 2, 5, 8, 10, 15, 20, 50, 100, 200, 500];

    private delegate IEnumerable<Message> Reporting(DetectionReplicate replicate);

    /// <returns>Statistics, which depend on the seed and not on the threads; and times.</returns>
    public async Task<(ImmutableArray<DetectionLine> Lines, BenchmarkFigures Times)> Run()
    {
        // Measured before any service computes one.
        var criticalValues = TimeCriticalValues();

        using var system = ActorSystem.Create("rsr", SimulationConfiguration.For(threads));
        var watch = Stopwatch.StartNew();
        var lines = new List<DetectionLine>();
        foreach (var ratio in RateRatios)
        {
            var setting = new DetectionSetting(limit, perDay, ratio);
            var atOnce = await Outcomes(system, setting, replicate => replicate.AtOnce());
            var daily = await Outcomes(system, setting, replicate => replicate.DailyTotals());
            lines.AddRange(new DetectionTrial(setting, atOnce, daily).Lines());
        }

        var rate = 2.0 * RateRatios.Length * replicates / watch.Elapsed.TotalSeconds;
        await system.Terminate();
        return (
            [.. lines],
            new([
                .. criticalValues,
                new(
                    $"replicates through the service, {HumanText.Count(threads, "thread")}", rate, "replicates/s",
                    null),
            ]));
    }

    /// <summary>Each thread runs one service at a time.</summary>
    private async Task<ImmutableArray<DetectionOutcome>> Outcomes(
        ActorSystem system, DetectionSetting setting, Reporting reportsOf)
    {
        var outcomes = new DetectionOutcome[replicates];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Work()));
        return [.. outcomes];

        async Task Work()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < replicates;)
            {
                var replicate = new DetectionReplicate(setting, SplitMix64.Mix(SplitMix64.Mix(seed) + (ulong)i));
                var over = new TaskCompletionSource<DetectionOutcome>(
                    TaskCreationOptions.RunContinuationsAsynchronously);
                system.ActorOf(DetectionReplicateActor.Props(setting, reportsOf(replicate), over));
                outcomes[i] = await over.Task;
            }
        }
    }

    private static IEnumerable<BenchmarkFigure> TimeCriticalValues()
    {
        var largest = Time(Limits[..1]);
        var all = largest + Time(Limits);
        var again = Time(Limits);
        return
        [
            new($"critical value to {Limits[0]:N0} expected, the first one computed", largest * 1e3, "ms", null),
            new($"critical values to {Limits.Length} limits up to {Limits[0]:N0}", all * 1e3, "ms", null),
            new("the same again, cached", again * 1e6, "us", null),
        ];
    }

    private static double Time(ImmutableArray<double> limits)
    {
        var watch = Stopwatch.StartNew();
        foreach (var one in limits)
            _ = new PoissonMaxSprt(DetectionSetting.Alpha, one);
        return watch.Elapsed.TotalSeconds;
    }
}
