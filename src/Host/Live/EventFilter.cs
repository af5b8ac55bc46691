using System.Collections.Immutable;

namespace RsrActors.Host.Live;

/// <summary>Selects events of devices. Filters that select the same are equal.</summary>
internal sealed record EventFilter
{
    /// <summary>Only events of these devices; of all devices when the set is empty.</summary>
    public ImmutableSortedSet<int> Devices { get; init; } = [];

    /// <summary>
    /// Only events with these names, as in exports (<c>TicketIssued</c>); all events when the set is empty.
    /// </summary>
    public ImmutableSortedSet<string> Events { get; init; } = [];

    public bool Equals(EventFilter? other) =>
        other is not null && Devices.SetEquals(other.Devices) && Events.SetEquals(other.Events);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var device in Devices)
            hash.Add(device);
        foreach (var name in Events)
            hash.Add(name);
        return hash.ToHashCode();
    }
}
