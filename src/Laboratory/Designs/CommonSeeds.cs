using RsrActors.Model.Simulation;

namespace RsrActors.Laboratory.Designs;

/// <summary>
/// Common random numbers: the seed of a replication is the same in every cell. So the cells have the same devices,
/// people and faults, and differ by their settings alone.
/// </summary>
public static class CommonSeeds
{
    /// <summary>JSON, R and spreadsheets read a whole number of so many bits exactly.</summary>
    private const int Bits = 53;

    /// <param name="experiment">The seed of the experiment.</param>
    /// <param name="replication">Its number, from 1.</param>
    public static ulong SeedOf(ulong experiment, int replication)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replication, 1);
        return SplitMix64.Mix(SplitMix64.Mix(experiment) + (ulong)replication) >> (64 - Bits);
    }
}
