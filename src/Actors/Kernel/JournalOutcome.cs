using RsrActors.Actors.Journal;
using static RsrActors.Actors.Kernel.SimulationProtocol;

namespace RsrActors.Actors.Kernel;

/// <summary>What a failure of the journal means for a run.</summary>
internal static class JournalOutcome
{
    /// <summary>Fatal: a row that is not stored would be missing from the history for ever.</summary>
    public static Failed WriteFailed(string persistenceId, long sequenceNr, Exception cause) =>
        cause is DivergedException
            ? new(cause)
            : new(new JournalFailureException(
                $"Row {sequenceNr} of {persistenceId} could not be stored: {cause.Message}", cause));

    /// <summary>Fatal: the events before are unknown.</summary>
    public static Failed ReadFailed(string persistenceId, long sequenceNr, Exception cause) =>
        new(new JournalFailureException(
            $"The journal of {persistenceId} cannot be read after row {sequenceNr}: {cause.Message}", cause));
}
