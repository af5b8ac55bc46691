using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RsrActors.Model.Cryptexes;

/// <summary>What faulty storage or a faulty transfer does to bytes.</summary>
public static class StorageDamage
{
    /// <summary>A copy with one bit flipped. A chance that is uniform on 64 bits picks every bit alike.</summary>
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
