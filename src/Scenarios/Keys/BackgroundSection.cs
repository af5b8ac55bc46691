using System.Collections.Immutable;
using RsrActors.Model;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>security-data</c>, <c>safari-packages</c> and <c>live-patches</c>: what devices install in the background. The
/// keys of these sections are versions or names.
/// </summary>
internal static class BackgroundSection
{
    /// <summary>Shown in place of a default that depends on the tool.</summary>
    private const string ByTool = "by tool";

    private static readonly ImmutableArray<Platform> Macs = [Platform.MacAppleSilicon, Platform.MacIntel];

    /// <summary>In the order of publication, which is the order of a scenario.</summary>
    public static ImmutableArray<BackgroundUpdate> Read(Section file, SecurityContent content)
    {
        ImmutableArray<BackgroundUpdate> all =
        [
            .. file.Inside("security-data", section => section.Named(
                "VERSION", (id, one) => ReadData(id, one, MechanismKind.SecurityData, "1 MB", content))),
            .. file.Inside("safari-packages", section => section.Named(
                "VERSION", (id, one) => ReadData(id, one, MechanismKind.SafariPackage, "120 MB", content))),
            .. file.Inside("live-patches", section => section.Named(
                "NAME", (id, one) => ReadPatch(id, one, content))),
        ];
        if (all.Length > BackgroundSet.Most)
        {
            file.RefuseAt(
                [all[^1].Section],
                $"found {all.Length} background updates, allowed are {BackgroundSet.Most} at most in security-data, "
                + "safari-packages and live-patches together");
        }

        RefuseSameMoment(file, all);
        return [.. all.OrderBy(update => update.Published)];
    }

    public static void Write(HoconWriter writer, ImmutableArray<BackgroundUpdate> all)
    {
        foreach (var section in all.GroupBy(update => update.Section).OrderByDescending(section => section.Key))
        {
            writer.Section(section.Key, () =>
            {
                foreach (var update in section)
                    writer.Section(QuotedText.Of(update.Id), () => WriteOne(writer, update));
            });
        }
    }

    private static BackgroundUpdate ReadData(
        string id, Section section, MechanismKind mechanism, string download, SecurityContent content)
    {
        RefuseOtherName(id, section);
        return new(
            id, mechanism, Macs, section.Duration("published", null), section.Size("download", download),
            content.ReadOf(section, mechanism, Macs))
        {
            Builds = section.Words("builds", "[]"),
        };
    }

    private static BackgroundUpdate ReadPatch(string id, Section section, SecurityContent content)
    {
        RefuseOtherName(id, section);
        var tool = section.Value<LivePatchTool>(
            "tool", null, LivePatchTool.Kpatch, static (string text, out LivePatchTool tool, out string why) =>
            {
                why = $"found '{text}', allowed is one of {string.Join(", ", Words.All<LivePatchTool>())}";
                return Words.TryParse(text, out tool);
            });
        var kexec = tool == LivePatchTool.Kexec;
        var mechanism = kexec ? MechanismKind.Kexec : MechanismKind.LivePatch;
        var platform = section.Optional("platform", Platform.Linux.Name, section.Platform, Platform.Linux);
        var published = section.Duration("published", null);
        var withdrawn = section.Value<TimeSpan?>(
            "withdrawn", "never", null,
            SectionValues.OrNull("never", SectionValues.DurationBetween(TimeSpan.Zero, Quantity.LongestDuration)));
        if (withdrawn <= published)
        {
            section.RefuseTogether(
                "withdrawn",
                $"found {ScenarioWords.Of(withdrawn.Value)}, allowed is a moment after published, "
                + ScenarioWords.Of(published));
        }

        return new(
            id, mechanism, [platform], published, section.Optional(
                "download", ByTool, () => section.Size("download", ByTool), kexec ? 100_000_000 : 2_000_000),
            content.ReadOf(section, mechanism, [platform]))
        {
            Builds = section.Words("builds", "[]"),
            Kernel = new(
                tool, section.Between("outage", kexec ? ("2 s", "10 s") : ("0 s", "0 s"), ByTool), withdrawn),
        };
    }

    private static void RefuseOtherName(string id, Section section)
    {
        if (!KeyPath.IsName(id))
        {
            section.RefuseName(
                $"found '{id}', allowed is a version or name of letters, digits, dots and hyphens, of "
                + $"{KeyPath.LongestName} characters at most");
        }
    }

    /// <summary>A later update contains the fixes of the earlier ones, so it has to be clear which is later.</summary>
    private static void RefuseSameMoment(Section file, ImmutableArray<BackgroundUpdate> all)
    {
        foreach (var same in all.GroupBy(update => (update.Mechanism, update.Published))
            .Where(same => same.Count() > 1))
        {
            var (first, second) = (same.First(), same.ElementAt(1));
            file.RefuseAt(
                [second.Section, second.Id, "published"],
                $"found {ScenarioWords.Of(second.Published)}, which {first.Id} has too; allowed is a moment of its "
                + "own, because the later one contains the fixes of the earlier one");
        }
    }

    private static void WriteOne(HoconWriter writer, BackgroundUpdate update)
    {
        if (update.Kernel is { } patch)
        {
            writer.Key("tool", Words.Of(patch.Tool));
            writer.Key("platform", update.Platforms[0].Name);
            writer.Key("outage", ScenarioWords.Of(patch.Outage));
            writer.Key("withdrawn", patch.Withdrawn is { } end ? ScenarioWords.Of(end) : "never");
        }

        if (!update.Builds.IsEmpty)
            writer.Key("builds", QuotedText.ListOf(update.Builds));
        writer.Key("published", ScenarioWords.Of(update.Published));
        writer.Key("download", ScenarioWords.Size(update.Download));
        writer.Key("fixes", QuotedText.ListOf(update.Fixes));
    }
}
