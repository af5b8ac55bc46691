using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace RsrActors.Benchmarks.Hot;

internal static class HotConfiguration
{
    /// <summary>
    /// Short runs in this process, which has the collector and the compiler settings of the simulator already. A
    /// project that BenchmarkDotNet writes would be built with our rules for warnings and packages.
    /// </summary>
    public static IConfig Create() => DefaultConfig.Instance
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default);
}
