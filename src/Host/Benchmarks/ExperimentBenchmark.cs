using System.Collections.Immutable;
using System.Diagnostics;
using RsrActors.Host.Executable;
using RsrActors.Host.Experiments;
using RsrActors.Host.Runs;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Planning;
using RsrActors.Reports.Figures;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench experiment</c>: replications of a scenario as an experiment with a directory, at both fidelities, and
/// the same runs as processes of <c>rsr run</c>.
/// </summary>
/// <param name="devices">Null for the scenario's; <paramref name="days"/> likewise.</param>
internal sealed class ExperimentBenchmark(
    string scenario, int replications, int parallel, string? devices, string? days)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <exception cref="HostException">A run failed, or the fidelities differ in a row.</exception>
    public async Task<BenchmarkFigures> Run()
    {
        using var folder = new ScratchFolder();
        await Experiment(Fidelity.Decisions, 1, folder["warm"]); // The first run of a process compiles the program.
        var decisions = await Experiment(Fidelity.Decisions, replications, folder["decisions"]);
        var full = await Experiment(Fidelity.Full, replications, folder["full"]);
        if (!RowsIn(folder["decisions"]).AsSpan().SequenceEqual(RowsIn(folder["full"])))
            throw HostException.Failed("The rows of the two fidelities differ.");
        var separate = await Processes(folder);
        return new(
        [
            .. decisions.Lines("decisions", decisions), .. full.Lines("full", decisions),
            .. separate.Lines("processes of 'rsr run'", decisions),
        ]);
    }

    private static byte[] RowsIn(string directory) =>
        File.ReadAllBytes(Path.Combine(directory, ExperimentDirectory.RunsFile));

    private async Task<Cost> Experiment(Fidelity fidelity, int count, string path)
    {
        var (watch, before) = (Stopwatch.StartNew(), ProcessorTime());
        var plan = Plan(fidelity, count);
        var inside = 0L;
        var session = new ExperimentSession(
            plan, parallel, ExperimentDirectory.Create(path, plan), ResultForm.Table, TextWriter.Null, TextWriter.Null)
        {
            Simulation = async (run, stop) =>
            {
                var begin = Stopwatch.GetTimestamp();
                var outcome = await MeasuredRuns.At(fidelity).Alone(run, stop);
                Interlocked.Add(ref inside, Stopwatch.GetElapsedTime(begin).Ticks);
                return outcome;
            },
        };
        var running = session.Run();
        var most = Environment.WorkingSet;
        while (await Task.WhenAny(running, Task.Delay(Period, CancellationToken.None)) != running)
            most = Math.Max(most, Environment.WorkingSet);
        if (await running != ExitCode.Done)
            throw HostException.Failed("The experiment was interrupted.");
        var wall = watch.Elapsed;
        return new(
            (ProcessorTime() - before) / count, wall.TotalSeconds / count, most / 1e6,
            1 - new TimeSpan(inside) / (wall * Math.Min(parallel, count)));
    }

    private ExperimentPlan Plan(Fidelity fidelity, int count) => ExperimentPlanner.Plan(
        new()
        {
            Name = "bench",
            Scenario = scenario,
            Seed = 1,
            Devices = devices,
            Days = days,
            Fidelity = fidelity,
            Design = new ExperimentDesign.Listed([new("all", [])]),
            Replications = count,
        },
        ScenarioLibrary.Installed) switch
    {
        ExperimentPlanning.Accepted accepted => accepted.Plan,
        ExperimentPlanning.Refused refused => throw HostException.Refused(refused.Message),
        _ => throw new InvalidOperationException("An experiment is accepted or refused."),
    };

    /// <summary>One after the other, with one thread each.</summary>
    private async Task<Cost> Processes(ScratchFolder folder)
    {
        var watch = Stopwatch.StartNew();
        var figures = ImmutableArray.CreateBuilder<RunFigures>();
        foreach (var replication in Enumerable.Range(1, replications))
        {
            var directory = folder[$"run-{replication}"];
            string[] arguments =
            [
                "run", scenario, "--seed", $"{CommonSeeds.SeedOf(1, replication)}", "--threads", "1",
                "--out", directory, "--quiet",
                .. devices is null ? (string[])[] : ["--devices", devices],
                .. days is null ? (string[])[] : ["--days", days],
            ];
            var (exitCode, _) = await SameProgram.Run(arguments);
            if (exitCode != ExitCode.Done)
                throw HostException.Failed($"'rsr {string.Join(' ', arguments)}' ended with exit code {exitCode}.");
            using var stream = File.OpenRead(Path.Combine(directory, RunDirectory.ReportFile));
            figures.Add(ReportJson.Read(stream).Run);
        }

        return new(
            figures.Average(run => (double)run.ProcessorSeconds), watch.Elapsed.TotalSeconds / replications,
            figures.Max(run => run.PeakMemoryBytes) / 1e6, null);
    }

    private static double ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <param name="ProcessorSeconds">A replication.</param>
    /// <param name="WallSeconds">A replication.</param>
    /// <param name="Megabytes">The most resident memory of the process.</param>
    /// <param name="Outside">The share of the wall time that was not within a run; null for processes.</param>
    private sealed record Cost(double ProcessorSeconds, double WallSeconds, double Megabytes, double? Outside)
    {
        public IEnumerable<BenchmarkFigure> Lines(string what, Cost baseline)
        {
            yield return new(
                $"{what}: processor time a replication", ProcessorSeconds, "s",
                ProcessorSeconds / baseline.ProcessorSeconds);
            yield return new(
                $"{what}: wall time a replication", WallSeconds, "s", WallSeconds / baseline.WallSeconds);
            yield return new($"{what}: peak resident memory", Megabytes, "MB", Megabytes / baseline.Megabytes);
            if (Outside is { } share)
                yield return new($"{what}: wall time outside of runs", 100 * share, "%", null);
        }
    }
}
