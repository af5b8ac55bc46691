using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>A message was due before the window in which it could have been handled: the lookahead is a lie.</summary>
public sealed class CausalityException(string message) : Exception(message);

/// <summary>The journal refused or failed to take a row, or to give one back.</summary>
public sealed class JournalFailureException(string message, Exception cause) : Exception(message, cause);

/// <summary>Something happened that never may.</summary>
/// <param name="offending">
/// The events at whose end it was noticed, the breaking one among them; none when it is not one entity's doing.
/// </param>
public sealed class InvariantBrokenException(string message, params ImmutableArray<RecordedEvent> offending)
    : Exception(message)
{
    public ImmutableArray<RecordedEvent> Offending { get; } = offending;
}
