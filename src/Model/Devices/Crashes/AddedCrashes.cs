using RsrActors.Model.Crashes;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Crashes;

/// <summary>
/// The crashes that a response, or a software update, adds to those of the base. They are a separate process with
/// separate dice (<see cref="CrashProcess"/>), so they can be told apart exactly and computed again at any time.
/// </summary>
public static class AddedCrashes
{
    /// <summary>The number of crashes of an application that the response adds on a device at a moment.</summary>
    public static int CountAt(World world, int device, string release, string application, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(world);
        return CountAt(world, device, release, CrashProcess.AddedBy(world.PlaceOf(release)), application, at);
    }

    /// <summary>The number of crashes of an application that the update adds on a device at a moment.</summary>
    public static int CountAt(World world, int device, UpdateStep update, string application, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(update);
        return CountAt(
            world, device, update.Update.Version, CrashProcess.AddedByUpdate(update.Place), application, at);
    }

    private static int CountAt(
        World world, int device, string release, CrashProcess process, string application, VirtualTime at)
    {
        var traits = world.TraitsOf(device);
        var rates = world.AddedCrashes(release, traits.Platform);
        if (rates.PerUsedHour == 0)
            return 0;

        var life = world.LifeOf(traits);
        var day = life.DayOf(at);
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
