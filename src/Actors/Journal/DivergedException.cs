namespace RsrActors.Actors.Journal;

/// <summary>What is computed again is not what was stored.</summary>
public sealed class DivergedException(string message) : Exception(message);
