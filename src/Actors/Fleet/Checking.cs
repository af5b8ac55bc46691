namespace RsrActors.Actors.Fleet;

/// <summary>What a run checks besides what it simulates. Checks stop a run that fails one, and change nothing else.</summary>
public enum Checking
{
    /// <summary>All invariants, after every event and at the end of every epoch.</summary>
    Everything,

    /// <summary>Nothing: for a run of which only figures are wanted.</summary>
    Nothing,
}
