using System.Diagnostics;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Reports;
using RsrActors.Model.Cryptexes;
using Spectre.Console;

namespace RsrActors.Host.Runs;

/// <summary>Simulates a run directory to its end, from wherever it is, and writes its report.</summary>
internal sealed class RunSession(RunDirectory directory, ResponseLibrary library, int threads, IAnsiConsole console, bool quiet)
{
    /// <returns>The exit code.</returns>
    public async Task<int> Run()
    {
        var watch = Stopwatch.StartNew();
        using var simulation = directory.Simulation(library, threads);
        using var interrupt = new Interrupt();
        var before = EventsBefore(simulation);

        var run = SimulationHost.Run(
            simulation.Plan(HostConfiguration.Dispatcher), directory.Storage.Configuration, threads, ReportSlow, interrupt.Token);
        await new ProgressDisplay(console, simulation.Gauges, directory.Scenario.End, quiet).Until(run, interrupt.Token);

        switch (await run)
        {
            case SimulationProtocol.Finished finished:
                return await Report(
                    simulation, finished, Figures(watch.Elapsed, finished.Events - before, simulation.Gauges), interrupt.Token);
            case SimulationProtocol.Stopped stopped:
                Say($"Stopped after epoch {stopped.Epochs}, with {stopped.Events} events stored. Go on with: rsr resume {directory.Path}");
                return ExitCode.Interrupted;
            case SimulationProtocol.Failed { Cause: InvariantBrokenException broken }:
                throw HostException.Failed(
                    $"The run in {directory.Path} stopped: {Sentence(broken)}{OffendingHistory.Of(broken, directory, simulation.Format)}");
            case SimulationProtocol.Failed { Cause: JournalFailureException journal } when directory.Storage.Explain(journal) is { } why:
                throw HostException.Failed(
                    $"The run in {directory.Path} stopped: {why} All closed epochs are stored; go on with: rsr resume {directory.Path}");
            case SimulationProtocol.Failed failed:
                throw HostException.Failed($"The run in {directory.Path} stopped: {Sentence(failed.Cause)}");
            default:
                throw new InvalidOperationException("A run finishes, stops or fails.");
        }
    }

    private async Task<int> Report(
        FleetSimulation simulation, SimulationProtocol.Finished finished, RunFigures figures, CancellationToken stop)
    {
        var projection = ReportFile.Project(directory, simulation.Format);
        Report? without = null;
        if (RunWithoutRegressions.Concerns(directory.Scenario))
        {
            without = await new RunWithoutRegressions(directory, library, threads, console, quiet).Run(projection, ReportSlow, stop);
            if (without is null)
            {
                Say($"All is simulated; stopped while the same without regressions was, to compare. Go on with: rsr resume {directory.Path}");
                return ExitCode.Interrupted;
            }
        }

        var report = projection.ReportAt(ReportFile.Facts(directory, finished), figures);
        if (without is not null)
            report = report with { WithoutRegressions = WithoutRegressions.Of(report, without) };
        ReportFile.Write(directory, report);
        if (!quiet)
            new Summary(console, report).Write();
        Say(directory.Path);
        return ExitCode.Done;
    }

    private RunFigures Figures(TimeSpan wall, long events, RunGauges gauges)
    {
        using var process = Process.GetCurrentProcess();
        return RunFigures.Of(
            wall, events, gauges.Wakes, gauges.Windows, process.PeakWorkingSet64, threads,
            process.TotalProcessorTime, GC.GetTotalPauseDuration());
    }

    /// <summary>What is wrong, for a person; a bug keeps its stack.</summary>
    internal static string Sentence(Exception cause) => cause switch
    {
        InvariantBrokenException broken => $"an invariant is broken. {broken.Message}",
        DivergedException diverged => $"what is computed is not what is stored. {diverged.Message}",
        JournalFailureException journal => journal.Message,
        CausalityException causality => causality.Message,
        _ => cause.ToString(),
    };

    private long EventsBefore(FleetSimulation simulation)
    {
        using var stored = new StoredRun(directory.Storage.Rows, simulation.Format);
        return stored.LastClosed()?.Events ?? 0;
    }

    private void ReportSlow(SimulationProtocol.Slow slow) => Console.Error.WriteLine(
        (slow.Window == 0 ? "Reading what is stored" : $"Window {slow.Window}")
        + $" has taken ten seconds or more: it waits for {slow.Process}"
        + (slow.Entities.IsEmpty ? "" : $" ({string.Join(", ", slow.Entities)})")
        + (slow.Others == 0 ? "." : $" and {slow.Others} others."));

    private static void Say(string sentence) => Console.Out.WriteLine(sentence);
}
