using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Views;

/// <summary>
/// The counts of a fleet, or of a part of it, at one moment. Devices that are alike are counted in one cell. So the
/// census of a million devices is small, can be added to that of another part, and answers every query for a count.
/// </summary>
/// <param name="Cells">In the order of their keys, without empty cells.</param>
public sealed record FleetCensus(ImmutableArray<(CensusKey Key, CensusCount Count)> Cells)
{
    public static readonly FleetCensus Empty = new([]);

    public CensusCount Total => Sum(static _ => true);

    /// <param name="catalogue">The published catalogue; it decides which devices are protected.</param>
    public static FleetCensus Of(
        IEnumerable<DeviceState> devices, VirtualTime at, World world, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(devices);
        ArgumentNullException.ThrowIfNull(catalogue);
        var protection = new Protection(world, catalogue.Responses);
        var cells = new Dictionary<CensusKey, CensusCount>();
        foreach (var device in devices)
        {
            ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(
                cells, CensusKey.Of(device, at, world), out _);
            cell += CensusCount.Of(device, protection);
        }

        return Of(cells);
    }

    /// <summary>The census of a whole fleet, from those of its parts.</summary>
    public static FleetCensus Of(IEnumerable<FleetCensus> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var cells = new Dictionary<CensusKey, CensusCount>();
        foreach (var (key, count) in parts.SelectMany(part => part.Cells))
        {
            ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, key, out _);
            cell += count;
        }

        return Of(cells);
    }

    public CensusCount Sum(Func<CensusKey, bool> of) =>
        Cells.Where(cell => of(cell.Key)).Aggregate(default(CensusCount), static (sum, cell) => sum + cell.Count);

    /// <summary>The counts grouped by a function of the key, in the order of its values.</summary>
    public ImmutableArray<(T What, CensusCount Count)> By<T>(Func<CensusKey, T> what, IComparer<T>? order = null) =>
    [
        .. Cells.GroupBy(cell => what(cell.Key))
            .OrderBy(group => group.Key, order)
            .Select(
                group => (group.Key, group.Aggregate(default(CensusCount), static (sum, cell) => sum + cell.Count))),
    ];

    public bool Equals(FleetCensus? other) => other is not null && Cells.SequenceEqual(other.Cells);

    public override int GetHashCode() => Cells.Aggregate(0, static (hash, cell) => HashCode.Combine(hash, cell));

    private static FleetCensus Of(Dictionary<CensusKey, CensusCount> cells) => new(
        [.. cells.OrderBy(cell => cell.Key).Select(cell => (cell.Key, cell.Value))]);
}

/// <summary>What the devices of one cell have in common.</summary>
/// <param name="OsVersion">The version of the base.</param>
/// <param name="Active">The active response; null on the base.</param>
/// <param name="Incoming">The response that is being installed; null for none.</param>
public readonly record struct CensusKey(
    Platform Platform, DeviceStanding Standing, string OsVersion, string BaseBuild, string? Active, string? Incoming)
    : IComparable<CensusKey>
{
    public static CensusKey Of(DeviceState device, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new(
            device.Platform, device.StandingAt(at, world), device.Os.Version, device.Os.Build,
            device.Active?.Release, device.Incoming);
    }

    public int CompareTo(CensusKey other)
    {
        var order = Platform.CompareTo(other.Platform);
        order = order != 0 ? order : Standing.CompareTo(other.Standing);
        order = order != 0 ? order : string.CompareOrdinal(OsVersion, other.OsVersion);
        order = order != 0 ? order : string.CompareOrdinal(BaseBuild, other.BaseBuild);
        order = order != 0 ? order : string.CompareOrdinal(Active, other.Active);
        return order != 0 ? order : string.CompareOrdinal(Incoming, other.Incoming);
    }

    public static bool operator <(CensusKey left, CensusKey right) => left.CompareTo(right) < 0;

    public static bool operator >(CensusKey left, CensusKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(CensusKey left, CensusKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CensusKey left, CensusKey right) => left.CompareTo(right) >= 0;
}

/// <summary>
/// The number of devices, and how many of them are protected, share analytics, are managed or reverted.
/// </summary>
/// <param name="Protected">They run the newest response, a later one, or a base with its fixes.</param>
/// <param name="BrowserProtected">They are protected at least in Safari.</param>
/// <param name="Reverted">They had responses that were removed, and run the base.</param>
public readonly record struct CensusCount(
    int Devices, int Protected, int BrowserProtected, int Sharing, int Managed, int Reverted)
{
    public static CensusCount Of(DeviceState device, Protection protection)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new(
            1, One(device.IsProtected(protection)), One(device.IsBrowserProtected(protection)),
            One(device.SharesAnalytics), One(device.Managed is not null), One(device.IsReverted));
    }

    public static CensusCount Add(CensusCount left, CensusCount right) => left + right;

    public static CensusCount operator +(CensusCount left, CensusCount right) => new(
        left.Devices + right.Devices, left.Protected + right.Protected, left.BrowserProtected + right.BrowserProtected,
        left.Sharing + right.Sharing, left.Managed + right.Managed, left.Reverted + right.Reverted);

    private static int One(bool holds) => holds ? 1 : 0;
}
