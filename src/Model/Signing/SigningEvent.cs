using RsrActors.Model.Simulation;

namespace RsrActors.Model.Signing;

/// <summary>What happens at the signing service.</summary>
public abstract record SigningEvent : IEvent
{
    private SigningEvent()
    {
    }

    public sealed record SigningOutageStarted : SigningEvent;

    public sealed record SigningOutageEnded : SigningEvent;

    /// <param name="Eligible">Whether the signing service grants tickets for the release.</param>
    public sealed record SigningPolicyChanged(string Release, bool Eligible) : SigningEvent;
}
