using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;

namespace RsrActors.Host.Runs;

/// <summary>Explains to the user why a run has stopped.</summary>
internal static class RunFailure
{
    /// <param name="verb">The command that continues the run.</param>
    public static string Explain(
        SimulationProtocol.Failed failed, RunDirectory directory, PayloadFormat format, string verb)
    {
        var stopped = $"The run in {directory.Path} stopped:";
        return failed.Cause switch
        {
            InvariantBrokenException broken =>
                $"{stopped} {Sentence(broken)}{OffendingHistory.Of(broken, directory, format)}",
            JournalFailureException journal when directory.Storage.Explain(journal) is { } why =>
                $"{stopped} {why} All closed epochs are stored; go on with: rsr {verb} {directory.Path}",
            var cause => $"{stopped} {Sentence(cause)}",
        };
    }

    /// <summary>The failure in a sentence; a defect keeps its stack.</summary>
    public static string Sentence(Exception cause) => cause switch
    {
        InvariantBrokenException broken => $"an invariant is broken. {broken.Message}",
        DivergedException diverged => $"what is computed is not what is stored. {diverged.Message}",
        JournalFailureException journal => journal.Message,
        CausalityException causality => causality.Message,
        _ => cause.ToString(),
    };
}
