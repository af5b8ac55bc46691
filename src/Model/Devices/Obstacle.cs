using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Devices;

/// <summary>Why nothing comes of what a device's person is told to do, as the device is now.</summary>
public enum Obstacle
{
    /// <summary>Something else goes on in the device.</summary>
    Busy,
    ManagementForbids,
    NotPublished,

    /// <summary>It is paused, withdrawn or superseded.</summary>
    NotOffered,

    /// <summary>The response has no target for this platform and base.</summary>
    NoTarget,

    /// <summary>The same response is active, or a later one.</summary>
    NotNewer,
    NothingToRemove,
    AlreadyShares,
    AlreadySharesNothing,

    /// <summary>A desktop runs on mains.</summary>
    NoBattery,

    /// <summary>It is off its charger for as long anyway.</summary>
    AlreadyUnplugged,
}

/// <summary>
/// What stands in the way of a person's commands: the one table that devices and those who ask beforehand go by.
/// </summary>
public static class Obstacles
{
    /// <returns>Null when the device's person can do it.</returns>
    public static Obstacle? To(OperatorCommand command, in Situation now)
    {
        var (state, at) = (now.State, now.At);
        return command switch
        {
            OperatorCommand.ShareAnalytics c when c.Share == state.SharesAnalytics =>
                c.Share ? Obstacle.AlreadyShares : Obstacle.AlreadySharesNothing,
            OperatorCommand.ShareAnalytics => null,
            OperatorCommand.RemoveResponses => ToRemoval(state),
            OperatorCommand.Install c => ToInstallation(c.Release, now),
            OperatorCommand.Unplug when state.Traits.Desktop => Obstacle.NoBattery,
            OperatorCommand.Unplug c => (state.Unplugged?.Until ?? at) < at + c.For ? null : Obstacle.AlreadyUnplugged,
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "No person is told to do that."),
        };
    }

    private static Obstacle? ToRemoval(DeviceState state) =>
        state.Applied.IsEmpty ? Obstacle.NothingToRemove
        : state.Managed is { AllowRemoval: false } ? Obstacle.ManagementForbids
        : state.Phase is not DevicePhase.Resting ? Obstacle.Busy
        : null;

    private static Obstacle? ToInstallation(string release, in Situation now)
    {
        var state = now.State;
        return state.Managed is { AllowInstallation: false } ? Obstacle.ManagementForbids
            : now.Published.Catalogue.Find(release) is not { } entry ? Obstacle.NotPublished
            : entry.Status is not CatalogueStatus.Offered ? Obstacle.NotOffered
            : now.World.Release(release).TargetFor(state.Platform, state.Os.Build) is null ? Obstacle.NoTarget
            : state.Phase is not DevicePhase.Resting ? Obstacle.Busy
            : !now.Offers.IsNewer(release) ? Obstacle.NotNewer
            : null;
    }
}
