using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Profiles.Reading;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary>
/// <c>management</c> of the fleet and of its groups: shares of devices, and profiles that decide for all of them.
/// </summary>
internal static class ManagementSection
{
    private const string Profiles = "profiles";
    private const string Installation = "allow-installation";
    private const string Removal = "allow-removal";
    private const string Deferrals = "deferrals";
    private const string Combined = "combined";
    private const string Major = "major";
    private const string Minor = "minor";
    private const string OfFleet = "as fleet.management";

    /// <summary>The fleet's; the enforcements of its profiles are orders from the start.</summary>
    public static ManagementSettings Read(Section management, ScenarioProfiles profiles)
    {
        profiles.OfFleet = profiles.Read(management, Profiles, management.Words(Profiles, "[]"));
        return Decided(
            new(
                management.Share("managed", "10 %"), management.Share(Installation, "90 %"),
                management.Share(Removal, "70 %"))
            {
                Deferrals = management.Inside(Deferrals, static section => new UpdateDeferrals(
                    Days(section, Combined), Days(section, Major), Days(section, Minor))),
            },
            profiles.OfFleet);

        static TimeSpan Days(Section section, string key) =>
            section.Duration(key, "0 d", most: UpdateDeferrals.Longest);
    }

    /// <summary>That of a group; null when it is that of the fleet.</summary>
    public static ManagementSettings? ReadOwn(Section section, ManagementSettings fleet, ScenarioProfiles profiles)
    {
        var profile = profiles.Read(section, Profiles, section.Words(Profiles, "[]"));
        if (!profile.Enforcements.IsEmpty)
        {
            section.RefuseTogether(
                Profiles,
                $"found an enforcement of {profile.Enforcements[0].Name}, allowed is one in fleet.management.profiles "
                + "or in the script: an order is for all managed devices");
        }

        var own = Decided(
            new(Share("managed", fleet.Managed), Share(Installation, fleet.AllowInstallation),
                Share(Removal, fleet.AllowRemoval))
            {
                Deferrals = section.Inside(Deferrals, deferrals => new UpdateDeferrals(
                    Days(deferrals, Combined, fleet.Deferrals.Combined),
                    Days(deferrals, Major, fleet.Deferrals.Major),
                    Days(deferrals, Minor, fleet.Deferrals.Minor))),
            },
            profile);
        return own == fleet ? null : own;

        double Share(string key, double ofFleet) =>
            section.Optional(key, OfFleet, () => section.Share(key, OfFleet), ofFleet);

        static TimeSpan Days(Section deferrals, string key, TimeSpan ofFleet) => deferrals.Optional(
            key, OfFleet, () => deferrals.Duration(key, OfFleet, most: UpdateDeferrals.Longest), ofFleet);
    }

    /// <param name="ofFleet">What a group without deferrals of its own would have; none for the fleet itself.</param>
    public static void Write(HoconWriter writer, ManagementSettings management, UpdateDeferrals ofFleet) =>
        writer.Section("management", () => WriteKeys(writer, management, ofFleet));

    private static void WriteKeys(HoconWriter writer, ManagementSettings management, UpdateDeferrals ofFleet)
    {
        writer.Key("managed", ScenarioWords.Share(management.Managed));
        writer.Key(Installation, ScenarioWords.Share(management.AllowInstallation));
        writer.Key(Removal, ScenarioWords.Share(management.AllowRemoval));
        if (management.Deferrals == UpdateDeferrals.None && ofFleet == UpdateDeferrals.None)
            return;
        writer.Section(Deferrals, () =>
        {
            writer.Key(Combined, ScenarioWords.Of(management.Deferrals.Combined));
            writer.Key(Major, ScenarioWords.Of(management.Deferrals.Major));
            writer.Key(Minor, ScenarioWords.Of(management.Deferrals.Minor));
        });
    }

    /// <summary>The release that an enforcement is for; null when the scenario has none.</summary>
    /// <remarks>
    /// A version without its third number stands for the latest of its updates (documented). A build names its release
    /// alone: the same response has another version on a Mac.
    /// </remarks>
    public static IRelease? ReleaseOf(EnforcedVersion target, ImmutableArray<IRelease> releases)
    {
        if (target.Build.Length > 0)
            return releases.FirstOrDefault(one => one.Targets.Any(its => its.Build.Text == target.Build));
        var alike = releases.Where(one => one.Letter == target.Letter).ToArray();
        return alike.FirstOrDefault(one => IsOf(one, target.Version))
            ?? (target.Letter is not null || target.Version.Split('.').Length != 2 ? null
                : alike.Where(one => one.Id.StartsWith($"{target.Version}.", StringComparison.Ordinal))
                    .MaxBy(one => one.Id, Comparer<string>.Create(Model.Platforms.VersionOrder.Compare)));
    }

    private static bool IsOf(IRelease release, string version) =>
        (release.Letter is null && release.Id == version)
        || release.Targets.Any(target => Model.Platforms.VersionOrder.Compare(target.Version, version) == 0);

    private static ManagementSettings Decided(ManagementSettings shares, ManagementProfile profile) => shares with
    {
        AllowInstallation = ShareOf(profile.AllowsInstallation, shares.AllowInstallation),
        AllowRemoval = ShareOf(profile.AllowsRemoval, shares.AllowRemoval),
        Deferrals = new(
            TimeOf(profile.Deferrals.Combined, shares.Deferrals.Combined),
            TimeOf(profile.Deferrals.Major, shares.Deferrals.Major),
            TimeOf(profile.Deferrals.Minor, shares.Deferrals.Minor)),
    };

    private static TimeSpan TimeOf(int? days, TimeSpan otherwise) =>
        days is { } some ? TimeSpan.FromDays(some) : otherwise;

    private static double ShareOf(bool? allows, double otherwise) => allows is { } all ? (all ? 1 : 0) : otherwise;
}
