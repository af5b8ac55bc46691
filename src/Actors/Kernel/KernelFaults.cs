using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>A message was due before the first window that could handle it: its delay is below the lookahead.</summary>
public sealed class CausalityException(string message) : Exception(message);

/// <summary>The journal rejected a row, or failed to store or to read one.</summary>
public sealed class JournalFailureException(string message, Exception cause) : Exception(message, cause);

/// <summary>A history broke an invariant.</summary>
/// <param name="offending">
/// The events that were being recorded when it was found, with the one that broke it; none when no single entity
/// broke it.
/// </param>
public sealed class InvariantBrokenException(string message, params ImmutableArray<RecordedEvent> offending)
    : Exception(message)
{
    public ImmutableArray<RecordedEvent> Offending { get; } = offending;
}
