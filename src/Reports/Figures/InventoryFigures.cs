using System.Text.Json.Serialization;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;

namespace RsrActors.Reports.Figures;

/// <summary>The inventory from which the fleet comes.</summary>
/// <param name="Sha256">SHA-256 of the inventory in the program's own format.</param>
/// <param name="Devices">The devices of the inventory.</param>
/// <param name="IsSample">Whether the fleet has only some of them: of each kind the same share.</param>
/// <param name="Silent">Devices of the fleet that had not checked in for two days or more.</param>
/// <param name="AssumedBuilds">Devices of the fleet whose build neither inventory nor scenario tells.</param>
public sealed record InventoryFigures(string Sha256, long Devices, bool IsSample, long Silent, long AssumedBuilds)
{
    /// <summary>Devices of the fleet with a response that the scenario does not have: they start without one.</summary>
    public long UnknownResponses { get; init; }

    /// <summary>What is assumed about people; absent in reports of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AssumedFigures? Assumed { get; init; }

    /// <summary>Null in a fleet that is drawn by shares.</summary>
    internal static InventoryFigures? Of(FleetSettings fleet) => fleet.Roster is not { } roster
        ? null
        : new(
            roster.Sha256, roster.InventoryDevices, roster.IsSample,
            roster.Entries.Where(entry => Absence.IsAway(entry.Kind.DaysSilent))
                .Sum(entry => (long)entry.Devices),
            roster.Entries.Where(entry => entry.Kind.AssumesBuild).Sum(entry => (long)entry.Devices))
        {
            UnknownResponses = roster.Entries
                .Where(entry => entry.Kind is { Letter.Length: > 0, Response: null })
                .Sum(entry => (long)entry.Devices),
            Assumed = AssumedFigures.Of(fleet),
        };
}
