namespace RsrActors.Model.Simulation;

/// <summary>
/// What a draw is for. The numbers are part of every history: a new purpose gets a new number, and a number is never
/// used again for something else.
/// </summary>
public enum Purpose
{
    /// <summary>For experiments with the kernel alone.</summary>
    Toy = 1,
    ToyTarget = 2,
}
