using System.Text.Json.Serialization;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Reports.Figures;

/// <summary>What a run over an inventory assumes about people, because no list of devices tells it.</summary>
/// <param name="ChargedAtNight">Chance that a battery is charged on a given night, from 0 to 1.</param>
/// <param name="TimeZones">How many time zones the people are spread over.</param>
/// <param name="FirstZoneHours">The most western time zone, in hours from UTC.</param>
/// <param name="LastZoneHours">The most eastern time zone, in hours from UTC.</param>
/// <param name="HasExceptions">Whether a platform or a group has people with other numbers.</param>
public sealed record AssumedFigures(
    decimal ChargedAtNight, int TimeZones, decimal FirstZoneHours, decimal LastZoneHours, bool HasExceptions)
{
    /// <summary>
    /// Share of laptops that are closed while their person sleeps, from 0 to 1; absent in a fleet without Macs.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? LaptopsClosedAtNight { get; init; }

    internal static AssumedFigures Of(FleetSettings fleet) => new(
        (decimal)fleet.Behaviour.ChargeAtNight, fleet.TimeZones.Length,
        (decimal)fleet.TimeZones.Min(zone => zone.Offset).TotalHours,
        (decimal)fleet.TimeZones.Max(zone => zone.Offset).TotalHours,
        fleet.BehaviourByPlatform.Any(one => one is not null)
            || fleet.Groups.Any(group => group.Behaviour is not null))
    {
        LaptopsClosedAtNight =
            fleet.Platforms.Any(one => one.Platform.IsMac) ? (decimal)fleet.Behaviour.LidClosed : null,
    };
}
