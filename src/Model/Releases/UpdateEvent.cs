using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>Events of the update service itself; releases have histories of their own.</summary>
public abstract record UpdateEvent : IEvent
{
    private UpdateEvent()
    {
    }

    /// <summary>The security content of a release or of a software update is published together with it.</summary>
    /// <param name="Release">The release's id, or the update's version.</param>
    /// <param name="Fixes">The vulnerabilities that it fixes; at least one.</param>
    public sealed record SecurityContentPublished(string Release, ImmutableArray<string> Fixes) : UpdateEvent;
}
