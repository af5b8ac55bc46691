using System.Globalization;
using RsrActors.Model.Rollouts.Presets;

namespace RsrActors.Model.Tests.Rollouts;

/// <summary>docs/rules.md says what the presets are.</summary>
public sealed class RulesPageTests
{
    private static readonly string Page = Read("docs", "rules.md");

    [Fact]
    public void The_page_has_the_table_of_the_presets() => Assert.Contains(
        string.Join('\n', RuleRegistry.Shipped.Presets.Select(Row)), Page, StringComparison.Ordinal);

    [Fact]
    public void The_page_has_the_keys_of_the_presets() => Assert.Contains(
        string.Join(
            '\n', RuleRegistry.Shipped.Presets.Where(preset => !preset.Keys.IsEmpty).SelectMany(preset =>
                preset.Keys.Select(key =>
                    $"| `{preset.Name}` | `{key.Name}` | `{key.Default}` | {key.Allowed} | {key.Meaning} |"))),
        Page, StringComparison.Ordinal);

    [Fact]
    public void The_page_has_the_example_that_is_tested()
    {
        var file = Read("tests", "Model.Tests", "Rollouts", "OwnRuleTests.cs");
        var start = file.IndexOf("/// <summary>Halts when more than a tenth", StringComparison.Ordinal);

        Assert.Contains(file[start..].Trim(), Page, StringComparison.Ordinal);
        Assert.Contains("RuleRegistry.Shipped.With(TooManySilent.Preset)", Page, StringComparison.Ordinal);
    }

    private static string Row(RulePreset preset) =>
        $"| `{preset.Name}` | {preset.Sentence} | {RuleWords.Reads(preset.Reads)} | {Wait(preset)} | {preset.Source} |";

    private static string Wait(RulePreset preset) => RuleWords.WaitOf(preset.Default) is { } wait
        ? wait.TotalHours.ToString("0.#", CultureInfo.InvariantCulture) + " h"
        : "-";

    private static string Read(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RsrActors.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run in a checkout.");
        return File.ReadAllText(Path.Combine([folder.FullName, .. path])).ReplaceLineEndings("\n");
    }
}
