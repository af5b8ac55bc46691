using CsCheck;
using RsrActors.Pbm.Grammar;

namespace RsrActors.Host.Tests.Pbm;

public sealed class LineWordsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   \t ")]
    [InlineData("device list", "device", "list")]
    [InlineData("  device   list  ", "device", "list")]
    [InlineData("release withdraw -r \"16.5.1 (a)\"", "release", "withdraw", "-r", "16.5.1 (a)")]
    [InlineData("-c 'web sites broke'", "-c", "web sites broke")]
    [InlineData("-c 'say \"no\"'", "-c", "say \"no\"")]
    [InlineData("""-c "say \"no\" \\ \n" """, "-c", """say "no" \ \n""")]
    [InlineData("""C:\new 'a\b'""", """C:\new""", """a\b""")]
    [InlineData("\"\" ''", "", "")]
    [InlineData("16.5.1\" (a)\"'!'", "16.5.1 (a)!")]
    [InlineData("a # b", "a", "#", "b")]
    public void A_line_is_split_into_words(string line, params string[] words) =>
        Assert.Equal(words, LineWords.Split(line).Select(word => word.Text));

    [Theory]
    [InlineData("# all of it")]
    [InlineData("sim pause # for now", "sim", "pause")]
    [InlineData("a#b '#c'", "a#b", "#c")]
    public void Comments_in_a_script_are_skipped(string line, params string[] words) =>
        Assert.Equal(words, LineWords.Split(line, comments: true).Select(word => word.Text));

    [Theory]
    [InlineData("-c 'web sites", '\'')]
    [InlineData("-c \"web 'sites'", '"')]
    [InlineData("-c \"web\"", null)]
    public void A_quote_that_is_not_closed_is_recognised(string line, char? open) =>
        Assert.Equal(open, LineWords.Split(line)[^1].Open);

    [Fact]
    public void A_quoted_text_is_read_back_unchanged() => Gen.String.Array[0, 5].Sample(words =>
        Assert.Equal(words, LineWords.Split(LineWords.Join(words), comments: true).Select(word => word.Text)));

    [Fact]
    public void Any_line_can_be_split() => Gen.String[Gen.Char["ab \"'\\#\t"], 0, 12].Sample(line =>
        Assert.All(LineWords.Split(line), word => Assert.InRange(word.Start, 0, line.Length - 1)));
}
