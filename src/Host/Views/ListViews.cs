using System.Collections.Immutable;

namespace RsrActors.Host.Views;

/// <summary>A list over HTTP.</summary>
internal sealed record ListView<T>(ImmutableArray<T> Items);

/// <summary>Counts of the fleet over HTTP.</summary>
/// <param name="At">Everything before this moment is in the counts.</param>
/// <param name="AtMs">The same in milliseconds of virtual time since the scenario's start.</param>
internal sealed record CountedListView<T>(ImmutableArray<T> Items, string At, long AtMs);

/// <summary>A page of devices over HTTP.</summary>
/// <param name="Items">In the order of their numbers.</param>
/// <param name="Matching">Devices of the whole fleet that match.</param>
/// <param name="Next">The address of the next page; null when no page follows.</param>
internal sealed record DeviceListView(ImmutableArray<DeviceRow> Items, int Matching, string? Next);
