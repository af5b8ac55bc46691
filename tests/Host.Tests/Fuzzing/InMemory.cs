using RsrActors.Host.Runs;
using RsrActors.Model.Scenarios;
using RsrActors.Running;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>Runs that store nothing.</summary>
internal static class InMemory
{
    /// <summary>
    /// Runs a scenario to its end. The result is null at the end, otherwise the reason why the run stopped.
    /// </summary>
    public static async Task<string?> Run(Scenario scenario) =>
        await InMemoryRun.Run(scenario, scenario.Seed, threads: 2) switch
        {
            InMemoryOutcome.Finished => null,
            InMemoryOutcome.Failed failed => RunFailure.Sentence(failed.Cause),
            var other => other.ToString(),
        };
}
