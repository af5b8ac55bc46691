using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RsrActors.Model.Cryptexes.TrustCaches;

/// <summary>
/// The binaries of one image that may run, as a version-2 trust cache file (XNU osfmk/kern/trustcache.h): a
/// little-endian header of 24 bytes (version, uuid, count), then entries of 24 bytes that ascend by cdhash.
/// </summary>
public sealed class TrustCache
{
    private const uint Version = 2;
    private const int UuidOffset = 4;
    private const int UuidSize = 16;
    private const int CountOffset = UuidOffset + UuidSize;
    private const int HeaderSize = CountOffset + sizeof(uint);

    private const int HashTypeOffset = TrustCacheEntry.CdHashSize;
    private const int TraitsOffset = HashTypeOffset + 1;
    private const int ConstraintOffset = TraitsOffset + 1;
    private const int EntrySize = ConstraintOffset + 2; // The last byte is reserved and zero.

    private TrustCache(ImmutableArray<byte> file) => File = file;

    public ImmutableArray<byte> File { get; }

    public int Count => (File.Length - HeaderSize) / EntrySize;

    /// <summary>Equal entries give equal uuids: a kernel refuses a uuid that it has loaded already.</summary>
    public Guid Uuid => new(File.AsSpan(UuidOffset, UuidSize), bigEndian: true);

    /// <summary>Builds the file from entries in any order; an entry that is listed twice is written once.</summary>
    /// <exception cref="ArgumentException">A cdhash does not have 20 bytes, or two different entries share
    /// one.</exception>
    public static TrustCache Build(IEnumerable<TrustCacheEntry> entries)
    {
        TrustCacheEntry[] sorted = [.. entries.Distinct()];
        Array.Sort(sorted, (left, right) => left.CdHash.Span.SequenceCompareTo(right.CdHash.Span));
        if (sorted.Any(entry => entry.CdHash.Span.Length != TrustCacheEntry.CdHashSize))
            throw new ArgumentException("A cdhash has 20 bytes.", nameof(entries));

        var file = new byte[HeaderSize + sorted.Length * EntrySize];
        for (var i = 0; i < sorted.Length; i++)
            Write(sorted[i], file.AsSpan(HeaderSize + i * EntrySize, EntrySize));

        BinaryPrimitives.WriteUInt32LittleEndian(file, Version);
        WriteUuid(file.AsSpan(HeaderSize), file.AsSpan(UuidOffset, UuidSize));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(CountOffset), (uint)sorted.Length);

        var cache = new TrustCache(ImmutableCollectionsMarshal.AsImmutableArray(file));
        return cache.IsSorted
            ? cache
            : throw new ArgumentException("Two different entries share a cdhash.", nameof(entries));
    }

    public static TrustCacheReading Read(ImmutableArray<byte> file)
    {
        if (file.Length < HeaderSize)
            return new TrustCacheReading.Malformed(TrustCacheFlaw.NoHeader);
        if (BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan()) != Version)
            return new TrustCacheReading.Malformed(TrustCacheFlaw.UnknownVersion);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(CountOffset..));
        if (file.Length != HeaderSize + count * (long)EntrySize)
            return new TrustCacheReading.Malformed(TrustCacheFlaw.WrongLength);

        var cache = new TrustCache(file);
        return cache.IsSorted
            ? new TrustCacheReading.Accepted(cache)
            : new TrustCacheReading.Malformed(TrustCacheFlaw.NotSorted);
    }

    /// <summary>True when the binary with this cdhash may run.</summary>
    public bool Contains(ReadOnlySpan<byte> cdHash)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            switch (CdHashAt(middle).SequenceCompareTo(cdHash))
            {
                case 0: return true;
                case < 0: low = middle + 1; break;
                case > 0: high = middle - 1; break;
            }
        }

        return false;
    }

    /// <summary>The entry at a place in the order of cdhashes, from 0.</summary>
    public TrustCacheEntry EntryAt(int index)
    {
        var entry = Entry(index);
        return new TrustCacheEntry(
            new Digest(entry[..TrustCacheEntry.CdHashSize]),
            (TrustCacheHash)entry[HashTypeOffset],
            (TrustCacheTraits)entry[TraitsOffset],
            entry[ConstraintOffset]);
    }

    private bool IsSorted
    {
        get
        {
            for (var i = 1; i < Count; i++)
                if (CdHashAt(i - 1).SequenceCompareTo(CdHashAt(i)) >= 0)
                    return false;

            return true;
        }
    }

    private ReadOnlySpan<byte> Entry(int index) => File.AsSpan(HeaderSize + index * EntrySize, EntrySize);

    private ReadOnlySpan<byte> CdHashAt(int index) => Entry(index)[..TrustCacheEntry.CdHashSize];

    private static void Write(TrustCacheEntry entry, Span<byte> target)
    {
        entry.CdHash.Span.CopyTo(target);
        target[HashTypeOffset] = (byte)entry.HashType;
        target[TraitsOffset] = (byte)entry.Traits;
        target[ConstraintOffset] = entry.ConstraintCategory;
    }

    /// <summary>A UUID of version 8 (RFC 9562), made of the entries' SHA-256.</summary>
    private static void WriteUuid(ReadOnlySpan<byte> entries, Span<byte> uuid)
    {
        SHA256.HashData(entries).AsSpan(0, UuidSize).CopyTo(uuid);
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x80);
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80);
    }
}
