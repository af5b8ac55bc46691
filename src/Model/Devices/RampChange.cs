using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// A new catalogue that differs from the one before in percentages of ramps only. It changes nothing for most devices:
/// a ramp admits them as before.
/// </summary>
public sealed class RampChange
{
    private readonly World _world;
    private readonly ImmutableArray<Ramp> _ramps;

    private RampChange(World world, ImmutableArray<Ramp> ramps) => (_world, _ramps) = (world, ramps);

    /// <summary>Null when anything else has changed.</summary>
    public static RampChange? Between(Publications before, Publications after, World world)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, now) = (before.Catalogue, after.Catalogue);
        if (!ReferenceEquals(before.Affected, after.Affected) || !ReferenceEquals(before.Orders, after.Orders)
            || old.Responses.Length != now.Responses.Length || old.Updates.Length != now.Updates.Length)
        {
            return null;
        }

        var ramps = ImmutableArray.CreateBuilder<Ramp>();
        foreach (var (was, entry) in old.Responses.Zip(now.Responses))
        {
            if (was with { Percent = entry.Percent } != entry)
                return null;
            if (was.Percent != entry.Percent)
                ramps.Add(new(entry.Release, was.Percent, entry.Percent, entry.Admission));
        }

        foreach (var (was, entry) in old.Updates.Zip(now.Updates))
        {
            if (was with { Percent = entry.Percent } != entry)
                return null;
            if (was.Percent != entry.Percent)
                ramps.Add(new(entry.Release, was.Percent, entry.Percent, entry.Admission));
        }

        return new(world, [.. ramps.Distinct()]);
    }

    /// <summary>
    /// Whether something may be due on the device at another moment than before. A block may last until the catalogue
    /// changes, whatever the change is.
    /// </summary>
    public bool Concerns(DeviceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.Blocked.IsEmpty)
            return true;
        foreach (var ramp in _ramps)
        {
            if (From(state, ramp, ramp.Before) != From(state, ramp, ramp.After))
                return true;
        }

        return false;
    }

    private VirtualTime From(DeviceState state, Ramp ramp, double percent) => RampDraws.AdmittedFrom(
        _world, state.Traits.Number, ramp.Release, percent, ramp.Admission, state.Traits);

    private readonly record struct Ramp(string Release, double Before, double After, PublishedAdmission? Admission);
}
