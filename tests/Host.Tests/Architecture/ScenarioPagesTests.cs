using System.Text.RegularExpressions;
using RsrActors.Host.Tests.Commands;
using RsrActors.Model.Platforms;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Architecture;

/// <summary>What the scenarios and their page say to readers.</summary>
public sealed partial class ScenarioPagesTests
{
    private static readonly string Page = Checkout.Read("hocon", "scenarios", "README.md");

    [Fact]
    public void The_page_lists_every_scenario() => Assert.All(
        ScenarioLibrary.Installed.List(),
        entry => Assert.Contains($"| [{entry.Name}]({entry.Name}.hocon) |", Page, StringComparison.Ordinal));

    [Fact]
    public void The_page_names_every_platform_whose_people_may_behave_in_another_way()
    {
        var section = Page[Page.IndexOf("### fleet.behaviour-by-platform", StringComparison.Ordinal)..];
        var words = section[..section.IndexOf("| key |", StringComparison.Ordinal)];

        Assert.All(
            Enum.GetValues<Platform>(),
            platform => Assert.Contains($"`{platform.Name}`", words, StringComparison.Ordinal));
    }

    /// <summary>A command in a comment begins after three spaces; a backslash continues it.</summary>
    [Fact]
    public async Task The_commands_in_the_comments_of_scenarios_are_valid()
    {
        string[] commands =
        [
            .. ScenarioLibrary.Installed.List().SelectMany(entry => Command()
                .Matches(Checkout.Read("hocon", "scenarios", $"{entry.Name}.hocon"))
                .Select(match => Continued().Replace(match.Groups[1].Value, " "))),
        ];

        Assert.NotEmpty(commands);
        foreach (var command in commands)
            (await Workplace.RsrInProcess(["check", .. command.Split(' ')[2..]])).Succeeds();
    }

    [GeneratedRegex(@"^#   (rsr run (?:.*\\\n)*.*)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@" *\\\n# *")]
    private static partial Regex Continued();
}
