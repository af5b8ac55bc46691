using System.Collections.Immutable;

namespace RsrActors.Host.Live;

/// <summary>Which events of devices somebody wants to see. Whoever wants the same has an equal one.</summary>
internal sealed record EventFilter
{
    /// <summary>Only these devices' events; all devices' when there is none.</summary>
    public ImmutableSortedSet<int> Devices { get; init; } = [];

    /// <summary>
    /// Only events of these names, as exports have them (<c>TicketIssued</c>); all when there is none.
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
