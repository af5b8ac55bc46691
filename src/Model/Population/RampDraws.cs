using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Population;

/// <summary>
/// What devices draw for the ramps of releases, and when a ramp admits them: functions of seed, device and published
/// document.
/// </summary>
public static class RampDraws
{
    /// <summary>A device's draw for a response, or for a software update by its version, uniform on [0, 1).</summary>
    public static double Of(World world, Dice dice, string release)
    {
        ArgumentNullException.ThrowIfNull(world);
        return world.HasRelease(release)
            ? dice.Uniform(Purpose.Ramp, world.PlaceOf(release))
            : dice.Uniform(Purpose.UpdateRamp, world.PlaceOfUpdate(release));
    }

    /// <summary>All that an admission reads of a device, with the percentage of a ramp. Times are endless.</summary>
    /// <remarks>The machine id is the ECID, which no other device has.</remarks>
    public static AdmissionRequest RequestOf(World world, int device, string release, double percent)
    {
        ArgumentNullException.ThrowIfNull(world);
        var dice = new Dice(world.Scenario.Seed, EntityId.Device(device));
        return new(
            Traits.EcidOf(dice, device), release, Of(world, dice, release), dice.Uniform(Purpose.Wariness), percent,
            TimeSpan.MaxValue, TimeSpan.MaxValue);
    }

    /// <summary>From when on a ramp at a percentage admits a device; never when it does not.</summary>
    /// <param name="admission">Null for a share of the fleet by the devices' draws.</param>
    /// <param name="traits">The device's traits where they are at hand.</param>
    public static VirtualTime AdmittedFrom(
        World world, int device, string release, double percent, PublishedAdmission? admission, Traits? traits = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        if (admission is null)
        {
            return Of(world, new(world.Scenario.Seed, EntityId.Device(device)), release) * 100 < percent
                ? VirtualTime.Zero
                : VirtualTime.Never;
        }

        var request = RequestOf(world, device, release, percent);
        if (!admission.Way.Admits(request))
            return VirtualTime.Never;
        var from = admission.Way.WaitsFromSight
            ? SeenAt(world, traits ?? world.TraitsOf(device), admission)
            : admission.Published;
        return from + admission.Way.WaitOf(request);
    }

    /// <summary>When a device sees a release first: at its first poll since the catalogue has it.</summary>
    public static VirtualTime SeenAt(World world, Traits traits, PublishedAdmission admission)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(admission);
        var life = world.LifeOf(traits);
        return world.OpeningTimesOf(traits, life).NextPoll(
            admission.Published + world.Scenario.CataloguePropagation);
    }
}
