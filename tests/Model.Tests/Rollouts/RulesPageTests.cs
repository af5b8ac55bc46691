using System.Globalization;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Ramps;

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

    private static string Row(RulePreset preset)
    {
        var reads = preset.Reads.Kinds == EvidenceKinds.None
            ? "nothing"
            : string.Join(", ", Enum.GetValues<EvidenceKinds>()
                .Where(kind => kind != EvidenceKinds.None && preset.Reads.Reads(kind)).Select(Words.Of));
        return $"| `{preset.Name}` | {preset.Sentence} | {reads} | {Wait(preset)} | {preset.Source} |";
    }

    /// <summary>Of the ramp alone; a ramp that evidence or a server moves has none.</summary>
    private static string Wait(RulePreset preset)
    {
        var rule = preset.Default;
        if (rule.Grants is not null || rule.Ramp.Reads.Kinds != EvidenceKinds.None)
            return "-";
        var mean = RampWait.Course(rule.Ramp).Count() > 1
            ? RampWait.OfPercentages(rule.Ramp)
            : RampWait.Mean(rule.Ramp, 10_000);
        return mean.TotalHours.ToString("0.#", CultureInfo.InvariantCulture) + " h";
    }

    private static string Read(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RsrActors.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run in a checkout.");
        return File.ReadAllText(Path.Combine([folder.FullName, .. path])).ReplaceLineEndings("\n");
    }
}
