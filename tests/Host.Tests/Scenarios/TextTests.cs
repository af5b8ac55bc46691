using CsCheck;
using RsrActors.Host.Scenarios;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>What is no scenario, or no text at all.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("", "has no section 'scenario'")]
    [InlineData("a = 1", "has no section 'scenario', so it is none; its sections are a")]
    [InlineData("hello world", "line 1: 'hello' is followed by no value")]
    [InlineData("\n\na { b = 1", "line 3: the '{' of line 3 is never closed")]
    [InlineData("a = [1, 2", "line 1: the '[' of line 1 is never closed")]
    [InlineData("a { b = 1 } }", "line 1: found '}', where nothing is open")]
    [InlineData("a { b = [1\n } ]", "line 2: found '}', where a ']' would close line 1")]
    [InlineData("a = \"b", "line 1: a quote is opened and not closed in the same line")]
    [InlineData("a =\nb = 2", "line 1: a is followed by no value")]
    [InlineData("a = b : c", "found ':' in a value; text with it must stand in quotes")]
    [InlineData("devices = 10,000", "'000' is followed by no value")]
    [InlineData("a = ${b}", "found '$' in a value")]
    [InlineData("include \"other\"", "'include' is followed by no value")]
    [InlineData("a = 1\na = 2", "line 2: a is set a second time, after line 1")]
    [InlineData("a = [[1]]", "found a list within a list")]
    [InlineData("\u0001\u0002\u0000", "found 'character 1', where a key must stand")]
    [InlineData("a = \u0000", "found 'character 0' in a value")]
    public void Text_that_is_no_scenario_is_refused_with_its_line(string text, string message) =>
        Assert.Contains(message, Refused(Read(text)), StringComparison.Ordinal);

    [Fact]
    public void Braces_without_end_are_refused_before_they_end_the_program() =>
        Assert.Contains(
            "nested", Refused(Read(string.Concat(Enumerable.Repeat("a {", 100_000)))), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(file, [0xFF, 0xFE, 0x00, 0xC3, 0x28]);

            Assert.Contains("no text", Refused(ScenarioLibrary.Installed.Read(file, ScenarioOverrides.None)), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.String.Sample(text => Read(text) is not null);

    [Fact]
    public void Any_soup_of_HOCON_is_read_or_refused() =>
        OneOf("a", "scenario", "{", "}", "[", "]", "=", ":", ",", "\n", " ", "\"", "\\", "#", "//", ".", "${", "1", "5 %", "+=", "null", "\"\"\"")
            .Array[0, 40].Sample(pieces => Read(string.Concat(pieces)) is not null);

    [Fact]
    public void A_scenario_with_a_piece_cut_out_or_put_in_is_read_or_refused() =>
        Gen.Select(Gen.Int[0, Small.Length - 1], Gen.Int[0, 40], OneOf("", "{", "}", "]", "\"", ",", "=", "-", "0", " ")).Sample(
            (at, length, put) => Read(Small.Remove(at, Math.Min(length, Small.Length - at)).Insert(at, put)) is not null);

    [Fact]
    public void Any_setting_is_read_or_refused() =>
        Gen.Select(OneOf("fleet", "fleet.devices", "script.0", "script", "releases.16.5.1-a", "\"", "a..b", "."), Gen.String)
            .Sample((key, value) => Set($"{key}={value}") is not null);

    private static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);
}
