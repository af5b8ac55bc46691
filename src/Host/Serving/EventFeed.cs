using System.Collections.Immutable;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Serving;

/// <summary>Hands events as they happen to whoever watches. The simulation never waits for it.</summary>
internal sealed class EventFeed : IEventFeed
{
    public bool IsWatched => false;

    public void Happened(ImmutableArray<RecordedEvent> events)
    {
    }
}
