namespace RsrActors.Model.Image4.Keys;

/// <summary>What tickets have in the place of their signatures.</summary>
public enum TicketSignatures
{
    /// <summary>Signatures of the identity's key.</summary>
    Computed,

    /// <summary>
    /// SHA-384 of what would be signed. It proves nothing about the key, but a ticket that was changed, or that has the
    /// certificate of another authority, is refused with the same verdict as with signatures. For runs of which only
    /// the decisions matter: no history contains a signature.
    /// </summary>
    Omitted,
}
