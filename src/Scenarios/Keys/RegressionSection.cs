using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>regressions</c> of a response or an update: the applications that crash more often on it, and where.
/// </summary>
internal static class RegressionSection
{
    /// <param name="targets">The platforms of the response or update.</param>
    public static ImmutableArray<Regression> Read(Section release, IEnumerable<Platform> targets)
    {
        ImmutableArray<Platform> platforms = [.. targets.Distinct()];
        var regressions = release.Each("regressions", section => ReadOne(section, platforms), "[]");
        release.RefuseDuplicates("regressions", regressions.SelectMany(regression => platforms
            .Where(regression.Concerns)
            .Select(platform => $"{regression.Application} on {platform.Name}")));
        return regressions;
    }

    public static void Write(HoconWriter writer, ImmutableArray<Regression> regressions) =>
        writer.Each("regressions", regressions, regression =>
        {
            writer.Key("application", QuotedText.Of(regression.Application));
            writer.Key("platforms", $"[{string.Join(", ", regression.Platforms.Select(platform => platform.Name))}]");
            writer.Key("multiplier", ScenarioWords.Number(regression.Multiplier));
            writer.Key("added-per-1000-hours", ScenarioWords.Number(regression.AddedPerThousandHours));
        });

    private static Regression ReadOne(Section section, ImmutableArray<Platform> targets)
    {
        var regression = new Regression(
            section.Text("application", null),
            section.Platforms(targets, "the platforms of its targets"),
            section.Number("multiplier", "1", 1, 100_000),
            section.Number("added-per-1000-hours", "0", 0, 100_000));
        if (regression is { Multiplier: 1, AddedPerThousandHours: 0 })
        {
            section.RefuseWhole(
                "found a multiplier of 1 and nothing added, allowed is a multiplier above 1, "
                + "or an added-per-1000-hours above 0, or both");
        }

        return regression;
    }
}
