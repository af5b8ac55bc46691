using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using RsrActors.Host.Live;
using RsrActors.Host.Runs;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Http;

/// <summary>Which events a stream has: of some entities, with some names.</summary>
internal sealed class StreamFilter
{
    private readonly FrozenSet<EntityId> _entities;
    private readonly FrozenSet<string> _events;
    private readonly FrozenSet<Type> _types;

    private StreamFilter(IEnumerable<EntityId> entities, IEnumerable<string> events)
    {
        (_entities, _events) = (entities.ToFrozenSet(), events.ToFrozenSet(StringComparer.Ordinal));
        _types = EventForms.Called([.. _events]);
    }

    /// <summary>Whether it has all events.</summary>
    public bool IsAll => _entities.Count == 0 && _events.Count == 0;

    /// <summary>The same for the preview, which has events of devices only.</summary>
    public EventFilter ForDevices => new()
    {
        Devices = [.. _entities.Select(entity => entity.Number)],
        Events = [.. _events],
    };

    /// <summary>Its events in an epoch, in their order.</summary>
    public IEnumerable<RecordedEvent> In(ClosedEpoch epoch) =>
        _entities.Count > 0
            ? epoch.ByEntity.Of(_entities)
                .Where(happened => _types.Count == 0 || _types.Contains(happened.Event.GetType()))
            : _types.Count > 0 ? epoch.ByType.Of(_types) : epoch.Events;

    /// <exception cref="RequestRefusedException">There is no such entity or event.</exception>
    public static StreamFilter Of(IQueryCollection query, Scenario scenario)
    {
        var events = query["event"].OfType<string>().ToImmutableArray();
        foreach (var name in events)
        {
            if (!EventForms.Names.Contains(name))
            {
                throw new RequestRefusedException(Problem.Of(
                    400, "event", name, $"it may be {string.Join(", ", EventForms.Names)}"));
            }
        }

        var entities = query["device"].OfType<string>().Select(name => DeviceOf(name, scenario))
            .Concat(query["entity"].OfType<string>().Select(name => EntityOf(name, scenario)));
        return new(entities, events);
    }

    private static EntityId DeviceOf(string name, Scenario scenario) =>
        Entities.DeviceNumber(name) is { } number && number < scenario.Fleet.Devices
            ? EntityId.Device(number)
            : throw new RequestRefusedException(Problem.Of(
                400, "device", name,
                $"the fleet has {EntityId.Device(0)} to {EntityId.Device(scenario.Fleet.Devices - 1)}"));

    private static EntityId EntityOf(string name, Scenario scenario) => Entities.Find(name, scenario)
        ?? throw new RequestRefusedException(Problem.Of(400, "entity", name, $"there are {Entities.All(scenario)}"));
}
