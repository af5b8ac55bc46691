using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// What the rules of a device depend on: the device's state, the moment, the world, and what is published. The rules
/// pass it to each other as one argument.
/// </summary>
/// <remarks>It is not a record: a copy with another state would keep the moments of the first state.</remarks>
public readonly struct Situation(DeviceState state, VirtualTime at, World world, Publications published)
{
    public DeviceState State { get; } = state;

    /// <summary>Everything before this moment is done.</summary>
    public VirtualTime At { get; } = at;

    public World World { get; } = world;

    public Publications Published { get; } = published;

    /// <summary>When things happen on this device.</summary>
    public DeviceMoments Moments { get; } = new(world, state);

    /// <summary>What the catalogue has for this device.</summary>
    public Offers Offers => new(World, Published, State);

    internal ReleaseTarget TargetOf(string release) => DeviceCalendar.TargetOf(State, release, World);

    internal string VariantOf(string release) => TargetOf(release).Variant;

    /// <summary>Whether chance causes something in one attempt of an installation.</summary>
    internal bool Chance(double probability, Purpose purpose, InstallJob job) =>
        State.Traits.Dice.Chance(probability, purpose, World.DrawOf(job.Release, job.Attempt));

    /// <summary>The bit of a stored file that is wrong when it is read now; null for none.</summary>
    internal ulong? StoredDamage(StoredFile file)
    {
        if (World.Faults.Boot.StoredFileDamaged is not (> 0 and var chance))
            return null;
        var draw = unchecked((BootCourse.DrawAt(At) << 3) + 1 + (int)file);
        return State.Traits.Dice.Chance(chance, Purpose.StoredFileDamaged, draw)
            ? State.Traits.Dice.Bits(Purpose.StoredFile, draw).Low
            : null;
    }

    /// <summary>The bit that chance damages in one attempt of an installation; null for none.</summary>
    internal ulong? Damage(double probability, Purpose purpose, InstallJob job) => Chance(probability, purpose, job)
        ? State.Traits.Dice.Bits(Purpose.DamagedBit, World.DrawOf(job.Release, job.Attempt)).Low
        : null;
}
