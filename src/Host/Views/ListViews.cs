using System.Collections.Immutable;

namespace RsrActors.Host.Views;

/// <summary>A list over HTTP.</summary>
internal sealed record ListView<T>(ImmutableArray<T> Items);

/// <summary>A page of devices over HTTP.</summary>
/// <param name="Items">In the order of their numbers.</param>
/// <param name="Matching">Devices of the whole fleet that match.</param>
/// <param name="Next">The address of the next page; null when no page follows.</param>
internal sealed record DeviceListView(ImmutableArray<DeviceRow> Items, int Matching, string? Next);
