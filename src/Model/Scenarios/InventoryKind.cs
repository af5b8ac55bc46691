using RsrActors.Model.Platforms;

namespace RsrActors.Model.Scenarios;

/// <summary>Devices of an inventory that are alike in all that an inventory tells, and how many there are.</summary>
public sealed record InventoryKind
{
    public required Platform Platform { get; init; }

    /// <summary>The product type, <c>Mac14,2</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The application processor's chip id, as in tickets.</summary>
    public required uint ChipId { get; init; }

    /// <summary>Whether the model has no battery.</summary>
    public bool Desktop { get; init; }

    /// <summary>The version of the base, without a letter.</summary>
    public required string OsVersion { get; init; }

    /// <summary>The build of the base; empty where the inventory does not tell it.</summary>
    public string OsBuild { get; init; } = "";

    /// <summary>The letter of the response that is active; empty for none.</summary>
    public string Letter { get; init; } = "";

    /// <summary>The word by which the organisation groups the devices; empty for none.</summary>
    public string Group { get; init; } = "";

    /// <summary>The ring in which the organisation has them; empty for none.</summary>
    public string Ring { get; init; } = "";

    /// <summary>Whole days between the last check-in and the day of the inventory.</summary>
    public int DaysSilent { get; init; }

    public required int Devices { get; init; }

    /// <summary>The scenario's release with that letter for that build; null when it has none.</summary>
    public string? Response { get; init; }

    /// <summary>Whether the build is a stand-in, because neither inventory nor scenario knows the real one.</summary>
    public bool AssumesBuild { get; init; }

    /// <summary>The order of an inventory. It depends on nothing but the kinds.</summary>
    public static readonly Comparer<InventoryKind> Order = Comparer<InventoryKind>.Create(Compare);

    private static int Compare(InventoryKind one, InventoryKind other)
    {
        var order = one.Platform.CompareTo(other.Platform);
        order = order != 0 ? order : string.CompareOrdinal(one.Model, other.Model);
        order = order != 0 ? order : VersionOrder.Compare(one.OsVersion, other.OsVersion);
        order = order != 0 ? order : string.CompareOrdinal(one.OsVersion, other.OsVersion);
        order = order != 0 ? order : string.CompareOrdinal(one.OsBuild, other.OsBuild);
        order = order != 0 ? order : string.CompareOrdinal(one.Letter, other.Letter);
        order = order != 0 ? order : string.CompareOrdinal(one.Group, other.Group);
        order = order != 0 ? order : string.CompareOrdinal(one.Ring, other.Ring);
        order = order != 0 ? order : one.DaysSilent.CompareTo(other.DaysSilent);
        order = order != 0 ? order : one.ChipId.CompareTo(other.ChipId);
        return order != 0 ? order : one.Desktop.CompareTo(other.Desktop);
    }
}
