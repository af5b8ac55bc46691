using RsrActors.Model.Cryptexes;

namespace RsrActors.Model.Tests.Cryptexes;

public sealed class FsVerityTests
{
    /// <summary>Sizes around the steps of the tree, and what <c>fsverity digest</c> prints for them.</summary>
    public static readonly TheoryData<int, string> StockDigests = new()
    {
        { 0, "sha256:3d248ca542a24fc62d1c43b916eae5016878e2533c88238480b26128a1f1af95" },
        { 1, "sha256:b803429503d95915829b29fdbc8bbad142f3abfd11b1cadf5526582e685c0551" },
        { 4_095, "sha256:956ea0b84f7e7eef7459dff1fab1e1b63afa1218cafd912edc74a4920f3a4b1c" },
        { 4_096, "sha256:62ea1e9d76372bc1108c156dcc3c9620ef5f8fcf7e44a5360be670345571c2d6" },
        { 4_097, "sha256:eb4a46a1cf3ab001929d0d7441e891b8bc4d1806dd6f9a1e65f4aecdd096bafc" },
        { 524_288, "sha256:c4ef1dc07cbb706be2351a9450f5b3385aafe6d4f65929e0ff15fc8994925940" }, // 128 blocks: one node.
        { 524_289, "sha256:ec6c483e9da35c36a7c87f0f25d7fbbdb4c319edf2414d8739884ed3fd7b5988" }, // 129: two levels.
        { 3_000_000, "sha256:d5af8f8324224efa4b2c98fe3faad7ea1c9f6fa6a930ee36da650dfa02828ec8" },
    };

    [Theory, MemberData(nameof(StockDigests))]
    public void The_digest_of_a_file_is_that_of_the_stock_tool(int length, string expected) =>
        Assert.Equal(expected, Seal.Of(SampleBytes.Of(length)).ToString());

    [Theory, MemberData(nameof(StockDigests))]
    public void A_seal_is_read_back_unchanged(int length, string text)
    {
        Assert.Equal(Seal.Of(SampleBytes.Of(length)), Seal.Parse(text));
        Assert.Equal(text, Seal.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("3d248ca542a24fc62d1c43b916eae5016878e2533c88238480b26128a1f1af95")]
    [InlineData("sha512:3d248ca542a24fc62d1c43b916eae5016878e2533c88238480b26128a1f1af95")]
    [InlineData("sha256:xx248ca542a24fc62d1c43b916eae5016878e2533c88238480b26128a1f1af95")]
    public void Other_texts_are_not_seals(string text) => Assert.Throws<FormatException>(() => Seal.Parse(text));
}
