using System.Diagnostics;
using RsrActors.Host.Reports;
using RsrActors.Host.Runs;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench fleet</c>: whole runs of a scenario, each in a process of its own, from the command line to the report:
/// tickets signed and verified, every event journaled, every invariant checked.
/// </summary>
internal sealed class FleetBenchmark(string scenario, IReadOnlyList<int> sizes, int threads)
{
    public async Task<BenchmarkFigures> Run()
    {
        var folder = Directory.CreateTempSubdirectory("rsr-bench-");
        try
        {
            var lines = new List<BenchmarkFigure>();
            foreach (var devices in sizes)
                lines.AddRange(await Run(devices, Path.Combine(folder.FullName, $"{devices}")));
            return new([.. lines]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<IEnumerable<BenchmarkFigure>> Run(int devices, string directory)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(FleetBenchmark).Assembly.Location);
        foreach (var argument in (string[])["run", scenario, "--devices", $"{devices}", "--threads", $"{threads}", "--out", directory, "--quiet"])
            start.ArgumentList.Add(argument);

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != ExitCode.Done)
            throw HostException.Failed($"The run with {devices} devices ended with exit code {process.ExitCode}.");
        var wall = watch.Elapsed.TotalSeconds;
        using var stream = File.OpenRead(Path.Combine(directory, RunDirectory.ReportFile));
        var report = ReportJson.Read(stream);
        return
        [
            new($"{devices:N0} devices: wall time", wall, "s", null),
            new($"{devices:N0} devices: events", report.Events, "events", null),
            new($"{devices:N0} devices: rate", report.Events / wall, "events/s", null),
            new($"{devices:N0} devices: peak resident memory", report.Run.PeakMemoryBytes / 1e6, "MB", null),
            new($"{devices:N0} devices: journal on disk", Directory.EnumerateFiles(directory, "*.db*").Sum(file => new FileInfo(file).Length) / 1e6, "MB", null),
        ];
    }
}
