using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Views;

/// <summary>Selects devices of a fleet. A property that is null selects all.</summary>
public sealed record DeviceSelection
{
    public static readonly DeviceSelection All = new();

    public Platform? Platform { get; init; }

    public DeviceStanding? Standing { get; init; }

    /// <summary>The response is active or being installed.</summary>
    public string? Release { get; init; }

    public bool? Protected { get; init; }

    public bool? SharesAnalytics { get; init; }

    public bool? Managed { get; init; }

    /// <summary>The product type, such as <c>iPhone15,2</c>; case does not matter.</summary>
    public string? Model { get; init; }

    /// <summary>The version of the base; a response does not change it.</summary>
    public string? OsVersion { get; init; }

    /// <param name="at">Everything before this moment is in the state.</param>
    /// <param name="protection">Decides which devices are protected.</param>
    public bool Matches(DeviceState state, VirtualTime at, World world, Protection protection)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Fits(Platform, state.Platform)
            && Fits(SharesAnalytics, state.SharesAnalytics)
            && Fits(Managed, state.Managed is not null)
            && (Release is null || state.Active?.Release == Release || state.Incoming == Release)
            && (Model is null || state.Traits.Model.Name.Equals(Model, StringComparison.OrdinalIgnoreCase))
            && (OsVersion is null || state.Os.Version == OsVersion)
            && (Protected is not { } isProtected || state.IsProtected(protection) == isProtected)
            && (Standing is not { } standing || state.StandingAt(at, world) == standing);
    }

    private static bool Fits<T>(T? wanted, T found) where T : struct => wanted is not { } one || one.Equals(found);
}
