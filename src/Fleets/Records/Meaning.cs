namespace RsrActors.Fleets.Records;

/// <summary>What a column of an inventory tells. All other columns are not read.</summary>
public enum Meaning
{
    Platform,
    Model,
    Architecture,
    Version,
    Letter,
    Build,
    LastSeen,
    Group,
    Ring,

    /// <summary>Read to find duplicates, and never kept.</summary>
    Serial,

    /// <summary>Read to find continuation rows, which have none, and never kept.</summary>
    Name,

    /// <summary>Whether the device is no longer managed.</summary>
    Removed,
    Devices,
    DaysSilent,
    Chip,
    Form,
}

/// <summary>Which tool has written an inventory.</summary>
public enum InventorySource
{
    Fleet,
    Jamf,
    Kandji,
    Osquery,
    Csv,

    /// <summary>An inventory in this program's own format.</summary>
    Own,
}
