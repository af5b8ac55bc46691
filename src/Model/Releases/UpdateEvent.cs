using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>Events of the update service itself; releases have histories of their own.</summary>
public abstract record UpdateEvent : IEvent
{
    private UpdateEvent()
    {
    }

    public sealed record SoftwareUpdatePublished(string Version) : UpdateEvent;
}
