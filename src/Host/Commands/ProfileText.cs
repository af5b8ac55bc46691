using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RsrActors.Fleets.Tables;
using RsrActors.Model.Scenarios;
using RsrActors.Profiles.Reading;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;
using RsrActors.Texts;

namespace RsrActors.Host.Commands;

/// <summary>Profiles as lines for a terminal, and as a block of a scenario.</summary>
internal static class ProfileText
{
    /// <summary>What devices do with a file, what they ignore, and what is not simulated.</summary>
    public static IEnumerable<string> Lines(string file, ManagementProfile profile)
    {
        yield return OneLine.Of(
            $"{file}: {(profile.Signer is { } signer ? $"signed by {signer}, {TrustOf(profile)}" : "not signed")}"
            + (profile.OtherTypes.IsEmpty ? "" : $", not about updates: {string.Join(", ", profile.OtherTypes)}"));
        foreach (var sentence in Does(profile).DefaultIfEmpty("nothing about responses and enforcements"))
            yield return Row("does", sentence);
        foreach (var other in profile.Others)
            yield return Row("does", $"{other.Where} = {other.Value} (not simulated: {other.Beyond})");
        foreach (var finding in profile.Findings.Select(one => one.ToString()).DefaultIfEmpty("nothing"))
            yield return Row("ignores", finding);
    }

    /// <summary>A note: devices have other roots than this machine.</summary>
    private static string TrustOf(ManagementProfile profile) => profile.SignerDoubt.Length == 0
        ? "whom this machine trusts"
        : $"whom this machine does not trust: {profile.SignerDoubt}";

    /// <summary>The keys of a scenario that say the same, after comments.</summary>
    /// <param name="scenario">Its names are used for releases; without one those that Apple's responses have.</param>
    public static string Block(ImmutableArray<(string File, ManagementProfile Profile)> files, Scenario? scenario)
    {
        var (text, all) = (new StringBuilder(), ManagementProfile.Empty);
        foreach (var (file, profile) in files)
        {
            all = all.And(profile);
            foreach (var line in Lines(Path.GetFileName(file), profile))
                _ = text.Append("# ").Append(line).Append('\n');
        }

        if ((all.AllowsInstallation, all.AllowsRemoval) is not (null, null) || all.Deferrals != DeferredDays.None)
        {
            _ = text.Append("\nfleet.management {\n");
            Append("allow-installation", all.AllowsInstallation);
            Append("allow-removal", all.AllowsRemoval);
            Defer("combined", all.Deferrals.Combined);
            Defer("major", all.Deferrals.Major);
            Defer("minor", all.Deferrals.Minor);
            _ = text.Append("}\n");
        }

        foreach (var target in all.Enforcements)
        {
            var deadline = CommandValues.LocalTime(target.DeadlineToTheMinute);
            _ = text.Append('\n')
                .Append(
                    $"# {target.Name}. The order is given at the start; an order is for all devices of the release.\n")
                .Append($"script += {{ at = 0 s, do = enforce, release = {NameOf(target, scenario)}, ")
                .Append($"local-deadline = \"{deadline}\", ")
                .Append($"notifications = {ScenarioWords.Switch(all.Notifies ?? true)} }}\n");
        }

        return text.ToString();

        void Append(string key, bool? allows)
        {
            if (allows is { } all)
                _ = text.Append($"  {key} = {(all ? "100 %" : "0 %")}\n");
        }

        void Defer(string key, int? days)
        {
            if (days is { } some)
                _ = text.Append($"  deferrals.{key} = {some} d\n");
        }
    }

    private static IEnumerable<string> Does(ManagementProfile profile)
    {
        if (profile.AllowsInstallation is { } installs)
        {
            yield return installs
                ? "responses may be installed"
                : "responses may not be installed, but an enforcement installs them all the same";
        }

        if (profile.AllowsRemoval is { } removes)
            yield return removes ? "a person may remove responses" : "a person may not remove responses";
        if (profile.Notifies is { } notifies)
        {
            yield return notifies
                ? "people get every notification of an enforcement"
                : "people get the notifications of an enforcement's last hour only";
        }

        (string Of, int? Days)[] deferrals =
        [
            ("updates of iPhones and iPads", profile.Deferrals.Combined),
            ("major updates of Macs", profile.Deferrals.Major), ("minor updates of Macs", profile.Deferrals.Minor),
        ];
        foreach (var (what, days) in deferrals.Where(one => one.Days is not null))
            yield return $"{what} are not offered until {days} days after their publication";
        foreach (var target in profile.Enforcements)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name} has to be installed by {target.LocalDeadline:yyyy-MM-dd'T'HH:mm:ss}, "
                + $"each device's own time");
        }
    }

    /// <summary>Apple names a response by the version of each platform; a scenario has one name for all.</summary>
    private static string NameOf(EnforcedVersion target, Scenario? scenario) => QuotedText.Of(
        (scenario is null ? null : ScenarioNotes.ReleaseOf(target, scenario))
        ?? (KnownResponses.OfBuild(target.Build) is { } known ? Release.NormaliseId(known.Name)
            : target.Letter is { } letter ? $"{target.Version}-{letter}"
            : target.Version));

    private static string Row(string what, string sentence) => OneLine.Of($"  {what,-8} {sentence}");
}
