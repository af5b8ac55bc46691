using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using static RsrActors.Host.Tests.Scenarios.Samples;

namespace RsrActors.Host.Tests.Scenarios;

/// <summary>A substitution stands for the value of another key of the scenario.</summary>
public sealed class SubstitutionTests
{
    [Theory]
    [InlineData("a = 5\nb = ${a}", "b", "'5'")]
    [InlineData("b = ${a}\na = 5", "b", "'5'")]
    [InlineData("a = 5\nb = x ${a} y", "b", "'x 5 y'")]
    [InlineData("a = 5\nb = \"x \"${a}y", "b", "'x 5y'")]
    [InlineData("a = 5\nb = [ ${a}, x${a} ]", "b", "['5', 'x5']")]
    [InlineData("a { c = 1 }\nb = ${a}", "b", "{c='1'}")]
    [InlineData("a { c = 1, d = 2 }\nb = ${a} { d = 3 }", "b", "{c='1', d='3'}")]
    [InlineData("a { c = 1, d = 2 }\nb = ${a}\nb.d = 3", "b", "{c='1', d='3'}")]
    [InlineData("a { c = 1 }\nb { d = 2 }\ne = ${a} ${b}", "e", "{c='1', d='2'}")]
    [InlineData("a = [1]\nb = ${a} [2]", "b", "['1', '2']")]
    [InlineData("a = [1]\nb = [0] ${a}", "b", "['0', '1']")]
    [InlineData("a = [1]\na += 2\na += { c = 3 }", "a", "['1', '2', {c='3'}]")]
    [InlineData("a += 1", "a", "['1']")]
    [InlineData("a = [1]\nb = ${a}\nb += 2", "b", "['1', '2']")]
    [InlineData("a.\"x y\".b = 1\nb = ${a.\"x y\".b}", "b", "'1'")]
    [InlineData("a { b = ${a.c}, c = 2 }", "a", "{b='2', c='2'}")]
    [InlineData("a = ${b}\nb { c = ${a.d}, d = 1 }", "a", "{c='1', d='1'}")]
    [InlineData("a = x${?none}y", "a", "'xy'")]
    [InlineData("a = [1, ${?none}, 2]", "a", "['1', '2']")]
    [InlineData("a { b = 1, c = ${?none} }", "a", "{b='1'}")]
    [InlineData("a = \"${b}\"", "a", "'${b}'")]
    [InlineData("a = [ { b = ${c} } ]\nc = 1", "a", "[{b='1'}]")]
    public void A_substitution_has_the_value_of_its_key(string text, string key, string words) =>
        Assert.Equal(words, Words(Resolved(text).Find(key)!));

    [Theory]
    [InlineData("a = ${b}", "line 1: a: found ${b}, and there is no key b; allowed is a key of the scenario, and "
        + "environment variables are not read")]
    [InlineData("a = ${PATH}", "line 1: a: found ${PATH}, and there is no key PATH; allowed is a key")]
    [InlineData("a = ${b}\nb = ${c}\nc = ${a}",
        "line 1: a: found a cycle of substitutions: a is ${b}, b is ${c}, c is ${a}")]
    [InlineData("a = ${a}", "line 1: a: found ${a}, and the key has no earlier value")]
    [InlineData("a = 1\nb = [2]\nc = ${a} ${b}", "line 3: c: found '1' joined with a list")]
    [InlineData("a = [1]\nb = [ ${a} ]", "line 2: b.0: found a list within a list, by ${a}")]
    [InlineData("a = 1\nb = ${a}\nb { c = 2 }", "line 3: b: set a second time, after line 2, where it is '1'")]
    [InlineData("a = ${b} {c = 1} {d = 2}\nb { e = 1 }", "line 1, column 18: a: found '{' right after its value")]
    public void A_substitution_without_a_value_is_refused_with_its_line(string text, string message) =>
        Assert.StartsWith($"small.hocon, {message}", Refused(Read($"{text}\n{Small}")), StringComparison.Ordinal);

    [Fact]
    public void Substitutions_that_stand_for_endless_values_are_refused()
    {
        var lists = string.Join('\n', Enumerable.Range(0, 40).Select(i => $"a{i} = ${{a{i + 1}}} ${{a{i + 1}}}"));
        var texts = lists.Replace("} $", "}$", StringComparison.Ordinal);
        var chain = string.Join('\n', Enumerable.Range(0, 100).Select(i => $"a{i} = ${{a{i + 1}}}"));

        Assert.Contains(
            "the substitutions stand for more than 200000 keys", Refused(Read($"{Small}\n{lists}\na40 = [1]")),
            StringComparison.Ordinal);
        Assert.Contains("found a value of", Refused(Read($"{Small}\n{texts}\na40 = x")), StringComparison.Ordinal);
        Assert.Contains(
            "substitutions refer to each other more than 64 deep", Refused(Read($"{Small}\n{chain}\na100 = x")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_of_the_command_line_changes_the_substitutions_that_name_its_key()
    {
        var text = Small_with(
            "duration = 3 d }",
            "duration = 3 d }\nfaults { seal-broken = 1 %, did-not-start = ${faults.seal-broken} }");

        Assert.Equal(0.01, Accepted(Read(text)).Faults.DidNotStart);
        Assert.Equal(0.02, Accepted(Read(text, new(["faults.seal-broken=2 %"]))).Faults.DidNotStart);
        Assert.Equal(0.03, Accepted(Read(text, new(["faults.did-not-start=3 %"]))).Faults.DidNotStart);
        Assert.Equal(
            0.01, Accepted(Read(text, new(["faults.image-damaged=${faults.seal-broken}"]))).Faults.ImageDamaged);
    }

    [Fact]
    public void A_setting_within_a_substitution_changes_that_copy_only()
    {
        var text = $"{Small}\nfleet.behaviour {{ seekers = 10 % }}\n"
            + "fleet.behaviour-by-platform.iphone = ${fleet.behaviour}";

        var fleet = Accepted(Read(text, new(["fleet.behaviour-by-platform.iphone.seekers=20 %"]))).Fleet;

        Assert.Equal((0.1, 0.2), (fleet.Behaviour.Seekers, fleet.BehaviourByPlatform[0]!.Seekers));
    }

    [Fact]
    public void A_wrong_value_behind_a_substitution_is_reported_with_both_lines() => Assert.StartsWith(
        "small.hocon, line 27, with the value of line 4: fleet.lockdown-mode: found 'small', allowed is a share",
        Refused(Read(Small_with("script = [", "fleet.lockdown-mode = ${scenario.name}\nscript = ["))),
        StringComparison.Ordinal);

    [Fact]
    public void A_setting_that_refers_to_no_key_is_refused_with_its_option() => Assert.StartsWith(
        "small.hocon, --set: fleet.lockdown-mode: found ${none}, and there is no key none",
        Refused(Set("fleet.lockdown-mode=${none}")), StringComparison.Ordinal);

    [Fact]
    public void The_resolved_scenario_has_no_substitution_and_no_include()
    {
        var text = Small_with(
            "devices = 200", "devices = 200\n  lockdown-mode = ${fleet.shares-analytics}\n  shares-analytics = 3 %");

        var resolved = ((ScenarioReading.Accepted)Read(text)).ResolvedHocon;

        Assert.DoesNotContain("${", resolved, StringComparison.Ordinal);
        Assert.Contains("lockdown-mode = 3 %", resolved, StringComparison.Ordinal);
    }

    internal static HoconNode.Tree Resolved(string text)
    {
        var tree = HoconParser.Parse(text, out var fault);
        Assert.Null(fault);
        var resolver = new HoconResolver(tree!, "text");
        var whole = resolver.Whole();
        Assert.Null(resolver.Fault);
        return whole;
    }

    private static string Words(HoconNode node) => node switch
    {
        HoconNode.Leaf leaf => $"'{leaf.Text}'",
        HoconNode.Items items => $"[{string.Join(", ", items.Nodes.Select(Words))}]",
        HoconNode.Tree tree =>
            "{" + string.Join(", ", tree.Keys.Select(pair => $"{pair.Key}={Words(pair.Value)}")) + "}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };
}
