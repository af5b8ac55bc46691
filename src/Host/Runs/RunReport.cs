using System.Diagnostics;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Model.Cryptexes;
using RsrActors.Reports.Figures;
using Spectre.Console;

namespace RsrActors.Host.Runs;

/// <summary>
/// Makes the report of a run that has reached its end, with the comparison to the same run without regressions.
/// </summary>
internal sealed class RunReport(
    RunDirectory directory, ResponseLibrary library, int threads, IAnsiConsole console, bool quiet)
{
    /// <summary>The cost of this execution.</summary>
    /// <param name="events">The events that this execution simulated.</param>
    public static RunFigures Figures(TimeSpan wall, long events, RunGauges gauges, int threads)
    {
        using var process = Process.GetCurrentProcess();
        return RunFigures.Of(
            wall, events, gauges.Wakes, gauges.Windows, process.PeakWorkingSet64, threads,
            process.TotalProcessorTime, GC.GetTotalPauseDuration());
    }

    /// <returns>Null when it was stopped; then nothing is written.</returns>
    public async Task<Report?> Write(
        FleetSimulation simulation, SimulationProtocol.Finished finished, RunFigures figures,
        Action<SimulationProtocol.Slow> slow, CancellationToken stop)
    {
        if (ReportFile.Project(directory, simulation.World, simulation.Format, stop) is not { } projection)
            return null;
        var facts = ReportFile.Facts(directory, finished);
        var report = projection.ReportAt(facts, figures);
        if (RunWithoutRegressions.Concerns(directory.Scenario))
        {
            var without = await new RunWithoutRegressions(directory, library, threads, console, quiet).Run(slow, stop);
            if (without is null)
                return null;
            report = report with { WithoutRegressions = WithoutRegressions.Of(report, without) };
        }

        ReportFile.Write(directory, report);
        return report;
    }
}
