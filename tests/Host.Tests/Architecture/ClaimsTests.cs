using System.Text.RegularExpressions;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Architecture;

/// <summary>
/// docs/claims.md has every claim of the founding documents, and names tests and scenarios that exist.
/// </summary>
public sealed partial class ClaimsTests
{
    private static readonly string[] Rows =
        [.. Checkout.Read("docs", "claims.md").Split('\n').Where(line => Row().IsMatch(line))];

    [Fact]
    public void Every_claim_has_one_row()
    {
        string[] claims =
        [
            .. Enumerable.Range(1, 39).Select(number => $"A{number}"),
            .. Enumerable.Range(1, 25).Select(number => $"B{number}"),
        ];

        Assert.Equal(claims, Rows.Select(row => Row().Match(row).Groups[1].Value));
    }

    [Fact]
    public void Every_claim_is_shown_by_a_test_or_a_scenario_that_exists_or_is_said_to_be_not_modelled()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Method().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        var scenarios = ScenarioLibrary.Installed.List().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);

        Assert.All(Rows, row =>
        {
            var shownBy = row.Split('|')[4].Trim();
            if (shownBy == "not modelled")
                return;
            string[] named =
            [
                .. InScenario().Matches(shownBy).Select(match => match.Groups[1].Value),
                .. InTest().Matches(shownBy).Select(match => match.Groups[1].Value),
            ];
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.True(tests.Contains(name) || scenarios.Contains(name), name));
        });
    }

    [GeneratedRegex(@"^\| ([AB]\d+) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"scenario `([^`]+)`")]
    private static partial Regex InScenario();

    [GeneratedRegex(@"`(\w+_\w+)`")]
    private static partial Regex InTest();

    [GeneratedRegex(@"\b(?:void|Task) (\w+_\w+)\(")]
    private static partial Regex Method();
}
