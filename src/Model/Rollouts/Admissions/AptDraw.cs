using System.Globalization;
using System.Text;

namespace RsrActors.Model.Rollouts.Admissions;

/// <summary>
/// How apt decides about a phased update: it draws a whole number from 0 to 100, both included, and defers the update
/// while its draw is above the published percentage. So at p % it is (p + 1)/101 of the machines that update, and at
/// 0 % still one in 101. Security updates and updates at 100 % are not drawn.
/// </summary>
/// <remarks>
/// apt (apt-pkg/upgrade.cc, PhasedUpgrader): std::minstd_rand seeded by std::seed_seq with the characters of
/// "source-version-machineid", and std::uniform_int_distribution from 0 to 100, as libstdc++ computes them.
/// </remarks>
public sealed record AptDraw : IAdmission
{
    public static readonly AptDraw ByMachine = new();

    private const int Multiplier = 48271; // std::minstd_rand.
    private const uint Modulus = int.MaxValue;
    private const uint Values = 101;
    private const int LongestSeed = 128;
    private const int IdLength = 32;

    public string Name => "draw of apt";

    public bool Admits(in AdmissionRequest request) =>
        request.Percent >= 100 || Of(request.Release, request.Machine) <= request.Percent;

    /// <summary>The draw, from 0 to 100.</summary>
    /// <param name="seed">"source-version-machineid".</param>
    public static int Of(string seed) => Of(Encoding.UTF8.GetBytes(seed));

    /// <summary>
    /// The draw of a machine for a release: the source is "rsr", the version that of the release without its hyphen, as
    /// in "rsr-16.5.1a-912e43bd1c1d4ba481f9f8ccab25f9ee".
    /// </summary>
    public static int Of(string release, UInt128 machine)
    {
        ArgumentNullException.ThrowIfNull(release);
        Span<byte> seed = stackalloc byte[LongestSeed];
        "rsr-"u8.CopyTo(seed);
        var length = 4;
        foreach (var letter in release)
        {
            if (letter != '-' && length < LongestSeed - IdLength - 1)
                seed[length++] = (byte)letter;
        }

        seed[length++] = (byte)'-';
        machine.TryFormat(seed[length..], out var written, "x32", CultureInfo.InvariantCulture);
        return Of(seed[..(length + written)]);
    }

    private static int Of(ReadOnlySpan<byte> seed)
    {
        // The engine takes the last of four words, because a 31-bit modulus needs one word after three.
        Span<uint> words = stackalloc uint[4];
        SeedSequence.Generate(seed, words);
        var state = words[3] % Modulus;
        if (state == 0)
            state = 1;

        // The engine's values are 1 to modulus - 1; what does not divide evenly into 101 parts is drawn again.
        const uint Range = Modulus - 2;
        const uint Scale = Range / Values;
        while (true)
        {
            state = (uint)((ulong)state * Multiplier % Modulus);
            var value = state - 1;
            if (value < Scale * Values)
                return (int)(value / Scale);
        }
    }
}
