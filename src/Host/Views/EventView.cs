using System.Text.Json;

namespace RsrActors.Host.Views;

/// <summary>An event, as <c>rsr export</c> writes it.</summary>
internal sealed record EventView
{
    /// <summary>As 2023-07-10T17:00:45.250Z.</summary>
    public required string At { get; init; }

    /// <summary>The same in milliseconds of virtual time since the scenario's start.</summary>
    public required long Ms { get; init; }

    /// <summary>A device, release or service, as device-0000042.</summary>
    public required string Entity { get; init; }

    /// <summary>The entity's events count from 1.</summary>
    public required long Seq { get; init; }

    /// <summary>The event's name.</summary>
    public required string Event { get; init; }

    /// <summary>Its fields; they depend on the event.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Data { get; init; }
}
