using System.Collections.Immutable;

namespace RsrActors.Model.Simulation;

/// <summary>What happens at a service, or at the operator's desk.</summary>
public abstract record ServiceEvent : IEvent
{
    private ServiceEvent()
    {
    }

    public sealed record CommandAccepted(string Command, string IssuedBy) : ServiceEvent;

    public sealed record SigningOutageStarted : ServiceEvent;

    public sealed record SigningOutageEnded : ServiceEvent;

    /// <param name="Eligible">Whether the signing service answers requests for it with a ticket.</param>
    public sealed record SigningPolicyChanged(string Release, bool Eligible) : ServiceEvent;

    /// <param name="Evidence">Why, in the words of the rule that found it.</param>
    public sealed record AffectedApplicationsPublished(string Release, ImmutableArray<string> Applications, string Evidence)
        : ServiceEvent;

    public sealed record SoftwareUpdatePublished(string Version) : ServiceEvent;
}
