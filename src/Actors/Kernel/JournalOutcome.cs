using RsrActors.Actors.Journal;
using static RsrActors.Actors.Kernel.SimulationProtocol;

namespace RsrActors.Actors.Kernel;

/// <summary>What it means for a run when the journal does not do as it is told.</summary>
internal static class JournalOutcome
{
    /// <summary>Fatal: a row that is not stored would be missing from the history for ever.</summary>
    public static Failed WriteFailed(string persistenceId, long sequenceNr, Exception cause) => cause is DivergedException
        ? new(cause)
        : new(new JournalFailureException(
            $"Row {sequenceNr} of {persistenceId} could not be stored: {cause.Message}", cause));

    /// <summary>Fatal: what happened before is not known.</summary>
    public static Failed ReadFailed(string persistenceId, long sequenceNr, Exception cause) =>
        new(new JournalFailureException(
            $"The journal of {persistenceId} cannot be read behind row {sequenceNr}: {cause.Message}", cause));
}
