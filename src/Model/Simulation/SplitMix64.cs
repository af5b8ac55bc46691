namespace RsrActors.Model.Simulation;

/// <summary>
/// The output function of SplitMix64 (Steele, Lea, Flood 2014; constants of Vigna's splitmix64.c): a bijection on 64
/// bits in which every input bit affects every output bit.
/// </summary>
public static class SplitMix64
{
    /// <summary>The generator's increment: 2^64 divided by the golden ratio.</summary>
    public const ulong Gamma = 0x9E3779B97F4A7C15;

    public static ulong Mix(ulong value)
    {
        value += Gamma;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
