using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Views;

/// <summary>One device in a list.</summary>
/// <param name="Active">The active response; null on the base.</param>
/// <param name="Incoming">The response that is being installed; null for none.</param>
/// <param name="Build">The build that the device reports: the active response's, else the base's.</param>
public sealed record DeviceLine(
    int Number,
    Platform Platform,
    string Model,
    string OsVersion,
    string Build,
    DeviceStanding Standing,
    string? Active,
    string? Incoming,
    bool SharesAnalytics,
    bool IsManaged)
{
    public static DeviceLine Of(DeviceState state, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(
            state.Traits.Number, state.Platform, state.Traits.Model.Name, state.Os.Version, state.RunningBuild(world),
            state.StandingAt(at, world), state.Active?.Release, state.Incoming, state.SharesAnalytics,
            state.Managed is not null);
    }
}
