using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Devices;

/// <summary>Why a command to a device's person changes nothing in the device's present state.</summary>
public enum Obstacle
{
    /// <summary>
    /// The device is not at rest. An offer that waits for its person is no obstacle to its installation.
    /// </summary>
    Busy,
    ManagementForbids,
    NotPublished,

    /// <summary>The response is paused, withdrawn or superseded.</summary>
    NotOffered,

    /// <summary>The response has no target for this platform and base.</summary>
    NoTarget,

    /// <summary>The same response is active, or a later one.</summary>
    NotNewer,
    NothingToRemove,
    AlreadyShares,
    AlreadySharesNothing,

    /// <summary>A desktop has no battery.</summary>
    NoBattery,

    /// <summary>The device is off its charger for at least as long already.</summary>
    AlreadyUnplugged,
}

/// <summary>
/// What prevents a command to a device's person. Devices and the console use this one table, the console before a
/// command is given.
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
            _ => throw new ArgumentOutOfRangeException(
                nameof(command), command, "This command is not for a device's person."),
        };
    }

    private static Obstacle? ToRemoval(DeviceState state) =>
        state.Applied.IsEmpty && state.Removable.IsEmpty ? Obstacle.NothingToRemove
        : state.Managed is { AllowRemoval: false } ? Obstacle.ManagementForbids
        : state.Removable.IsEmpty ? Obstacle.Busy
        : null;

    private static Obstacle? ToInstallation(string release, in Situation now)
    {
        var state = now.State;
        return state.Managed is { AllowInstallation: false } ? Obstacle.ManagementForbids
            : now.Published.Catalogue.Find(release) is not { } entry ? Obstacle.NotPublished
            : entry.Status is not CatalogueStatus.Offered ? Obstacle.NotOffered
            : now.World.Release(release).TargetFor(state.Platform, state.Os.Build) is null ? Obstacle.NoTarget
            : WaitingOffer(now) is { } offered && offered == release ? null
            : state.Phase is not DevicePhase.Resting && WaitingOffer(now) is null ? Obstacle.Busy
            : !now.Offers.IsNewer(release) ? Obstacle.NotNewer
            : null;
    }

    /// <summary>
    /// The response that waits for its person's decision; the command is this decision. Null for none.
    /// </summary>
    private static string? WaitingOffer(in Situation now) =>
        now.State.Phase is DevicePhase.Fetching { Job: { Source: OfferSource.User, Attempt: 1, GateTries: 0 } job } p
            && now.At < p.From
            ? job.Release
            : null;
}
