using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RsrActors.Model.Cryptexes;

/// <summary>How faulty storage or a faulty transfer changes bytes.</summary>
public static class StorageDamage
{
    /// <summary>
    /// A copy with one bit flipped. If <paramref name="chance"/> is uniform on 64 bits, every bit is equally likely.
    /// </summary>
    /// <exception cref="ArgumentException">There is no bit to flip.</exception>
    public static ImmutableArray<byte> Damage(ImmutableArray<byte> bytes, ulong chance)
    {
        if (bytes.IsDefaultOrEmpty)
            throw new ArgumentException("There is no bit to flip.", nameof(bytes));

        var bit = Math.BigMul(chance, (ulong)bytes.Length * 8, out _);
        var copy = bytes.ToArray();
        copy[bit / 8] ^= (byte)(1 << (int)(bit % 8));
        return ImmutableCollectionsMarshal.AsImmutableArray(copy);
    }
}
