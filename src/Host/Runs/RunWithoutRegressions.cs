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
                $"The run in {directory.Path} is stored, but the same without regressions stopped: {RunFailure.Sentence(failed.Cause)}"),
            _ => throw new InvalidOperationException("A run finishes, stops or fails."),
        };
    }

    private ImmutableArray<LiveCommand> Commands()
    {
        using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForRunning(new(directory.Scenario)));
        return stored.Commands;
    }
}
