using RsrActors.Model.Platforms;

namespace RsrActors.Model.Devices.Views;

/// <summary>Selects devices of a fleet. A property that is null selects all.</summary>
public sealed record DeviceSelection
{
    public static readonly DeviceSelection All = new();

    public Platform? Platform { get; init; }

    public DeviceStanding? Standing { get; init; }

    /// <summary>The response or software update is there or on its way, by its id.</summary>
    public string? Release { get; init; }

    public bool? Protected { get; init; }

    public bool? SharesAnalytics { get; init; }

    public bool? Managed { get; init; }

    /// <summary>The ring to which the device belongs, by its name.</summary>
    public string? Ring { get; init; }

    /// <summary>The group to which it belongs, by its name; or its label.</summary>
    public string? Group { get; init; }

    /// <summary>The product type, such as <c>iPhone15,2</c>; case does not matter.</summary>
    public string? Model { get; init; }

    /// <summary>The version of the base; a response does not change it.</summary>
    public string? OsVersion { get; init; }
}
