using System.Collections.Immutable;

namespace RsrActors.Host.Views;

/// <summary>A page of a list of devices.</summary>
/// <param name="Rows">In the order of their numbers.</param>
/// <param name="Matching">Devices of the whole fleet that match.</param>
internal sealed record DevicePage(ImmutableArray<DeviceRow> Rows, int Matching)
{
    /// <summary>The device number with which the next page may begin; null when no page follows.</summary>
    public required int? Next { get; init; }
}
