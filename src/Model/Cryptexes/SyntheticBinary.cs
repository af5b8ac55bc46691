using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// Stand-ins for a system's binaries. Like code they contain repetitions with small differences, so that compression
/// and patches behave as with real binaries. They cannot run, and their first line says that they are synthetic.
/// </summary>
internal static class SyntheticBinary
{
    // Edits and insertions come after the first 256 bytes, which hold the first line.
    private const int HeaderRoom = 256;

    public static ImmutableArray<byte> Create(string path, string variant, int size, NamedChance chance)
    {
        var binary = new byte[size];
        var written = Encoding.UTF8.GetBytes($"synthetic binary {path} for {variant}\n", binary);
        while (written < size)
        {
            // Five pieces in eight are similar to an earlier piece.
            var piece = binary.AsSpan(written, Math.Min(24 + chance.Below(232), size - written));
            if (written > 2 * HeaderRoom && chance.Below(8) < 5)
                Resemble(binary.AsSpan(0, written), piece, chance);
            else
                chance.Fill(piece);
            written += piece.Length;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(binary);
    }

    /// <summary>The same binary with one to four ranges of 8 to 127 bytes overwritten.</summary>
    public static ImmutableArray<byte> Edit(ImmutableArray<byte> binary, NamedChance chance)
    {
        var edited = binary.ToArray();
        for (var ranges = 1 + chance.Below(4); ranges > 0; ranges--)
        {
            var length = 8 + chance.Below(120);
            chance.Fill(edited.AsSpan(HeaderRoom + chance.Below(edited.Length - HeaderRoom - length), length));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(edited);
    }

    /// <summary>The same binary with 256 to 1279 bytes inserted, as a fix adds a function.</summary>
    public static ImmutableArray<byte> Grow(ImmutableArray<byte> binary, NamedChance chance)
    {
        var inserted = new byte[256 + chance.Below(1024)];
        chance.Fill(inserted);
        return binary.InsertRange(HeaderRoom + chance.Below(binary.Length - HeaderRoom), inserted);
    }

    /// <summary>A copy of an earlier piece with one byte in sixteen changed, as operands and addresses are.</summary>
    private static void Resemble(ReadOnlySpan<byte> earlier, Span<byte> piece, NamedChance chance)
    {
        earlier.Slice(chance.Below(earlier.Length - piece.Length), piece.Length).CopyTo(piece);
        for (var changes = piece.Length / 16; changes > 0; changes--)
            piece[chance.Below(piece.Length)] = (byte)chance.Next();
    }
}
