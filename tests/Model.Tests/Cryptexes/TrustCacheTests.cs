using System.Buffers.Binary;
using RsrActors.Model.Cryptexes.TrustCaches;

namespace RsrActors.Model.Tests.Cryptexes;

public sealed class TrustCacheTests
{
    private const string AlphaCdHash = "8ed3f6ad685b959ead7022518e1af76cd816f8e8"; // sha256sum of "alpha", cut.
    private const string BetaCdHash = "f44e64e75f3948e9f73f8dfa94721c4ce8cbb4f2";

    private static readonly TrustCacheEntry Alpha = TrustCacheEntry.Of("alpha"u8);

    private static readonly TrustCacheEntry Beta =
        TrustCacheEntry.Of("beta"u8) with { Traits = TrustCacheTraits.ValidForAmfid, ConstraintCategory = 3 };

    [Fact]
    public void The_file_is_a_header_of_24_bytes_and_entries_of_24_bytes_in_ascending_order()
    {
        var file = Convert.ToHexStringLower(TrustCache.Build([Beta, Alpha]).File.AsSpan());

        Assert.Equal("02000000", file[..8]);
        Assert.Equal("02000000", file[40..48]);
        Assert.Equal(AlphaCdHash + "02000000" + BetaCdHash + "02010300", file[48..]);
    }

    [Fact]
    public void The_uuid_is_of_version_8_and_follows_from_the_entries()
    {
        var uuid = TrustCache.Build([Alpha, Beta]).Uuid;

        Assert.Equal(8, uuid.Version);
        Assert.Equal(uuid, TrustCache.Build([Beta, Alpha, Beta]).Uuid);
        Assert.NotEqual(uuid, TrustCache.Build([Alpha]).Uuid);
    }

    [Fact]
    public void A_trust_cache_file_is_read_back_unchanged()
    {
        var built = TrustCache.Build([Beta, Alpha]);

        var read = Assert.IsType<TrustCacheReading.Accepted>(TrustCache.Read(built.File)).Cache;

        Assert.Equal([Alpha, Beta], Enumerable.Range(0, read.Count).Select(read.EntryAt));
        Assert.Equal(built.Uuid, read.Uuid);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    public void Every_listed_binary_may_run_and_no_other(int count)
    {
        var entries = Enumerable.Range(0, count).Select(i => TrustCacheEntry.Of([(byte)i])).ToList();
        var cache = TrustCache.Build(entries);

        Assert.All(entries, entry => Assert.True(cache.Contains(entry.CdHash.Span)));
        Assert.False(cache.Contains(Alpha.CdHash.Span));
        Assert.False(cache.Contains([]));
    }

    public static readonly TheoryData<string, TrustCacheFlaw> Flaws = new()
    {
        { "", TrustCacheFlaw.NoHeader },
        { Header(version: 2, count: 0)[..46], TrustCacheFlaw.NoHeader },
        { Header(version: 1, count: 0), TrustCacheFlaw.UnknownVersion },
        { Header(version: 2, count: 1), TrustCacheFlaw.WrongLength },
        { Header(version: 2, count: uint.MaxValue), TrustCacheFlaw.WrongLength },
        { Header(version: 2, count: 0) + "00", TrustCacheFlaw.WrongLength },
        { Header(version: 2, count: 2) + BetaCdHash + "02000000" + AlphaCdHash + "02000000", TrustCacheFlaw.NotSorted },
        { Header(version: 2, count: 2) + BetaCdHash + "02000000" + BetaCdHash + "02000100", TrustCacheFlaw.NotSorted },
    };

    [Theory, MemberData(nameof(Flaws))]
    public void A_malformed_file_is_refused_with_its_flaw(string file, TrustCacheFlaw flaw) =>
        Assert.Equal(new TrustCacheReading.Malformed(flaw), TrustCache.Read([.. Convert.FromHexString(file)]));

    [Fact]
    public void A_binary_has_one_entry_with_a_cdhash_of_20_bytes()
    {
        var whole = Alpha with { CdHash = Digest.Sha256("alpha"u8) };

        Assert.Throws<ArgumentException>(() => TrustCache.Build([whole]));
        Assert.Throws<ArgumentException>(() => TrustCache.Build([Alpha, Alpha with { ConstraintCategory = 1 }]));
    }

    private static string Header(uint version, uint count)
    {
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], count);
        return Convert.ToHexStringLower(header);
    }
}
