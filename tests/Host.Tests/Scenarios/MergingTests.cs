using Akka.Configuration;
using Akka.Configuration.Hocon;
using CsCheck;
using RsrActors.Host.Tests.Fuzzing;
using RsrActors.Scenarios.Hocon;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>
/// Texts that HOCON would silently join, merge or drop are refused. All other texts are read as HOCON reads them.
/// </summary>
public sealed class MergingTests
{
    private const string Publish = "{ at = 0 s, do = publish, release = \"16.5.1-a\" }";
    private const string Ramp = "{ at = 6 h, do = ramp, release = \"16.5.1-a\", percent = 50 % }";

    [Theory]
    [InlineData($"{Publish} {Ramp}")]
    [InlineData($"{Publish}{Ramp}")]
    [InlineData($"{Publish}\t{Ramp}")]
    public void Two_commands_without_a_comma_in_a_file_are_refused_where_the_second_begins(string script)
    {
        var message = Refused(Read(Small_with(Publish, script)));

        Assert.StartsWith("small.hocon, line 28, column ", message, StringComparison.Ordinal);
        Assert.Contains(
            "script.1: found '{' right after '}': two objects without a comma between them", message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Two_commands_without_a_comma_in_a_setting_are_refused() => Assert.Equal(
        "small.hocon, --set: script.1: found '{' right after '}': two objects without a comma between them; "
        + "put a comma or a new line there",
        Refused(Set($"script=[ {Publish} {Ramp} ]")));

    [Theory]
    [InlineData($"[ {Publish}, {Ramp} ]")]
    [InlineData($"[ {Publish}\n{Ramp} ]")]
    [InlineData($"[\n{Publish} # why\n{Ramp}\n]")]
    [InlineData($"[ {Publish} // why\n\n, {Ramp}, ]")]
    public void Two_commands_with_a_comma_or_a_new_line_between_them_are_two(string script) =>
        Assert.Equal(2, Accepted(Set($"script={script}")).Script.Length);

    [Theory]
    [InlineData("a = { b = 1 } { c = 2 }", "a: found '{' right after its value")]
    [InlineData("a { b = 1 } { c = 2 }", "a: found '{' right after its value")]
    [InlineData("a = [1] [2]", "a: found '[' right after its value")]
    [InlineData("a = { b = 1 } [2]", "a: found '[' right after its value")]
    [InlineData("a = [ \"x\" \"y\" ]", "a.0: found a quote right after 'x': two items without a comma between them")]
    [InlineData("a = [ x \"y\" ]", "a.0: found a quote right after 'x': two items without a comma between them")]
    [InlineData("a = [ { b = 1 } x ]", "a.1: found 'x' right after '}': two items without a comma between them")]
    [InlineData("a = [ x { b = 1 } ]", "a.0: found '{' right after 'x': two items without a comma between them")]
    [InlineData("a = [ x [1] ]", "a.0: found '[' right after 'x': two items without a comma between them")]
    public void Values_that_HOCON_would_join_are_refused(string text, string message)
    {
        Assert.Null(HoconParser.Parse(text, out var fault));
        Assert.StartsWith(message, fault!.What, StringComparison.Ordinal);
        Assert.Equal(1, fault.Line);
        Assert.InRange(fault.Column, 7, 20);
    }

    [Fact]
    public void A_section_may_be_opened_a_second_time() => Assert.Equal(
        (0.03, 0.04),
        (Accepted(Read($"{Small}\nfaults {{ seal-broken = 3 % }}\nfaults.did-not-start = 4 %")).Faults is var faults
            ? (faults.SealBroken, faults.DidNotStart) : default));

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\uFEFF\n")]
    [InlineData("\u00A0\u2003")]
    [InlineData("\r\n")]
    public void White_space_of_any_kind_is_accepted_before_a_key(string blank)
    {
        var scenario = Accepted(Read(blank + Small));

        Assert.Equal(Show(Accepted(Read(Small)) with { Story = scenario.Story }), Show(scenario));
    }

    [Theory]
    [InlineData("did-not-start = \uFEFF5 %")]
    [InlineData("did-not-start =\u00A05\u00A0%")]
    [InlineData("\uFEFFdid-not-start : 5 %\uFEFF")]
    public void White_space_of_any_kind_is_accepted_within_a_line(string line) =>
        Assert.Equal(0.05, Accepted(Read($"{Small}\nfaults {{ {line} }}")).Faults.DidNotStart);

    [Fact]
    public void A_byte_order_mark_does_not_count_as_a_column() =>
        Assert.Contains("line 1, column 1: 'x' is followed by no value", Refused(Read("\uFEFFx")),
            StringComparison.Ordinal);

    /// <summary>
    /// Akka's parser fails on a comma after a closing brace, on white space that is not ASCII, and on a fourth quote. In
    /// some long texts it takes the percent sign of a value for the beginning of the next key.
    /// </summary>
    [Fact]
    public void Texts_are_read_as_Akkas_parser_reads_them() => ScenarioTexts.Any.Sample(
        text =>
        {
            if (text.Any(c => c > 127) || text.Contains("\"\"\"\"", StringComparison.Ordinal)
                || HoconParser.Parse(text, out _) is not { } tree || Akkas(text) is not { } other
                || other.GetObject().Items.Keys.Any(key => key.Contains('%', StringComparison.Ordinal)))
                return;
            Assert.Equal(Words(other), Words(tree));
        },
        iter: 500);

    private static HoconValue? Akkas(string text)
    {
        try
        {
            return ConfigurationFactory.ParseString(text).Root;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    internal static string Words(HoconNode node) => node switch
    {
        HoconNode.Leaf leaf => $"'{leaf.Text.Trim()}'",
        HoconNode.Items items => $"[{string.Join(", ", items.Nodes.Select(Words))}]",
        HoconNode.Tree tree => InOrder(tree.Keys.Select(pair => (pair.Key, Words(pair.Value)))),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    internal static string Words(HoconValue value) => value switch
    {
        _ when value.IsObject() => InOrder(value.GetObject().Items.Select(item => (item.Key, Words(item.Value)))),
        _ when IsList(value) =>
            $"[{string.Join(", ", value.GetArray().Where(item => !item.IsEmpty).Select(Words))}]",
        _ => $"'{(value.IsEmpty ? "" : value.GetString()?.Trim())}'",
    };

    /// <summary>Akka says of every substitution that it is a list.</summary>
    private static bool IsList(HoconValue value) => value.Values.Any(element => element is HoconArray
        || (element is HoconSubstitution { ResolvedValue: { } other } && IsList(other)));

    private static string InOrder(IEnumerable<(string Key, string Words)> keys) =>
        "{" + string.Join(", ", keys.Select(pair => $"{pair.Key}={pair.Words}").Order(StringComparer.Ordinal)) + "}";
}
