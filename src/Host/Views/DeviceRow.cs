namespace RsrActors.Host.Views;

/// <summary>A device of a list.</summary>
internal sealed record DeviceRow
{
    /// <summary>Its name, as device-0000042.</summary>
    public required string Device { get; init; }

    public required string Platform { get; init; }

    /// <summary>The product type, as iPhone14,5.</summary>
    public required string Model { get; init; }

    /// <summary>The version of its base.</summary>
    public required string OsVersion { get; init; }

    /// <summary>The build that it runs.</summary>
    public required string Build { get; init; }

    /// <summary>What it is doing.</summary>
    public required string State { get; init; }

    /// <summary>The response that is active; null for none.</summary>
    public required string? Active { get; init; }

    /// <summary>The release that it is installing; null for none.</summary>
    public required string? Incoming { get; init; }

    /// <summary>Whether it shares analytics.</summary>
    public required bool Shares { get; init; }

    public required bool Managed { get; init; }
}
