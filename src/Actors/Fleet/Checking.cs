namespace RsrActors.Actors.Fleet;

/// <summary>
/// What a run checks besides what it simulates. A check stops the run that fails it, and changes nothing else.
/// </summary>
public enum Checking
{
    /// <summary>All invariants, after every event and at the end of every epoch.</summary>
    Everything,

    /// <summary>Nothing: for a run of which only figures are wanted.</summary>
    Nothing,
}
