using RsrActors.Model.Simulation;

namespace RsrActors.Model.Population;

/// <summary>
/// How long a device stays away that has not checked in for some days. Absences have no typical length: some devices
/// are on holiday, some lie in a drawer for years. For such lengths the median of what remains is what has passed; so
/// after d days of silence the device is away for more than t further days with probability d / (d + t), which is
/// Pareto's distribution of the second kind with shape 1 (Lomax 1954). That it fits fleets is assumed.
/// </summary>
public static class Absence
{
    /// <summary>A device that checked in yesterday is not away: check-ins are about a day apart.</summary>
    public const int DaysOfPresence = 2;

    /// <summary>Whether a device has been silent for so long that it is taken to be away.</summary>
    /// <param name="silent">Whole days since the last check-in.</param>
    public static bool IsAway(int silent) => silent >= DaysOfPresence;

    private const double Longest = 36_525;

    /// <summary>When it comes back; zero when it is not away, never when that is more than a century ahead.</summary>
    /// <param name="silent">Whole days since the last check-in.</param>
    internal static VirtualTime Ends(int silent, Dice dice)
    {
        if (!IsAway(silent))
            return VirtualTime.Zero;
        var draw = dice.Uniform(Purpose.Absence);
        var days = silent * draw / (1 - draw);
        return days > Longest
            ? VirtualTime.Never
            : VirtualTime.Zero + TimeSpan.FromMilliseconds((long)(days * 86_400_000));
    }
}
