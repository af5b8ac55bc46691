namespace RsrActors.Model.Rollouts.Admissions;

/// <summary>std::seed_seq of C++ (ISO C++ [rand.util.seedseq]): spreads some bytes over 32-bit words.</summary>
internal static class SeedSequence
{
    private const uint Fill = 0x8b8b8b8b;
    private const uint First = 1664525;
    private const uint Second = 1566083941;

    /// <param name="seed">Characters, each a word of the seed; those above 127 are negative, as on Linux.</param>
    public static void Generate(ReadOnlySpan<byte> seed, Span<uint> words)
    {
        words.Fill(Fill);
        var n = words.Length;
        var s = seed.Length;
        var t = n >= 623 ? 11 : n >= 68 ? 7 : n >= 39 ? 5 : n >= 7 ? 3 : (n - 1) / 2;
        var p = (n - t) / 2;
        var q = p + t;
        var m = Math.Max(s + 1, n);
        for (var k = 0; k < m; k++)
        {
            var mixed = First * Shifted(words[k % n] ^ words[(k + p) % n] ^ words[(k + n - 1) % n]);
            var added = mixed + (k == 0 ? (uint)s : (uint)(k % n) + (k <= s ? (uint)(sbyte)seed[k - 1] : 0));
            words[(k + p) % n] += mixed;
            words[(k + q) % n] += added;
            words[k % n] = added;
        }

        for (var k = m; k < m + n; k++)
        {
            var mixed = Second * Shifted(words[k % n] + words[(k + p) % n] + words[(k + n - 1) % n]);
            var taken = mixed - (uint)(k % n);
            words[(k + p) % n] ^= mixed;
            words[(k + q) % n] ^= taken;
            words[k % n] = taken;
        }
    }

    private static uint Shifted(uint x) => x ^ (x >> 27);
}
