namespace RsrActors.Model.Image4;

/// <summary>
/// Why a device refuses a ticket, with XNU's names and numbers (<c>image4/trust.h</c>, <c>sys/errno.h</c>).
/// </summary>
public enum Errno
{
    /// <summary>The ticket is accepted.</summary>
    None = 0,

    /// <summary>The manifest does not contain the digest of what the device has.</summary>
    ENOENT = 2,

    /// <summary>A constraint is violated: another device, another class, or more than the certificate allows.</summary>
    EACCES = 13,

    /// <summary>The nonce is no longer the device's nonce.</summary>
    ESTALE = 70,

    /// <summary>Image4, but not a manifest.</summary>
    EFTYPE = 79,

    /// <summary>A bad signature, or a certificate of another authority.</summary>
    EAUTH = 80,

    /// <summary>Not Image4.</summary>
    EILSEQ = 92,
}

/// <summary>The result of verifying a ticket.</summary>
/// <param name="Errno">The reason for a refusal; <see cref="Errno.None"/> when the ticket is accepted.</param>
/// <param name="Sentence">The reason as text.</param>
public sealed record TicketVerdict(Errno Errno, string Sentence)
{
    public static readonly TicketVerdict Accepted = new(Errno.None, "The ticket is good.");

    public bool IsAccepted => Errno == Errno.None;

    public override string ToString() => IsAccepted ? Sentence : $"{Errno}: {Sentence}";
}
