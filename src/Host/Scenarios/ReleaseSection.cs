using System.Collections.Immutable;
using RsrActors.Model.Devices;
using RsrActors.Model.Releases;
using RsrActors.Model.SoftwareUpdates;

namespace RsrActors.Host.Scenarios;

/// <summary><c>releases</c> and <c>software-updates</c>, whose keys are their names.</summary>
internal static class ReleaseSection
{
    public static ImmutableArray<Release> Read(Section releases)
    {
        var all = releases.Named("ID", ReadRelease);
        foreach (var twice in all.GroupBy(release => release.Id).Where(same => same.Count() > 1))
        {
            releases.RefuseWhole(
                $"found '{twice.Key}' {twice.Count()} times, allowed is once; 16.5.1-a and \"16.5.1 (a)\" are the same");
        }

        foreach (var twice in all.SelectMany(release => release.Targets)
            .GroupBy(target => (target.Platform, target.Build.Text)).Where(same => same.Count() > 1))
        {
            releases.RefuseWhole(
                $"found build {twice.Key.Text} for {twice.Key.Platform.Name} {twice.Count()} times, allowed is once");
        }

        return all;
    }

    public static ImmutableArray<SoftwareUpdate> ReadUpdates(Section updates) => updates.Named("VERSION", ReadUpdate);

    public static void Write(HoconWriter writer, ImmutableArray<Release> releases) => writer.Section("releases", () =>
    {
        foreach (var release in releases)
            writer.Section(ScenarioWords.Quote(release.Id), () => WriteRelease(writer, release));
    });

    public static void WriteUpdates(HoconWriter writer, ImmutableArray<SoftwareUpdate> updates) =>
        writer.Section("software-updates", () =>
        {
            foreach (var update in updates)
                writer.Section(ScenarioWords.Quote(update.Version), () => WriteUpdate(writer, update));
        });

    private static Release ReadRelease(string name, Section section)
    {
        var id = Release.NormaliseId(name);
        if (id.Length == 0 || !id.All(c => KeyPath.IsPlain(c) || c == '.') || !char.IsAsciiLetterOrDigit(id[0]))
            section.RefuseWhole($"found '{name}', allowed is a release's name such as 16.5.1-a or \"16.5.1 (a)\"");
        var letter = section.Text(
            "letter", null, "a small letter, a to z",
            static text => text.Length == 1 && char.IsAsciiLetterLower(text[0]));
        var targets = section.Each("targets", static target =>
        {
            var prerequisite = target.BaseBuild("prerequisite");
            return new ReleaseTarget(
                target.Platform(), target.Version("version"), prerequisite,
                target.ResponseBuild("build", prerequisite), target.Size("download", null));
        });
        if (targets.IsEmpty)
            section.RefuseTogether("targets", "found an empty list, allowed is one target or more");
        section.RefuseDuplicates(
            "targets", targets.Select(target => $"{target.Platform.Name} on {target.PrerequisiteBuild}"));
        return new(id, letter.Length > 0 ? letter[0] : 'a', targets, section.Inside("regrets", ReadRegrets))
        {
            Regressions = RegressionSection.Read(section, targets),
        };
    }

    private static Regrets ReadRegrets(Section section)
    {
        var regrets = new Regrets(section.Share("share", "0 %"), section.Duration("after", "0 s"));
        if (regrets.Share > 0 && regrets.After == TimeSpan.Zero)
            section.RefuseTogether("after", "found '0 s', allowed is more than that when somebody regrets");
        return regrets;
    }

    private static SoftwareUpdate ReadUpdate(string version, Section section)
    {
        if (!Version.TryParse(version, out _))
            section.RefuseWhole($"found '{version}', allowed is a version such as \"16.6\"");
        var targets = section.Each("targets", static target => new UpdateTarget(
            target.Platform(), target.BaseBuild("from").Text, target.Version("version"), target.BaseBuild("build").Text,
            target.Size("download", null)));
        if (targets.IsEmpty)
            section.RefuseTogether("targets", "found an empty list, allowed is one target or more");
        section.RefuseDuplicates("targets", targets.Select(target => $"{target.Platform.Name} on {target.FromBuild}"));
        return new(version, targets, [.. section.Words("includes", "[]").Select(Release.NormaliseId)]);
    }

    private static void WriteRelease(HoconWriter writer, Release release)
    {
        writer.Key("letter", $"{release.Letter}");
        writer.Each("targets", release.Targets, target =>
        {
            writer.Key("platform", target.Platform.Name);
            writer.Key("version", ScenarioWords.Quote(target.Version));
            writer.Key("prerequisite", ScenarioWords.Quote(target.PrerequisiteBuild.Text));
            writer.Key("build", ScenarioWords.Quote(target.Build.Text));
            writer.Key("download", ScenarioWords.Size(target.Download));
        });
        writer.Section("regrets", () =>
        {
            writer.Key("share", ScenarioWords.Share(release.Regrets.Share));
            writer.Key("after", ScenarioWords.Of(release.Regrets.After));
        });
        RegressionSection.Write(writer, release.Regressions);
    }

    private static void WriteUpdate(HoconWriter writer, SoftwareUpdate update)
    {
        writer.Each("targets", update.Targets, target =>
        {
            writer.Key("platform", target.Platform.Name);
            writer.Key("from", ScenarioWords.Quote(target.FromBuild));
            writer.Key("version", ScenarioWords.Quote(target.Version));
            writer.Key("build", ScenarioWords.Quote(target.Build));
            writer.Key("download", ScenarioWords.Size(target.Download));
        });
        writer.Key("includes", $"[{string.Join(", ", update.Includes.Select(ScenarioWords.Quote))}]");
    }
}
