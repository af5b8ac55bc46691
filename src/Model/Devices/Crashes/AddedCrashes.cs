using RsrActors.Model.Crashes;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Crashes;

/// <summary>
/// The crashes that a response adds to those of the base. They are a separate process with separate dice
/// (<see cref="CrashProcess"/>), so they can be told apart exactly and computed again at any time.
/// </summary>
public static class AddedCrashes
{
    /// <summary>The number of crashes of an application that the response adds on a device at a moment.</summary>
    public static int CountAt(World world, int device, string release, string application, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(world);
        var traits = world.TraitsOf(device);
        var rates = world.AddedCrashes(release, traits.Platform);
        if (rates.PerUsedHour == 0)
            return 0;

        var life = world.LifeOf(traits);
        var (day, process) = (life.DayOf(at), CrashProcess.AddedBy(world.PlaceOf(release)));
        if (process.IsQuietOn(day, rates.ChanceOfQuietDay, traits.Dice))
            return 0;

        var count = 0;
        foreach (var crash in process.On(day, life.UsedOn(day), rates.PerUsedHour, traits.Dice))
        {
            if (life.At(day, crash.TimeOfDay) == at
                && world.Fleet.Applications[rates.ApplicationAt(crash.Share)].Id == application)
                count++;
        }

        return count;
    }
}
