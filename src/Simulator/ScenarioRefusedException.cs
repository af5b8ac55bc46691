namespace RsrActors.Simulator;

/// <summary>A scenario does not exist or is not valid.</summary>
/// <param name="message">One sentence: where, what was found, what is allowed.</param>
public sealed class ScenarioRefusedException(string message) : Exception(message);
