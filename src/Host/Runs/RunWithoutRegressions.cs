using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Executable;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Scenarios;
using RsrActors.Reports;
using RsrActors.Reports.Figures;
using Spectre.Console;

namespace RsrActors.Host.Runs;

/// <summary>
/// What would have happened without the regressions: the same scenario once more, without them, of which nothing is
/// stored. Chance is counted and not drawn in turn, so whatever a regression does not touch happens again.
/// </summary>
internal sealed class RunWithoutRegressions(
    RunDirectory directory, ResponseLibrary library, int threads, IAnsiConsole console, bool quiet)
{
    /// <summary>Whether there is anything to compare, and an end up to which to compare it.</summary>
    public static bool Concerns(Scenario scenario) =>
        !scenario.IsUnlimited && scenario.Analytics.Enabled
            && scenario.Releases.Any(release => !release.Regressions.IsEmpty);

    /// <returns>Null when it was stopped.</returns>
    public async Task<Report?> Run(Action<SimulationProtocol.Slow> slow, CancellationToken stop)
    {
        using var simulation = directory.WithoutRegressions(library, threads);
        var commands = Commands();
        var without = new ReportProjection(simulation.World, commands.AsScript());
        var run = SimulationHost.Run(
            simulation.Plan(HostConfiguration.Dispatcher), UnstoredRun.Configuration, threads, slow, stop,
            new EpochReading(simulation.Format, commands, recorded => without.Apply(recorded)));
        await new ProgressDisplay(console, simulation.Gauges, directory.Scenario.End, quiet, "without regressions: ")
            .Until(run, stop);
        return await run switch
        {
            SimulationProtocol.Finished finished =>
                without.ReportAt(ReportFile.Facts(directory, finished), RunFigures.None),
            SimulationProtocol.Stopped => null,
            SimulationProtocol.Failed failed => throw HostException.Failed(
                $"The run in {directory.Path} is stored, but the same without regressions stopped: {RunFailure.Sentence(failed.Cause)}"),
            _ => throw new InvalidOperationException("A run finishes, stops or fails."),
        };

        ImmutableArray<LiveCommand> Commands()
        {
            using var stored = new StoredRun(directory.Storage.Rows, simulation.Format);
            return stored.Commands;
        }
    }
}
