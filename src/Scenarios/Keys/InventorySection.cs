using System.Collections.Immutable;
using RsrActors.Fleets;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>fleet.inventory</c>: the devices of a file in place of shares.</summary>
internal static class InventorySection
{
    private const string Key = "inventory";
    private const string Digest = "inventory-sha256";
    private const string None = "none";
    private const string NotChecked = "not checked";
    private const int MostBuild = 9_999;

    /// <param name="folder">The folder to which the path is relative; empty for the working directory.</param>
    /// <param name="read">Is told how the inventory was read.</param>
    /// <returns>Null when the fleet has no inventory, or it is refused.</returns>
    public static FleetRoster? Read(Section fleet, string folder, InventoryRead read)
    {
        var path = fleet.Optional(Key, None, () => fleet.Text(Key, None), "");
        var digest = fleet.Optional(Digest, NotChecked, () => fleet.Text(
            Digest, NotChecked, "64 digits in hexadecimal", static text =>
                text.Length == 64 && text.All(char.IsAsciiHexDigitLower)), "");
        if (path.Length == 0)
        {
            if (digest.Length > 0)
                fleet.RefuseTogether(Digest, "found without inventory, allowed is inventory with it");
            return null;
        }

        if (fleet.Has("platforms"))
        {
            return fleet.Refuse<FleetRoster?>(
                Key, "found both inventory and platforms, allowed is one of them: the inventory has the devices, and "
                + "--fleet puts it in place of the platforms", null);
        }

        return InventoryFile.Read(
            Path.Combine(fleet.IncludedFolderOf(Key) ?? folder, path), null, ColumnChoice.None) switch
        {
            InventoryReading.Accepted { Report: var report } => Accept(fleet, report, digest, read),
            InventoryReading.Refused refused => fleet.Refuse<FleetRoster?>(Key, refused.Message, null),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        };
    }

    public static void Write(HoconWriter writer, FleetRoster roster)
    {
        writer.Key(Key, QuotedText.Of(ScenarioFile.Inventory));
        writer.Key(Digest, QuotedText.Of(roster.Sha256));
    }

    /// <summary>
    /// Gives each kind the build that the scenario has for its version, and the release of its letter. A kind whose
    /// build is not known gets one that no release is for.
    /// </summary>
    public static FleetSettings Resolve(
        FleetSettings fleet, ImmutableArray<Release> releases, ImmutableArray<SoftwareUpdate> updates)
    {
        if (fleet.Roster is not { } roster)
            return fleet;
        var builds = releases.SelectMany(release => release.Targets)
            .Select(target => (target.Platform, target.Version, Build: target.PrerequisiteBuild.Text))
            .Concat(updates.SelectMany(update => update.Targets)
                .Select(target => (target.Platform, target.Version, target.Build)))
            .ToArray();
        var resolved = roster.With(kind =>
        {
            var known = kind.OsBuild.Length > 0
                ? kind.OsBuild
                : builds.FirstOrDefault(one => one.Platform == kind.Platform
                    && VersionOrder.Compare(one.Version, kind.OsVersion) == 0).Build;
            var build = known ?? AssumedBuild(kind.Platform, kind.OsVersion);
            return kind with
            {
                OsBuild = build,
                AssumesBuild = known is null,
                Response = kind.Letter.Length == 0 ? null : releases.FirstOrDefault(
                    release => release.Letter == kind.Letter[0] && release.TargetFor(kind.Platform, build) is not null)
                    ?.Id,
            };
        });
        return fleet with { Roster = resolved, Platforms = resolved.Platforms };
    }

    /// <summary>Refuses rings of the inventory that the scenario lacks, if it has rings at all.</summary>
    public static void CheckRings(Section file, FleetSettings fleet)
    {
        if (fleet.Roster is not { } roster || fleet.Rings.IsEmpty)
            return;
        var unknown = roster.Kinds.Select(kind => kind.Ring)
            .FirstOrDefault(ring => ring.Length > 0 && fleet.Rings.All(one => one.Name != ring));
        if (unknown is not null)
        {
            file.RefuseAt(
                ["fleet", Key],
                $"found devices in the ring '{unknown}', allowed are those of rings: "
                + ScenarioWords.OrNone(fleet.Rings.Select(ring => ring.Name)));
        }
    }

    /// <summary>A group for each label of the inventory that has none, so that rings can name it.</summary>
    public static ImmutableArray<DeviceGroup> GroupsOf(FleetSettings fleet, ImmutableArray<DeviceGroup> named) =>
        fleet.Roster is not { } roster
            ? named
            :
            [
                .. named,
                .. roster.Kinds.Select(kind => kind.Group)
                    .Where(label => label.Length > 0 && named.All(group => group.Name != label))
                    .Distinct()
                    .Order(StringComparer.Ordinal)
                    .Select(label => new DeviceGroup(label, 1, [], [], [label])),
            ];

    private static FleetRoster? Accept(Section fleet, ImportReport report, string digest, InventoryRead read)
    {
        var kinds = report.Kinds;
        read.File = report.Files[0];
        var found = InventoryFormat.Sha256(kinds);
        if (digest.Length > 0 && digest != found)
        {
            return fleet.Refuse<FleetRoster?>(
                Key,
                $"the inventory has changed: its SHA-256 is {found}, and {Digest} says {digest}; allowed is the "
                + "inventory of that digest", null);
        }

        var all = kinds.Sum(kind => (long)kind.Devices);
        if (all > FleetSettings.MostDevices)
        {
            return fleet.Refuse<FleetRoster?>(
                Key, $"found {all} devices, allowed are {FleetSettings.MostDevices} at most", null);
        }

        var devices = fleet.Optional(
            "devices", "as the inventory", () => fleet.Count("devices", null, 1, (int)all), (int)all);
        return new(kinds, found, devices);
    }

    /// <summary>
    /// A build of the right form that no release is for. Apple's builds count up from 1 in each train; no train had
    /// 9,000.
    /// </summary>
    private static string AssumedBuild(Platform platform, string version)
    {
        var numbers = version.Split('.').Select(int.Parse).ToArray();
        var major = (platform.IsMac, numbers[0]) switch
        {
            (_, >= 26) => numbers[0] - (platform.IsMac ? 1 : 3),
            (true, _) => numbers[0] + 9,
            (false, _) => numbers[0] + 4,
        };
        var train = (char)('A' + Math.Min(numbers[1], 25));
        var number = MostBuild - 999 + Math.Min(numbers.Length > 2 ? numbers[2] : 0, 999);
        return $"{Math.Clamp(major, 10, 99)}{train}{number}";
    }
}
