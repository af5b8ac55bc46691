using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Executable;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Scenarios;
using RsrActors.Reports.Figures;
using RsrActors.Running;
using Spectre.Console;

namespace RsrActors.Host.Runs;

/// <summary>
/// Simulates the same scenario again without its regressions, and stores nothing. No random draw depends on another
/// one, so everything that a regression does not affect happens again.
/// </summary>
internal sealed class RunWithoutRegressions(
    RunDirectory directory, ResponseLibrary library, int threads, IAnsiConsole console, bool quiet)
{
    /// <summary>
    /// Whether the scenario has an end, crash analytics and a regression, so that there is something to compare.
    /// </summary>
    public static bool Concerns(Scenario scenario) =>
        !scenario.IsUnlimited && scenario.Analytics.Enabled
            && scenario.Releases.Any(release => !release.Regressions.IsEmpty);

    /// <returns>Null when the simulation was stopped.</returns>
    public async Task<Report?> Run(Action<SimulationProtocol.Slow> slow, CancellationToken stop)
    {
        var harmless = directory.Scenario with
        {
            Releases = [.. directory.Scenario.Releases.Select(release => release with { Regressions = [] })],
        };
        var gauges = new RunGauges();
        var run = InMemoryRun.Run(
            harmless, harmless.Seed, threads,
            new InMemoryOptions
            {
                Commands = Commands(),
                Library = library,
                Identity = directory.Signing.Read(),
                Gauges = gauges,
                Slow = slow,
                Program = directory.Manifest.Program,
            },
            stop);
        await new ProgressDisplay(console, gauges, directory.Scenario.End, quiet, "without regressions: ")
            .Until(run, stop);
        return await run switch
        {
            InMemoryOutcome.Finished finished => finished.Report,
            InMemoryOutcome.Stopped => null,
            InMemoryOutcome.Failed failed => throw HostException.Failed(
                $"The run in {directory.Path} is stored, but the same run without regressions stopped: "
                + RunFailure.Sentence(failed.Cause)),
            _ => throw new InvalidOperationException("A run finishes, stops or fails."),
        };
    }

    private ImmutableArray<LiveCommand> Commands()
    {
        using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForRunning(new(directory.Scenario)));
        return stored.Commands;
    }
}
