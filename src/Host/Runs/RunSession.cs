using System.Diagnostics;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Model.Cryptexes;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Printed;
using RsrActors.Running;
using Spectre.Console;

namespace RsrActors.Host.Runs;

/// <summary>Simulates a run directory from its last closed epoch to the end, and writes its report.</summary>
internal sealed class RunSession(
    RunDirectory directory, ResponseLibrary library, int threads, IAnsiConsole console, bool quiet)
{
    /// <returns>The exit code.</returns>
    public async Task<int> Run()
    {
        var watch = Stopwatch.StartNew();
        using var simulation = directory.Simulation(library, threads);
        using var interrupt = new Interrupt();
        var before = directory.EventsStored(simulation.Format);

        var run = SimulationRun.Run(
            simulation.Plan(SimulationConfiguration.Dispatcher), directory.Storage.Configuration, threads,
            slow => ReportSlow(slow, SlowText.Beginning(before)),
            interrupt.Token);
        await new ProgressDisplay(console, simulation.Gauges, directory.Scenario.End, quiet)
            .Until(run, interrupt.Token);

        switch (await run)
        {
            case SimulationProtocol.Finished finished:
                return await Report(
                    simulation, finished,
                    RunReport.Figures(watch.Elapsed, finished.Events - before, simulation.Gauges, threads),
                    interrupt.Token);
            case SimulationProtocol.Stopped stopped:
                Say($"Stopped after epoch {stopped.Epochs}, with {HumanText.Count(stopped.Events, "event")} stored. "
                    + $"Go on with: rsr resume {directory.Path}");
                return ExitCode.Interrupted;
            case SimulationProtocol.Failed failed:
                throw HostException.Failed(RunFailure.Explain(failed, directory, simulation.Format, "resume"));
            default:
                throw new InvalidOperationException("A run finishes, stops or fails.");
        }
    }

    private async Task<int> Report(
        FleetSimulation simulation, SimulationProtocol.Finished finished, RunFigures figures, CancellationToken stop)
    {
        var report = await new RunReport(directory, library, threads, console, quiet).Write(
            simulation, finished, figures, slow => ReportSlow(slow, SlowText.Starting), stop);
        if (report is null)
        {
            Say("The run is simulated; stopped during the same run without regressions, which the report compares. "
                + $"Go on with: rsr resume {directory.Path}");
            return ExitCode.Interrupted;
        }

        if (!quiet)
            new Summary(console, report).Write();
        Say(directory.Path);
        return ExitCode.Done;
    }

    private static void ReportSlow(SimulationProtocol.Slow slow, string beginning) =>
        StandardError.Say(SlowText.Of(slow, beginning));

    private void Say(string sentence) => console.Profile.Out.Writer.WriteLine(sentence);
}
