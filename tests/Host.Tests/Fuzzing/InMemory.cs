using RsrActors.Host.Runs;
using RsrActors.Model.Scenarios;
using RsrActors.Running;

namespace RsrActors.Host.Tests.Fuzzing;

/// <summary>Runs of which nothing is stored.</summary>
internal static class InMemory
{
    /// <summary>Runs a scenario to its end; null when it got there, else why it stopped.</summary>
    public static async Task<string?> Run(Scenario scenario) =>
        await InMemoryRun.Run(scenario, scenario.Seed, threads: 2) switch
        {
            InMemoryOutcome.Finished => null,
            InMemoryOutcome.Failed failed => RunFailure.Sentence(failed.Cause),
            var other => other.ToString(),
        };
}
