using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Events;

/// <summary>How one kind of event is exported: its name, and the fields of its data in their fixed order.</summary>
/// <param name="Keys">The keys of the data, in their order.</param>
public sealed record EventForm(
    string Name, JsonEncodedText EncodedName, ImmutableArray<string> Keys, Action<EventFields, IEvent> WriteData)
{
    public static KeyValuePair<Type, EventForm> For<T>(string name, Action<FieldsOf<T>> declare) where T : IEvent
    {
        var fields = new FieldsOf<T>(declare);
        return new(
            typeof(T),
            new(
                name, JsonEncodedText.Encode(name), [.. fields.Keys],
                (output, happened) => fields.Write(output, (T)happened)));
    }
}

/// <summary>The table of all events as they are exported. An event that is not in it cannot be exported.</summary>
public static class EventForms
{
    /// <summary>All forms in the order of the documentation: events of devices, of releases, of services.</summary>
    private static readonly ImmutableArray<KeyValuePair<Type, EventForm>> Ordered =
        [.. DeviceEventForms.All, .. ReleaseEventForms.All, .. ServiceEventForms.All];

    private static readonly FrozenDictionary<Type, EventForm> Table = Ordered.ToFrozenDictionary();

    /// <summary>The names of all events, in the table's order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Ordered.Select(one => one.Value.Name)];

    /// <summary>The events with these names; upper and lower case are the same.</summary>
    public static FrozenSet<Type> Called(IReadOnlyCollection<string> names) =>
        Ordered.Where(one => names.Contains(one.Value.Name, StringComparer.OrdinalIgnoreCase)).Select(one => one.Key)
            .ToFrozenSet();

    /// <summary>
    /// The keys that the data of these events have, each once: in the table's order of events, and in an event's order
    /// of fields.
    /// </summary>
    /// <param name="events">Null for all.</param>
    public static ImmutableArray<string> KeysOf(IReadOnlySet<Type>? events) =>
    [
        .. Ordered.Where(one => events is null || events.Contains(one.Key))
            .SelectMany(one => one.Value.Keys).Distinct(),
    ];

    /// <summary>The name of a kind of event; that of its type where exports do not know it.</summary>
    public static string NameOf(Type happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return Table.TryGetValue(happened, out var form) ? form.Name : happened.Name;
    }

    public static EventForm Of(IEvent happened) =>
        Table.TryGetValue(happened.GetType(), out var form)
            ? form
            : throw new ArgumentOutOfRangeException(
                nameof(happened), happened.GetType().Name, "A new event needs its form in the table of exports.");
}
