using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>What the update service publishes, beside the histories of its releases.</summary>
public abstract record UpdateEvent : IEvent
{
    private UpdateEvent()
    {
    }

    public sealed record SoftwareUpdatePublished(string Version) : UpdateEvent;
}
