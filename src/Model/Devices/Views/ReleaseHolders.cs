using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Views;

/// <summary>
/// Which devices have a release at one moment, and on which it is still to come: counts of devices that are alike.
/// </summary>
/// <param name="Cells">In the order of their keys, without empty cells and without <c>None</c>.</param>
public sealed record ReleaseHolders(ImmutableArray<(HolderKey Key, int Devices)> Cells)
{
    public HolderCount Total => HolderCount.Of(Cells);

    public static ReleaseHolders Of(IEnumerable<DeviceState> devices, IRelease release, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(devices);
        ArgumentNullException.ThrowIfNull(release);
        return Of(devices.Select(device => new HolderKey(
            device.Platform, device.Traits.Model.Name, device.Traits.Ring, device.PresenceOf(release, at, world),
            device.RunsInSafari(release.Id))));
    }

    /// <summary>Counts devices by their keys.</summary>
    public static ReleaseHolders Of(IEnumerable<HolderKey> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        return Of(devices.Where(key => key.Presence is not ReleasePresence.None).Select(key => (key, 1)));
    }

    /// <summary>The counts of a whole fleet, from those of its parts.</summary>
    public static ReleaseHolders Of(IEnumerable<ReleaseHolders> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return Of(parts.SelectMany(part => part.Cells));
    }

    public IEnumerable<(Platform Platform, HolderCount Count)> ByPlatform => By(key => key.Platform);

    /// <summary>In the order of the platforms.</summary>
    public IEnumerable<(string Model, HolderCount Count)> ByModel =>
        By(key => (key.Platform, key.Model)).Select(group => (group.What.Model, group.Count));

    /// <summary>By the place of the ring, in the order of the rings.</summary>
    public IEnumerable<(int Ring, HolderCount Count)> ByRing => By(key => key.Ring).OrderBy(group => group.What);

    public bool Equals(ReleaseHolders? other) => other is not null && Cells.SequenceEqual(other.Cells);

    public override int GetHashCode() => Cells.Length;

    /// <summary>In the order of the first cells.</summary>
    private IEnumerable<(T What, HolderCount Count)> By<T>(Func<HolderKey, T> what) =>
        Cells.GroupBy(cell => what(cell.Key)).Select(group => (group.Key, HolderCount.Of(group)));

    private static ReleaseHolders Of(IEnumerable<(HolderKey Key, int Devices)> counted)
    {
        var cells = new Dictionary<HolderKey, int>();
        foreach (var (key, devices) in counted)
            CollectionsMarshal.GetValueRefOrAddDefault(cells, key, out _) += devices;
        return new([.. cells.OrderBy(cell => cell.Key).Select(cell => (cell.Key, cell.Value))]);
    }
}

/// <summary>What the devices of one cell have in common.</summary>
/// <param name="Ring">The place of their ring, from 0; -1 in a fleet without rings.</param>
/// <param name="InSafari">Safari runs the response, and the rest of the device waits for the restart.</param>
public readonly record struct HolderKey(
    Platform Platform, string Model, int Ring, ReleasePresence Presence, bool InSafari) : IComparable<HolderKey>
{
    public int CompareTo(HolderKey other)
    {
        var order = Platform.CompareTo(other.Platform);
        order = order != 0 ? order : string.CompareOrdinal(Model, other.Model);
        order = order != 0 ? order : Ring.CompareTo(other.Ring);
        order = order != 0 ? order : Presence.CompareTo(other.Presence);
        return order != 0 ? order : InSafari.CompareTo(other.InSafari);
    }

    public static bool operator <(HolderKey left, HolderKey right) => left.CompareTo(right) < 0;

    public static bool operator >(HolderKey left, HolderKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(HolderKey left, HolderKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(HolderKey left, HolderKey right) => left.CompareTo(right) >= 0;
}

/// <summary>The number of devices that have a release, and on which it is still to come.</summary>
/// <param name="InSafari">Of those to come: Safari runs it already.</param>
/// <param name="Steps">Those to come, by how far it is, in the order of the steps; without zeros.</param>
public sealed record HolderCount(
    int Having, int ToCome, int InSafari, ImmutableArray<(ReleasePresence Step, int Devices)> Steps)
{
    public static HolderCount Of(IEnumerable<(HolderKey Key, int Devices)> cells)
    {
        var all = cells.ToArray();
        var toCome = all.Where(cell => ReleasePresences.IsToCome(cell.Key.Presence)).ToArray();
        return new(
            all.Where(cell => cell.Key.Presence is ReleasePresence.Active).Sum(cell => cell.Devices),
            toCome.Sum(cell => cell.Devices),
            toCome.Where(cell => cell.Key.InSafari).Sum(cell => cell.Devices),
            [
                .. toCome.GroupBy(cell => cell.Key.Presence).OrderBy(group => group.Key)
                    .Select(group => (group.Key, group.Sum(cell => cell.Devices))),
            ]);
    }

    /// <summary>The devices that are at one step.</summary>
    public int At(ReleasePresence step) => Steps.FirstOrDefault(one => one.Step == step).Devices;
}
