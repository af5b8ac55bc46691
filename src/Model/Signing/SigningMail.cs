namespace RsrActors.Model.Signing;

/// <summary>A device asks for a ticket for a response.</summary>
/// <param name="Attempt">Numbers the device's requests for this release; chance is drawn per request.</param>
public sealed record TicketRequest(
    string Release, string Variant, uint ChipId, ulong Ecid, Digest Nonce, int Attempt);

/// <summary>The service's answer to a <see cref="TicketRequest"/>.</summary>
public abstract record TicketAnswer(string Release)
{
    /// <summary>
    /// A ticket. Its bytes are a function of the device, the release, the nonce and the flaw, and of the run's key, so
    /// only these are stored; the signature travels along and is made again when it got lost with a process.
    /// </summary>
    public sealed record Granted(string Release, Digest Nonce, TicketFlaw Flaw) : TicketAnswer(Release)
    {
        /// <summary>The ticket's bytes; empty after a resume. Not part of what the answer is.</summary>
        public ReadOnlyMemory<byte> Ticket { get; init; }

        public bool Equals(Granted? other) =>
            other is not null && Release == other.Release && Nonce.Equals(other.Nonce) && Flaw == other.Flaw;

        public override int GetHashCode() => Nonce.GetHashCode();
    }

    /// <summary>No ticket, and why, in the service's own protocol.</summary>
    public sealed record Denied(string Release, int Status, string Message) : TicketAnswer(Release);
}

/// <summary>What is wrong with a ticket, when a fault made it so. A device finds out by verifying it.</summary>
public enum TicketFlaw
{
    None,
    OtherDevice,
    OtherContent,
    ForeignCertificate,
}

/// <summary>Answers of the signing service's protocol (STATUS and MESSAGE of Apple's TSS).</summary>
public static class SigningStatus
{
    public const int NotEligible = 94;
    public const string NotEligibleMessage = "This device isn't eligible for the requested build.";

    /// <summary>No status could be read from what came back, or nothing came back.</summary>
    public const int Unreachable = -1;
    public const string UnreachableMessage = "The signing service could not be reached.";

    /// <summary>Not of TSS, but of HTTP: the request was turned away before it was looked at.</summary>
    public const int RateLimited = 429;
    public const string RateLimitedMessage = "Too many requests.";
}

/// <summary>The update service tells the signing service what it may sign.</summary>
public sealed record SigningPolicy(string Release, bool Eligible);

/// <summary>
/// The signing service tells the update service, from time to time, what was asked and answered so far.
/// </summary>
public sealed record SigningTally(string Release, long Issued, long Refused);

/// <summary>The operator breaks or mends the signing service.</summary>
public sealed record SigningOutage(bool Starts);
