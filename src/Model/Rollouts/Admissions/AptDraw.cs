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

    public string Name => "draw of apt";

    public bool Admits(in AdmissionRequest request) =>
        request.Percent >= 100 || Of($"{request.Release}-{request.Device}") <= request.Percent;

    /// <summary>The draw, from 0 to 100.</summary>
    /// <param name="seed">"source-version-machineid".</param>
    public static int Of(string seed)
    {
        // The engine takes the last of four words, because a 31-bit modulus needs one word after three.
        Span<uint> words = stackalloc uint[4];
        SeedSequence.Generate(Encoding.UTF8.GetBytes(seed), words);
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
