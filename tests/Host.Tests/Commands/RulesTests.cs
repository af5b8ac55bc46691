using RsrActors.Host.Tests.Architecture;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary><c>rsr rules</c> lists and explains the library of rollout rules.</summary>
public sealed class RulesTests
{
    private const int Width = 100;

    public static TheoryData<string> Names => [.. RuleRegistry.Shipped.Names];

    [Fact]
    public async Task Rules_lists_every_rule_with_what_it_does_and_reads_and_its_source()
    {
        var list = OneLine(await Rules());

        Assert.All(RuleRegistry.Shipped.Presets, preset =>
        {
            Assert.Contains(
                $"{preset.Name} {preset.Sentence} reads {RuleWords.Reads(preset.Reads)}; ", list,
                StringComparison.Ordinal);
            Assert.Contains($"usable in scenarios; source: {preset.Source}", list, StringComparison.Ordinal);
        });
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_rule_is_explained_with_its_source_its_brakes_and_its_keys(string name)
    {
        var preset = RuleRegistry.Shipped.Find(name)!;
        var printed = await Rules(name);
        var page = OneLine(printed);

        Assert.StartsWith($"{name}\n", printed, StringComparison.Ordinal);
        Assert.Contains(preset.Sentence, page, StringComparison.Ordinal);
        Assert.Contains($"source {preset.Source} in scenarios ", page, StringComparison.Ordinal);
        Assert.All(preset.Default.Brakes, brake => Assert.Contains(
            $"brake {brake.Name}, asked {RuleWords.Asked(brake)}; a", page, StringComparison.Ordinal));
        Assert.All(preset.Keys, key => Assert.Contains(
            $": {key.Meaning} Allowed: {key.Allowed}.", page, StringComparison.Ordinal));
        Assert.All(printed.Split('\n'), line => Assert.InRange(line.Length, 0, Width));
    }

    [Theory]
    [InlineData("hawkbit", "a halt means: no further device is offered it until a person resumes the rollout")]
    [InlineData("growthbook", "a halt means: the release is withdrawn, and devices that update automatically")]
    [InlineData("apple", "a halt means: the release is withdrawn, and devices that update automatically remove it")]
    [InlineData("burn-rate", "every 6h; a halt means: people are told, and the rollout goes on")]
    [InlineData("ubuntu-phased", "before each step; a halt means: the percentage becomes 0 until a person resumes the")]
    [InlineData("aws-iot-jobs", "a halt means: what is queued is cancelled, and no further device is offered it until")]
    [InlineData("flagger", "automatically remove it; it can halt without any evidence")]
    [InlineData("memfault", "brakes none: only a person halts it")]
    [InlineData("app-store", "person is told after 30 min, decides after 4 h of work, from 09:00 to 17:00 UTC")]
    [InlineData("app-store", "mean wait 5 d 3 h from the publication until a device is within the ramp")]
    [InlineData("nebraska", "grants nebraska: the server grants single devices; a grant times out after 1 h")]
    [InlineData("linear", "ramp linear: 49 steps from 1 % at the publication to 100 % after 2 d")]
    [InlineData("phased", "steps [0s: 1 %, 6h: 10 %, 1d: 50 %, 2d: 100 %]: Percentages by the time since")]
    [InlineData("play-vitals", "overall 1.09 %: The share of the daily users with a crash, in percent. Allowed: 0 %")]
    public async Task The_page_of_a_rule_says_what_it_means(string name, string words) =>
        Assert.Contains(words, OneLine(await Rules(name)), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Names))]
    public async Task The_example_of_a_rule_is_a_line_of_a_scenario(string name)
    {
        var preset = RuleRegistry.Shipped.Find(name)!;
        var example = ScenarioRules.Example(preset);
        Assert.Contains($"\n  {example}\n", await Rules(name), StringComparison.Ordinal);
        var tiny = Checkout.Read("hocon", "scenarios", "tiny.hocon")
            .Replace("  rule = all-at-once\n", "", StringComparison.Ordinal);

        var reading = ScenarioReader.Read("example.hocon", $"{tiny}\n{example}\n", ScenarioOverrides.None);

        if (ScenarioRules.Allows(preset))
        {
            Assert.Equal(name, Assert.IsType<ScenarioReading.Accepted>(reading).Scenario.Rollout.Preset.Name);
        }
        else
        {
            Assert.Contains(
                "rollout.rule", Assert.IsType<ScenarioReading.Refused>(reading).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fedorra", "there is no rollout rule 'fedorra'; did you mean fedora? 'rsr rules' lists all.")]
    [InlineData("ubuntu", "there is no rollout rule 'ubuntu'; did you mean ubuntu-phased? 'rsr rules' lists all.")]
    [InlineData("sprt", "there is no rollout rule 'sprt'; did you mean max-sprt or wald-sprt? 'rsr rules' lists all.")]
    [InlineData("of-my-own", "there is no rollout rule 'of-my-own'. 'rsr rules' lists all.")]
    public async Task An_unknown_rule_is_refused_with_the_nearest_names(string name, string message) =>
        Assert.Equal(message, (await Workplace.RsrInProcess("rules", name)).IsRefused());

    [Fact]
    public async Task The_page_of_rules_shows_what_the_command_prints()
    {
        var page = Checkout.Read("docs", "rules.md");

        Assert.Contains($"$ rsr rules growthbook\n{await Rules("growthbook")}```", page, StringComparison.Ordinal);
    }

    private static async Task<string> Rules(params string[] arguments) =>
        (await Workplace.RsrInProcess(["rules", .. arguments])).Succeeds().Output;

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
