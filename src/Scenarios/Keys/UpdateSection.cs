using System.Collections.Immutable;
using RsrActors.Model.Contents;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>software-updates</c>: the keys of this section are versions.</summary>
internal static class UpdateSection
{
    private const string Full = "full";
    private const string Delta = "delta";

    private static readonly Vocabulary<UpdateRollout> Rollouts = new(
        ("all-at-once", UpdateRollout.AllAtOnce), ("rule", UpdateRollout.Rule));

    public static ImmutableArray<SoftwareUpdate> Read(Section updates, SecurityContent content)
    {
        var all = updates.Named("VERSION", (version, section) => ReadUpdate(version, section, content));
        ReleaseSection.RefuseMore(updates, all.Length, "software updates");
        return all;
    }

    public static void Write(HoconWriter writer, ImmutableArray<SoftwareUpdate> updates) =>
        writer.Section("software-updates", () =>
        {
            foreach (var update in updates)
                writer.Section(QuotedText.Of(update.Version), () => WriteUpdate(writer, update));
        });

    private static SoftwareUpdate ReadUpdate(string version, Section section, SecurityContent content)
    {
        var isVersion = VersionOrder.IsVersion(version);
        if (!isVersion)
            section.RefuseName($"found '{version}', allowed is a version such as \"16.6\"");
        var targets = section.Each("targets", static target =>
        {
            var platform = target.Platform();
            var (from, build) = (target.BuildOn(platform, "from"), target.BuildOn(platform, "build"));
            RefuseDowngrade(target, platform, from, build);
            return new UpdateTarget(
                platform, from, target.Version("version"), build,
                target.SizeOrComputed(
                    "download", () => DownloadSizes.OfFullUpdate(platform), Full, Delta, out var word))
            {
                IsDelta = word == Delta,
            };
        });
        ReleaseSection.RefuseTargets(
            section, [.. targets.Select(target => $"{target.Platform.Name} on {target.FromBuild}")]);
        if (isVersion)
            ReleaseSection.RefuseOtherVersion(section, version, version, targets.Select(target => target.Version));
        ImmutableArray<string> includes = [.. section.Words("includes", "[]").Select(Release.NormaliseId)];
        section.RefuseDuplicates("includes", includes);
        return new(version, targets, includes)
        {
            Fixes = content.ReadOfUpdate(section),
            Rollout = section.Value<UpdateRollout>("rollout", "all-at-once", default, Rollouts.TryRead),
            Regressions = RegressionSection.Read(section, targets.Select(target => target.Platform)),
            BootLoop = section.Inside("boot-loop", ReadBootLoop),
        };
    }

    /// <summary>Null when all devices start.</summary>
    private static BootLoop? ReadBootLoop(Section section)
    {
        var loop = new BootLoop(
            section.Share("share", "0 %"),
            section.Duration("hands-after", "0 s"),
            section.Share("hard-to-reach", "0 %"),
            section.Duration("hard-to-reach-after", "0 s"))
        {
            Published = section.Each(
                "published",
                static point => new RestoredShare(point.Duration("after", null), point.Share("restored", null)), "[]"),
        };
        if (loop.Share > 0 && loop.HandsAfter == TimeSpan.Zero)
            section.RefuseTogether("hands-after", "found '0 s', allowed is more than 0 s when the share is above 0 %");
        if (loop.HardToReach > 0 && loop.HardToReachAfter == TimeSpan.Zero)
        {
            section.RefuseTogether(
                "hard-to-reach-after", "found '0 s', allowed is more than 0 s when hard-to-reach is above 0 %");
        }

        return loop.Share > 0 ? loop : null;
    }

    /// <summary>Builds only ascend, so that updates cannot form a cycle.</summary>
    private static void RefuseDowngrade(Section target, Platform platform, string from, string build)
    {
        var order = platform.IsApple
            ? BuildNumber.ParseBase(build)!.RestoreVersion.CompareTo(BuildNumber.ParseBase(from)!.RestoreVersion)
            : KernelRelease.Compare(build, from);
        if (from == build)
        {
            target.RefuseTogether(
                "build", $"found '{build}', the build that the update is installed on; allowed is a later one");
        }
        else if (order <= 0)
        {
            target.RefuseTogether(
                "build",
                $"found '{build}', which is not later than {from}, the build that the update is installed on; builds "
                + (platform.IsApple
                    ? "are ordered by the number in front, the capital letter, and the last three digits"
                    : "are ordered number by number"));
        }
    }

    private static void WriteUpdate(HoconWriter writer, SoftwareUpdate update)
    {
        writer.Each("targets", update.Targets, target =>
        {
            writer.Key("platform", target.Platform.Name);
            writer.Key("from", QuotedText.Of(target.FromBuild));
            writer.Key("version", QuotedText.Of(target.Version));
            writer.Key("build", QuotedText.Of(target.Build));
            writer.Key("download", target.IsDelta ? Delta : ScenarioWords.Size(target.Download));
        });
        writer.Key("includes", QuotedText.ListOf(update.Includes));
        if (!update.Fixes.IsEmpty)
            writer.Key("fixes", QuotedText.ListOf(update.Fixes));
        if (update.Rollout is not UpdateRollout.AllAtOnce)
            writer.Key("rollout", Rollouts.Of(update.Rollout));
        if (!update.Regressions.IsEmpty)
            RegressionSection.Write(writer, update.Regressions);
        if (update.BootLoop is { } loop)
            writer.Section("boot-loop", () => WriteBootLoop(writer, loop));
    }

    private static void WriteBootLoop(HoconWriter writer, BootLoop loop)
    {
        writer.Key("share", ScenarioWords.Share(loop.Share));
        writer.Key("hands-after", ScenarioWords.Of(loop.HandsAfter));
        writer.Key("hard-to-reach", ScenarioWords.Share(loop.HardToReach));
        writer.Key("hard-to-reach-after", ScenarioWords.Of(loop.HardToReachAfter));
        if (!loop.Published.IsEmpty)
        {
            writer.Each("published", loop.Published, point =>
            {
                writer.Key("after", ScenarioWords.Of(point.After));
                writer.Key("restored", ScenarioWords.Share(point.Share));
            });
        }
    }
}
