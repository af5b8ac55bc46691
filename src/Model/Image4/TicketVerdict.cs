namespace RsrActors.Model.Image4;

/// <summary>
/// Why a device refuses a ticket, in the words and numbers of XNU (<c>image4/trust.h</c>, <c>sys/errno.h</c>).
/// </summary>
public enum Errno
{
    /// <summary>There is nothing to refuse.</summary>
    None = 0,

    /// <summary>The manifest does not vouch for what the device holds.</summary>
    ENOENT = 2,

    /// <summary>A constraint is violated: another device, another class, or more than the certificate allows.</summary>
    EACCES = 13,

    /// <summary>The nonce is not the device's nonce any more.</summary>
    ESTALE = 70,

    /// <summary>Image4, but not a manifest.</summary>
    EFTYPE = 79,

    /// <summary>A bad signature, or a certificate of another authority.</summary>
    EAUTH = 80,

    /// <summary>Not Image4.</summary>
    EILSEQ = 92,
}

/// <summary>What a device thinks of a ticket.</summary>
/// <param name="Errno">Why not; <see cref="Errno.None"/> when it is accepted.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record TicketVerdict(Errno Errno, string Sentence)
{
    public static readonly TicketVerdict Accepted = new(Errno.None, "The ticket is good.");

    public bool IsAccepted => Errno == Errno.None;

    public override string ToString() => IsAccepted ? Sentence : $"{Errno}: {Sentence}";
}
