namespace RsrActors.Actors.Journal;

/// <summary>What is computed again differs from what was stored.</summary>
public sealed class DivergedException(string message) : Exception(message);
