using System.Collections.Immutable;
using RsrActors.Model.Contents;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>releases</c>: the keys of this section are names.</summary>
internal static class ReleaseSection
{
    /// <summary>
    /// How many responses, or software updates, a scenario may have. The crashes that a response adds are drawn by the
    /// response's place in the scenario, and the draws have room for this many places.
    /// </summary>
    private const int Most = 1024;

    private const int MostTargets = 256;

    public static ImmutableArray<Release> Read(Section releases, SecurityContent content)
    {
        var all = releases.Named("ID", (name, section) => ReadRelease(name, section, content));
        RefuseMore(releases, all.Length, "responses");
        foreach (var twice in all.GroupBy(release => release.Id, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1))
        {
            var names = twice.Select(release => release.Id).Distinct().ToArray();
            releases.RefuseWhole(names.Length == 1
                ? $"found '{names[0]}' {twice.Count()} times, allowed is once; 16.5.1-a and \"16.5.1 (a)\" are the same"
                : $"found '{names[0]}' and '{names[1]}', allowed are names that differ in more than small and "
                    + "capital letters");
        }

        foreach (var twice in all.SelectMany(release => release.Targets)
            .GroupBy(target => (target.Platform, target.Build.Text)).Where(same => same.Count() > 1))
        {
            releases.RefuseWhole(
                $"found build {twice.Key.Text} for {twice.Key.Platform.Name} {twice.Count()} times, allowed is once");
        }

        return all;
    }

    public static void Write(HoconWriter writer, ImmutableArray<Release> releases) => writer.Section("releases", () =>
    {
        foreach (var release in releases)
            writer.Section(QuotedText.Of(release.Id), () => WriteRelease(writer, release));
    });

    private static Release ReadRelease(string name, Section section, SecurityContent content)
    {
        var id = Release.NormaliseId(name);
        if (!KeyPath.IsName(id))
        {
            section.RefuseName(
                $"found '{name}', allowed is a release's name such as 16.5.1-a or \"16.5.1 (a)\", of "
                + $"{KeyPath.LongestName} characters at most");
        }

        var letter = section.Text(
            "letter", null, "a small letter, a to z",
            static text => text.Length == 1 && char.IsAsciiLetterLower(text[0]));
        var fixes = content.ReadOfResponse(section, out var changed);
        var targets = section.Each("targets", target =>
        {
            var (platform, prerequisite) = (target.Platform(), target.BaseBuild("prerequisite"));
            var version = target.Version("version");
            var response = AllMechanisms.Of(MechanismKind.RapidResponse);
            if (response.Objection(Component.Frameworks, platform, version) is { } why)
                target.RefuseTogether("version", $"found '{version}'; {why}");
            return new ReleaseTarget(
                platform, version, prerequisite, target.ResponseBuild("build", prerequisite),
                target.SizeOrComputed("download", () => DownloadSizes.OfResponse(platform, changed)));
        });
        RefuseTargets(
            section, [.. targets.Select(target => $"{target.Platform.Name} on {target.PrerequisiteBuild}")]);
        if (Release.NamedBy(id) is { } named && targets.Length > 0)
            RefuseOtherName(section, id, named, letter, targets);
        return new(id, letter.Length > 0 ? letter[0] : 'a', targets, section.Inside("regrets", ReadRegrets))
        {
            Regressions = RegressionSection.Read(section, targets.Select(target => target.Platform)),
            Fixes = fixes,
            OffersRelaunch = section.Switch("offers-relaunch", "on"),
        };
    }

    /// <summary>A name such as 16.5.1-a has to agree with the letter and with the version of a target.</summary>
    private static void RefuseOtherName(
        Section section,
        string id,
        (string Version, char Letter) named,
        string letter,
        ImmutableArray<ReleaseTarget> targets)
    {
        if (letter != $"{named.Letter}")
        {
            section.RefuseTogether(
                "letter",
                $"found '{letter}', but the name {id} says {named.Letter}; allowed is the letter of the name");
        }

        RefuseOtherVersion(section, id, named.Version, targets.Select(target => target.Version));
    }

    internal static void RefuseOtherVersion(Section section, string name, string version, IEnumerable<string> versions)
    {
        var all = versions.Distinct(StringComparer.Ordinal).ToArray();
        if (all.Length > 0 && all.All(one => one.Length > 0 && VersionOrder.Compare(one, version) != 0))
        {
            section.RefuseTogether(
                "targets",
                $"found no target of version {version}, which the name {name} says; the targets' versions are "
                + $"{string.Join(", ", all)}");
        }
    }

    internal static void RefuseTargets(Section section, string[] targets)
    {
        if (targets.Length == 0)
            section.RefuseTogether("targets", "found an empty list, allowed is one target or more");
        section.RefuseMany("targets", targets.Length, MostTargets);
        section.RefuseDuplicates("targets", targets);
    }

    internal static void RefuseMore(Section section, int count, string what)
    {
        if (count > Most)
            section.RefuseWhole($"found {count} {what}, allowed are {Most} at most");
    }

    private static Regrets ReadRegrets(Section section)
    {
        var regrets = new Regrets(section.Share("share", "0 %"), section.Duration("after", "0 s"));
        if (regrets.Share > 0 && regrets.After == TimeSpan.Zero)
            section.RefuseTogether("after", "found '0 s', allowed is more than 0 s when the share is above 0 %");
        return regrets;
    }

    private static void WriteRelease(HoconWriter writer, Release release)
    {
        writer.Key("letter", $"{release.Letter}");
        writer.Each("targets", release.Targets, target =>
        {
            writer.Key("platform", target.Platform.Name);
            writer.Key("version", QuotedText.Of(target.Version));
            writer.Key("prerequisite", QuotedText.Of(target.PrerequisiteBuild.Text));
            writer.Key("build", QuotedText.Of(target.Build.Text));
            writer.Key("download", ScenarioWords.Size(target.Download));
        });
        writer.Section("regrets", () =>
        {
            writer.Key("share", ScenarioWords.Share(release.Regrets.Share));
            writer.Key("after", ScenarioWords.Of(release.Regrets.After));
        });
        RegressionSection.Write(writer, release.Regressions);
        if (!release.Fixes.IsEmpty)
            writer.Key("fixes", QuotedText.ListOf(release.Fixes));
        writer.Key("offers-relaunch", ScenarioWords.Switch(release.OffersRelaunch));
    }
}
