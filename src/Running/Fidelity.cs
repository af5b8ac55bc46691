namespace RsrActors.Running;

/// <summary>How much of a run is computed. No history, no state and no figure depends on it.</summary>
public enum Fidelity
{
    /// <summary>Everything, as <c>rsr run</c> does: the signing service signs, and devices verify signatures.</summary>
    Full,

    /// <summary>
    /// What decisions depend on. A ticket has the digest of its content in the place of the signature, and devices have
    /// no actors: their cohort does what a device and its procedures do.
    /// </summary>
    Decisions,
}
