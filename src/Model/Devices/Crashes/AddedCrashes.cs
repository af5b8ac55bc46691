using RsrActors.Model.Crashes;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Crashes;

/// <summary>
/// The crashes that a response adds to the base's, told from them exactly: they are a process with dice of its own
/// (<see cref="CrashProcess"/>), so whether it has a crash at a moment can be asked again at any time.
/// </summary>
public static class AddedCrashes
{
    /// <summary>How many crashes of an application the response's own process has on a device at a moment.</summary>
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
