using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The SplitMix64 sequence of a name. Published content depends on its names alone and never on a run's seed: the same
/// release has the same bytes in every run.
/// </summary>
internal sealed class NamedChance(string name)
{
    private ulong _state = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(name));

    public ulong Next()
    {
        var value = SplitMix64.Mix(_state);
        _state += SplitMix64.Gamma;
        return value;
    }

    /// <summary>Uniform on 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    public void Fill(Span<byte> target)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        while (!target.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, Next());
            var length = Math.Min(word.Length, target.Length);
            word[..length].CopyTo(target);
            target = target[length..];
        }
    }
}
