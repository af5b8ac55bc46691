using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Views;

/// <summary>
/// Finds the devices of a selection among many. One condition after the other is applied to a whole block of devices,
/// those that read the state itself first: a loop that reads one thing of each device lets the processor fetch it for
/// many devices at once, and fetching is what takes time in a large fleet.
/// </summary>
public sealed class DeviceFilter
{
    private readonly ImmutableArray<Func<DeviceState, bool>> _conditions;

    /// <param name="at">Everything before this moment is in the states.</param>
    /// <param name="protection">Decides which devices are protected.</param>
    public DeviceFilter(DeviceSelection selection, VirtualTime at, World world, Protection protection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(protection);
        var conditions = ImmutableArray.CreateBuilder<Func<DeviceState, bool>>();
        if (selection.SharesAnalytics is { } shares)
            conditions.Add(state => state.SharesAnalytics == shares);
        if (selection.Managed is { } managed)
            conditions.Add(state => state.Managed is not null == managed);
        if (selection.Standing is { } standing)
            conditions.Add(state => state.StandingAt(at, world) == standing);
        if (selection.OsVersion is { } version)
            conditions.Add(state => state.Os.Version == version);
        if (selection.Release is { } id)
        {
            var release = world.Scenario.AllReleases.First(one => one.Id == id);
            conditions.Add(state => state.PresenceOf(release, at, world) is not ReleasePresence.None);
        }

        if (selection.Platform is { } platform)
            conditions.Add(state => state.Platform == platform);
        if (selection.Ring is { } ring)
            conditions.Add(state => world.RingOf(state.Traits)?.Name == ring);
        if (selection.Group is { } group)
            conditions.Add(state => state.Traits.Group?.Name == group || state.Traits.Kind.Label == group);
        if (selection.Model is { } model)
            conditions.Add(state => state.Traits.Model.Name.Equals(model, StringComparison.OrdinalIgnoreCase));
        if (selection.Protected is { } isProtected)
            conditions.Add(state => state.IsProtected(protection) == isProtected);
        _conditions = conditions.DrainToImmutable();
    }

    /// <summary>Moves the devices of the selection to the beginning of a block, in their order.</summary>
    /// <returns>How many there are.</returns>
    public int Keep(Span<DeviceState> block)
    {
        foreach (var fits in _conditions)
        {
            var kept = 0;
            foreach (var state in block)
            {
                block[kept] = state;
                kept += fits(state) ? 1 : 0;
            }

            block = block[..kept];
        }

        return block.Length;
    }
}
