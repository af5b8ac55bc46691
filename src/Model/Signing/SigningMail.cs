using System.Collections.Immutable;
using RsrActors.Model.Image4;

namespace RsrActors.Model.Signing;

/// <summary>
/// A device requests a ticket, for a response or for a software update. It says what it is, and what it is asking for.
/// </summary>
/// <param name="Release">The id of the response, or the version by which the update is published.</param>
/// <param name="Variant">Of a response, the variant for the device; empty for a boot ticket.</param>
/// <param name="ProductClass">The class that the device is of: <c>Platform.ProductClass</c>.</param>
/// <param name="Build">The base build that it runs; for a boot ticket, the build to start.</param>
/// <param name="Nonce">What the ticket is bound to: the nonce for cryptexes, or the hash of the boot nonce.</param>
/// <param name="Objects">The digests of what the ticket shall vouch for.</param>
/// <param name="Attempt">The number of the device's request for this release; each request has its own draws.</param>
public sealed record TicketRequest(
    TicketKind Kind,
    string Release,
    string Variant,
    uint ChipId,
    uint BoardId,
    ulong Ecid,
    uint ProductClass,
    string Build,
    Digest Nonce,
    ImmutableArray<MeasuredObject> Objects,
    int Attempt);

/// <summary>What a ticket vouches for.</summary>
public enum TicketKind
{
    /// <summary>The content of a response (Cryptex1).</summary>
    Cryptex,

    /// <summary>What a device starts: boot firmware, kernel and system volume of a build.</summary>
    Boot,
}

/// <summary>The service's answer to a <see cref="TicketRequest"/>.</summary>
public abstract record TicketAnswer(string Release)
{
    /// <summary>
    /// A ticket. Its bytes are a function of the device, the release, the nonce, the flaw and the run's key, so they
    /// are not stored. The signature is sent along, and is made again if it was lost with a process.
    /// </summary>
    public sealed record Granted(string Release, Digest Nonce, TicketFlaw Flaw) : TicketAnswer(Release)
    {
        /// <summary>The ticket's bytes; empty after a resume. They are not part of the answer's value.</summary>
        public ReadOnlyMemory<byte> Ticket { get; init; }

        public bool Equals(Granted? other) =>
            other is not null && Release == other.Release && Nonce.Equals(other.Nonce) && Flaw == other.Flaw;

        public override int GetHashCode() => Nonce.GetHashCode();
    }

    /// <summary>No ticket, with the reason in the service's own protocol.</summary>
    public sealed record Denied(string Release, int Status, string Message) : TicketAnswer(Release);
}

/// <summary>The flaw that a fault has caused in a ticket. A device detects it when it verifies the ticket.</summary>
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

    /// <summary>The status could not be read, or there was no answer.</summary>
    public const int Unreachable = -1;
    public const string UnreachableMessage = "The signing service could not be reached.";

    /// <summary>A status of HTTP and not of TSS: the request was refused before it was read.</summary>
    public const int RateLimited = 429;
    public const string RateLimitedMessage = "Too many requests.";
}

/// <summary>Whether a release may be signed: from the update service to the signing service.</summary>
public sealed record SigningPolicy(string Release, bool Eligible);

/// <summary>The requests answered so far: from the signing service to the update service, from time to time.</summary>
public sealed record SigningTally(string Release, long Issued, long Refused);

/// <summary>The operator starts or ends an outage of the signing service.</summary>
public sealed record SigningOutage(bool Starts);
