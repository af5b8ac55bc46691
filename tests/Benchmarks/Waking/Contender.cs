using System.Collections.Immutable;
using RsrActors.Host.Benchmarks;

namespace RsrActors.Benchmarks.Waking;

/// <summary>A library that wakes the entities of <see cref="WakeWorkload"/>.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Run">Runs so many entities on so many threads; null when the library is not installed.</param>
internal sealed record Contender(string Name, string What, Func<int, int, Task<WakeResult?>> Run)
{
    /// <summary>The contender with which all others are compared.</summary>
    public const string Baseline = "loop";

    public static readonly ImmutableArray<Contender> All =
    [
        new(Baseline, "sequential PriorityQueue loop", (entities, threads) =>
            Task.FromResult<WakeResult?>(Loop(entities, threads))),
        new("kernel", "RsrActors: kernel and cohorts", Kernel),
        new("akka", "Akka.NET: one coordinator", async (entities, _) => await AkkaWakes.Run(entities)),
        new("proto", "Proto.Actor: one coordinator", async (entities, _) => await ProtoActorWakes.Run(entities)),
        new("orleans", "Orleans: grains in one silo", async (entities, _) => await OrleansWakes.Run(entities)),
        new("simpy", "SimPy", (entities, _) => SimPyWakes.Run(entities)),
    ];

    private static WakeResult Loop(int entities, int threads)
    {
        var meter = new WakeMeter(entities);
        return meter.Finished(WakesOf(entities), new KernelBenchmark(entities, threads).RunLoop(meter.Started));
    }

    private static async Task<WakeResult?> Kernel(int entities, int threads)
    {
        var meter = new WakeMeter(entities);
        return meter.Finished(WakesOf(entities), await new KernelBenchmark(entities, threads).RunActors(meter.Started));
    }

    /// <summary>The benchmark itself makes sure that there are exactly so many.</summary>
    private static long WakesOf(int entities) => (long)entities * KernelBenchmark.WakesEach;
}
