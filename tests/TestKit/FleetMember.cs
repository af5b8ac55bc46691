using RsrActors.Model.Simulation;

namespace RsrActors.TestKit;

/// <summary>Whoever has a history in a running fleet: a device, a release, or a service.</summary>
public class FleetMember
{
    private readonly List<RecordedEvent> _events = [];

    internal FleetMember(RunningFleet fleet, EntityId entity) => (Fleet, Entity) = (fleet, entity);

    /// <summary>The fleet it belongs to.</summary>
    public RunningFleet Fleet { get; }

    /// <summary>Its name in histories.</summary>
    public EntityId Entity { get; }

    /// <summary>What has happened to it so far, in order.</summary>
    public IReadOnlyList<RecordedEvent> Events => _events;

    /// <summary>The names of the events: what happened, in short.</summary>
    public IEnumerable<string> Outline => _events.Select(happened => happened.Event.GetType().Name);

    /// <summary>What has happened to it of one kind.</summary>
    public IEnumerable<T> All<T>() where T : IEvent => _events.Select(happened => happened.Event).OfType<T>();

    /// <summary>Whether anything of one kind has happened to it.</summary>
    public bool Has<T>() where T : IEvent => All<T>().Any();

    /// <summary>Its history, one line of JSON an event, as <c>rsr export</c> writes it.</summary>
    public string History() => HistoryText.Of(_events, Fleet.Scenario);

    /// <summary>Its name in histories.</summary>
    public sealed override string ToString() => Entity.ToString();

    internal void Add(in RecordedEvent happened) => _events.Add(happened);
}
