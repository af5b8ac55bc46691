using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Catalogues.Devices;

/// <summary>
/// The devices of a run at a moment as an inventory: another scenario can start with this fleet. A device that has been
/// away since the start is silent for as long as it was then, and the days since.
/// </summary>
public static class DeviceInventory
{
    /// <summary>The kind of a device; null for one that no inventory has: not enrolled, or a Linux server.</summary>
    public static InventoryKind? KindOf(DeviceState state, World world, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(world);
        var traits = state.Traits;
        if (!state.Platform.IsApple || state.Phase is DevicePhase.Unenrolled)
            return null;
        return new()
        {
            Platform = state.Platform,
            Model = traits.Model.Name,
            ChipId = traits.Model.ChipId,
            Desktop = traits.Desktop,
            OsVersion = state.Os.Version,
            OsBuild = state.Os.Build,
            Letter = state.Active is { } active ? $"{world.Release(active.Release).Letter}" : "",
            Group = traits.Kind.Label.Length > 0 ? traits.Kind.Label : traits.Group?.Name ?? "",
            Ring = world.RingOf(traits)?.Name ?? "",
            DaysSilent = SilenceOf(traits, world.Fleet, at),
            Devices = 1,
        };
    }

    /// <summary>The kinds of all devices in the order of an inventory.</summary>
    public static ImmutableArray<InventoryKind> Of(IEnumerable<DeviceState> states, World world, VirtualTime at)
    {
        // Kinds are counted as they come: a million devices are a few hundred kinds.
        var counts = new Dictionary<InventoryKind, int>();
        foreach (var state in states)
        {
            if (KindOf(state, world, at) is { } kind)
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }

        return FleetRoster.Canonical(counts.Select(one => one.Key with { Devices = one.Value }));
    }

    private static int SilenceOf(Traits traits, FleetSettings fleet, VirtualTime at) =>
        fleet.Roster is { } roster && traits.AwayUntil > at
            ? roster.Of(traits.Number).Kind.DaysSilent + (int)(at - VirtualTime.Zero).TotalDays
            : 0;
}
