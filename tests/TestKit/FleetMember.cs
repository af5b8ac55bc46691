using RsrActors.Model.Simulation;

namespace RsrActors.TestKit;

/// <summary>A device, a release, or a service of a running fleet: an entity with a history.</summary>
public class FleetMember
{
    private readonly List<RecordedEvent> _events = [];

    internal FleetMember(RunningFleet fleet, EntityId entity) => (Fleet, Entity) = (fleet, entity);

    /// <summary>The fleet to which it belongs.</summary>
    public RunningFleet Fleet { get; }

    /// <summary>Its name in histories.</summary>
    public EntityId Entity { get; }

    /// <summary>Its events so far, in order.</summary>
    public IReadOnlyList<RecordedEvent> Events => _events;

    /// <summary>The names of its events, in order.</summary>
    public IEnumerable<string> Outline => _events.Select(happened => happened.Event.GetType().Name);

    /// <summary>Its events of one kind.</summary>
    public IEnumerable<T> All<T>() where T : IEvent => _events.Select(happened => happened.Event).OfType<T>();

    /// <summary>Whether it has an event of one kind.</summary>
    public bool Has<T>() where T : IEvent => All<T>().Any();

    /// <summary>Its history, one line of JSON an event, as <c>rsr export</c> writes it.</summary>
    public string History() => HistoryText.Of(_events, Fleet.Scenario);

    /// <summary>Its name in histories.</summary>
    public sealed override string ToString() => Entity.ToString();

    internal void Add(in RecordedEvent happened) => _events.Add(happened);
}
