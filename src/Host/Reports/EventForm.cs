using System.Collections.Frozen;
using System.Text.Json;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Reports;

/// <summary>How one kind of event is exported: its name, and the fields of its data in their fixed order.</summary>
internal sealed record EventForm(string Name, JsonEncodedText EncodedName, Action<EventFields, IEvent> WriteData)
{
    public static KeyValuePair<Type, EventForm> For<T>(string name, Action<EventFields, T> write) where T : IEvent =>
        new(typeof(T), new(name, JsonEncodedText.Encode(name), (fields, happened) => write(fields, (T)happened)));
}

/// <summary>The table of all events as they are exported. An event that is not in it cannot be exported.</summary>
internal static class EventForms
{
    private static readonly FrozenDictionary<Type, EventForm> Table = FrozenDictionary.ToFrozenDictionary(
        [.. DeviceEventForms.All, .. ReleaseEventForms.All, .. ServiceEventForms.All]);

    /// <summary>The events that are called so; upper and lower case are the same.</summary>
    public static FrozenSet<Type> Called(IReadOnlyCollection<string> names) =>
        Table.Where(one => names.Contains(one.Value.Name, StringComparer.OrdinalIgnoreCase)).Select(one => one.Key)
            .ToFrozenSet();

    public static EventForm Of(IEvent happened) =>
        Table.TryGetValue(happened.GetType(), out var form)
            ? form
            : throw new ArgumentOutOfRangeException(
                nameof(happened), happened.GetType().Name, "A new event needs its form in the table of exports.");
}
