using System.Collections.Immutable;

namespace RsrActors.Host.Serving;

/// <summary>Which events somebody wants to see. Whoever wants the same has an equal one.</summary>
internal sealed record EventFilter
{
    public static readonly EventFilter Everything = new();

    /// <summary>Only these devices' events; all devices' when there is none.</summary>
    public ImmutableSortedSet<int> Devices { get; init; } = [];

    /// <summary>Those of releases, services and the operator, too.</summary>
    public bool Others { get; init; } = true;

    /// <summary>Only events of these names, as exports have them (<c>TicketIssued</c>); all when there is none.</summary>
    public ImmutableSortedSet<string> Events { get; init; } = [];

    public bool Equals(EventFilter? other) =>
        other is not null && Others == other.Others && Devices.SetEquals(other.Devices) && Events.SetEquals(other.Events);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Others);
        foreach (var device in Devices)
            hash.Add(device);
        foreach (var name in Events)
            hash.Add(name);
        return hash.ToHashCode();
    }
}
