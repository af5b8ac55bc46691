using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace RsrActors.Benchmarks.Hot;

internal static class HotConfiguration
{
    /// <summary>
    /// Short runs in this very process: it already has the collector and the compiler of the simulator, and a project
    /// that BenchmarkDotNet writes would be built under our rules for warnings and packages.
    /// </summary>
    public static IConfig Create() => DefaultConfig.Instance
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default);
}
