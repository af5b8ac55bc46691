using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios.Keys;

/// <summary><c>fleet</c>: the devices, the behaviour of their persons, and their management.</summary>
internal static class FleetSection
{
    private const int MostZones = 1000;

    /// <summary>Assumed: the vendor's devices by time zone, each counted in the nearest large zone.</summary>
    private static readonly ImmutableArray<TimeZoneShare> Zones =
    [
        new(TimeSpan.FromHours(-8), 0.15), new(TimeSpan.FromHours(-5), 0.30), new(TimeSpan.Zero, 0.10),
        new(TimeSpan.FromHours(1), 0.20), new(TimeSpan.FromHours(5.5), 0.05), new(TimeSpan.FromHours(8), 0.12),
        new(TimeSpan.FromHours(9), 0.08),
    ];

    /// <param name="folder">The folder to which the inventory's path is relative.</param>
    /// <param name="inventory">Is told how the inventory was read.</param>
    public static FleetSettings Read(
        Section fleet, string folder, ScenarioProfiles profiles, InventoryRead inventory)
    {
        var behaviour = fleet.Inside("behaviour", BehaviourSection.Read);
        var roster = InventorySection.Read(fleet, folder, inventory);
        var isListed = roster is not null || (fleet.Has("inventory") && !fleet.Has("platforms"));
        return new(
            roster?.Devices ?? (isListed
                ? fleet.Optional("devices", "as the inventory", Devices, 1)
                : Devices()),
            roster?.Platforms ?? (isListed ? [] : PlatformSection.Read(fleet)),
            ReadZones(fleet),
            behaviour,
            ApplicationSection.Read(fleet),
            fleet.Share("shares-analytics", "35 %"),
            fleet.Share("lockdown-mode", "0.1 %"),
            fleet.Inside("management", management => ManagementSection.Read(management, profiles)),
            fleet.Inside("install", InstallSection.Read))
        {
            BehaviourByPlatform = fleet.Inside(
                "behaviour-by-platform", platforms => BehaviourSection.ReadByPlatform(platforms, behaviour)),
            Roster = roster,
            FileVault = fleet.Share("file-vault", "0 %"),
            SharesAnalyticsBySetting = fleet.Inside("shares-analytics-by-platform", SharingSection.Read),
        };

        int Devices() => fleet.Count("devices", null, 1, FleetSettings.MostDevices);
    }

    public static void Write(HoconWriter writer, FleetSettings fleet) => writer.Section("fleet", () =>
    {
        writer.Key("devices", $"{fleet.Devices}");
        if (fleet.Roster is { } roster)
            InventorySection.Write(writer, roster);
        else
            PlatformSection.Write(writer, fleet.Platforms);
        writer.Each("time-zones", fleet.TimeZones, zone =>
        {
            writer.Key("offset", ScenarioWords.Of(zone.Offset));
            writer.Key("share", ScenarioWords.Share(zone.Share));
        });
        BehaviourSection.Write(writer, fleet.Behaviour);
        BehaviourSection.WriteByPlatform(writer, fleet.BehaviourByPlatform);
        ApplicationSection.Write(writer, fleet.Applications);
        writer.Key("shares-analytics", ScenarioWords.Share(fleet.SharesAnalytics));
        SharingSection.Write(writer, fleet.SharesAnalyticsBySetting);
        writer.Key("lockdown-mode", ScenarioWords.Share(fleet.LockdownMode));
        if (fleet.FileVault > 0)
            writer.Key("file-vault", ScenarioWords.Share(fleet.FileVault));
        ManagementSection.Write(writer, fleet.Management, UpdateDeferrals.None);
        InstallSection.Write(writer, fleet.Install, fleet.Platforms);
    });

    private static ImmutableArray<TimeZoneShare> ReadZones(Section fleet)
    {
        var zones = fleet.Each("time-zones", static zone => new TimeZoneShare(
            zone.Duration("offset", null, TimeSpan.FromHours(-12), TimeSpan.FromHours(14)),
            zone.Share("share", null)), "seven zones");
        if (!fleet.Has("time-zones"))
            return Zones;
        fleet.RefuseMany("time-zones", zones.Length, MostZones);
        fleet.RefuseUnlessAll("time-zones", zones.Select(zone => zone.Share));
        return zones;
    }
}
