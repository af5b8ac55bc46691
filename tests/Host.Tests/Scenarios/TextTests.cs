using CsCheck;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>Texts that are not a scenario, and bytes that are not text.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("", "has no section 'scenario'")]
    [InlineData("a = 1", "has no section 'scenario', so it is not a scenario; its sections are a")]
    [InlineData("hello world", "line 1, column 1: 'hello' is followed by no value")]
    [InlineData("\n\na { b = 1", "line 3, column 3: this '{' is never closed")]
    [InlineData("a = [1, 2", "line 1, column 5: this '[' is never closed")]
    [InlineData("a { b = 1 } }", "line 1, column 13: found '}', where nothing is open")]
    [InlineData("a { b = [1\n } ]", "line 2, column 2: found '}', where a ']' or an item must stand")]
    [InlineData("a { b = 1 ]", "line 1, column 11: found ']', where a '}' would close line 1")]
    [InlineData("a = \"b", "line 1, column 5: a quote is opened and not closed in the same line")]
    [InlineData("a = \"\"\"b\n\"\"", "line 1, column 5: three quotes are opened and never closed")]
    [InlineData("a = \"\\q\"", "line 1, column 6: found '\\' in quotes with no escape after it")]
    [InlineData("a = \"\\u12\"", "line 1, column 6: found '\\' in quotes with no escape after it")]
    [InlineData("a = \"\u0007\"", "line 1, column 6: found character 7 in quotes")]
    [InlineData("a = \"\\ud800\"", "line 1, column 5: a: found half of a character")]
    [InlineData("a =\nb = 2", "line 1, column 4: a is followed by no value")]
    [InlineData("a = b : c",
        "line 1, column 7: a: found ':' after 'b'; keys that follow each other in a line need a comma")]
    [InlineData("{ at = 0 s do = publish }",
        "line 1, column 15: at: found '=' after '0 s do'; keys that follow each other")]
    [InlineData("devices = 10,000", "line 1, column 14: '000' is followed by no value")]
    [InlineData("a = $b", "line 1, column 5: a: found '$' without a brace after it, allowed is a substitution")]
    [InlineData("a = ${b", "line 1, column 5: a: this '${' is followed by the end of the text and not closed")]
    [InlineData("a = ${}", "line 1, column 7: found '}', where a key must stand")]
    [InlineData("a = 1\na += 1", "line 2, column 1: a: found '+=' for '1' of line 1, allowed is a list")]
    [InlineData("a += [1]", "line 1, column 6: a: found a list after '+=', allowed is one item of the list")]
    [InlineData("a += 1\na = [2]", "line 2, column 1: a is set a second time, after line 1")]
    [InlineData("include", "line 1, column 1: 'include' is followed by no value")]
    [InlineData("include url(\"http://x\")", "line 1, column 1: found 'include url(…)', allowed is include \"file\"")]
    [InlineData("include classpath(\"x\")", "line 1, column 1: found 'include classpath(…)', allowed is include")]
    [InlineData("include required(url(\"x\"))", "line 1, column 1: found 'include url(…)', allowed is include")]
    [InlineData("include \"http://x/y\"", "line 1, column 1: include: found 'http://x/y', allowed is the name of")]
    [InlineData("include \"\"", "line 1, column 1: include: found an empty name, allowed is the name of a file")]
    [InlineData("include file(\"x\"", "line 1, column 17: found the end of the text after the name of the file")]
    [InlineData("include \"a\" b = 1", "line 1, column 13: found 'b' after include, allowed is a new line")]
    [InlineData("include \"no-such-file\"", "line 1, column 1: include: found no file no-such-file, allowed is a path")]
    [InlineData("a = 1\na = 2", "line 2, column 1: a is set a second time, after line 1")]
    [InlineData("a = 1\na { b = 2 }", "line 2, column 1: a is set a second time, after line 1")]
    [InlineData("a = 1\na.b = 2", "line 2, column 1: a is set a second time, after line 1")]
    [InlineData("a { b = 2 }\na = [1]", "line 2, column 1: a is set a second time, after line 1")]
    [InlineData("a { b = 2 }\n\na.b = 3", "line 3, column 1: a.b is set a second time, after line 1")]
    [InlineData("a = [[1]]", "line 1, column 6: a.0: found a list within a list")]
    [InlineData("a = [1] b = 2", "line 1, column 9: a: found 'b' right after its value; HOCON would make one value")]
    [InlineData("a = [1,,2]", "line 1, column 8: a: found ',' with no item before it")]
    [InlineData("a = 1,, b = 2", "line 1, column 7: found ',' with nothing before it")]
    [InlineData("{ a = 1 } b = 2", "line 1, column 11: found 'b' after the '}' that closes the '{' of line 1")]
    [InlineData("\u0001\u0002\u0000", "line 1, column 1: found character 1, where a key must stand")]
    [InlineData("a = \u0000", "line 1, column 5: a: found character 0 in a value")]
    [InlineData("sceanrio { name = x }", "line 1: sceanrio: unknown key; did you mean scenario?")]
    public void Text_that_is_not_a_scenario_is_refused_with_its_line(string text, string message) =>
        Assert.Contains(message, Refused(Read(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("a {")]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("a = [ {")]
    [InlineData("a.")]
    [InlineData("a = ")]
    [InlineData("\"\"")]
    public void Endless_nesting_is_refused_without_a_stack_overflow(string piece) =>
        Refused(Read(string.Concat(Enumerable.Repeat(piece, 100_000))));

    [Theory]
    [InlineData("a", "a key of 100000 characters, allowed are 200 at most")]
    [InlineData("scenario { name = x } a = ", "a: found a value of 100000 characters, allowed are 2000 at most")]
    public void Endless_words_are_refused(string before, string message)
    {
        var word = new string('a', 100_000 - (before == "a" ? 1 : 0));

        Assert.Contains(message, Refused(Read(before + word)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_unknown_keys_are_refused_with_the_first_one()
    {
        var keys = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"devcies{i} = {i}\n"));

        Assert.Contains("line 7: fleet.devcies0: unknown key",
            Refused(Read(Small_with("devices = 200", $"devices = 200\n{keys}"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_is_one_line_for_every_text() => Assert.Contains(
        @"found '..\u000a\u001b', allowed is a name",
        Refused(Read(Small_with("name = small", """name = "..\n\u001b" """))), StringComparison.Ordinal);

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.String.Sample(text => Read(text) is not null);

    [Fact]
    public void Any_sequence_of_HOCON_tokens_is_read_or_refused() =>
        OneOf("a", "scenario", "{", "}", "[", "]", "=", ":", ",", "\n", " ", "\"", "\\", "#", "//", ".", "${", "1",
            "5 %", "+=", "null", "\"\"\"")
            .Array[0, 40].Sample(pieces => Read(string.Concat(pieces)) is not null);

    [Fact]
    public void A_scenario_with_a_piece_cut_out_or_put_in_is_read_or_refused() =>
        Gen.Select(Gen.Int[0, Small.Length - 1], Gen.Int[0, 40],
            OneOf("", "{", "}", "]", "\"", ",", "=", "-", "0", " ")).Sample(
            (at, length, put) => Read(Small.Remove(at, Math.Min(length, Small.Length - at)).Insert(at,
                put)) is not null);

    [Fact]
    public void Any_setting_is_read_or_refused() =>
        Gen.Select(OneOf("fleet", "fleet.devices", "script.0", "script", "releases.16.5.1-a", "\"", "a..b", "."),
            Gen.String)
            .Sample((key, value) => Set($"{key}={value}") is not null);

    private static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);
}
