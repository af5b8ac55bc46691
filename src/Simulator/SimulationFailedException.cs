namespace RsrActors.Simulator;

/// <summary>A run did not reach its end: an invariant was broken, or the simulator has a defect.</summary>
public sealed class SimulationFailedException(string message, Exception cause) : Exception(message, cause);
