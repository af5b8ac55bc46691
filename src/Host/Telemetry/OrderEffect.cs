using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Telemetry;

/// <summary>Which event is the effect of an order: the first one is the end of its trace.</summary>
internal static class OrderEffect
{
    /// <summary>Whether an event that follows the order is its effect.</summary>
    public static bool Is(OperatorCommand command, in RecordedEvent happened) => (command, happened.Event) switch
    {
        (OperatorCommand.Enforce c, DeviceEvent e) => IsEnforced(c.Release, e),
        (OperatorCommand.EnforceBy c, DeviceEvent e) => IsEnforced(c.Release, e),
        (OperatorCommand.Restrict, DeviceEvent.ManagementChanged) => true,
        (OperatorCommand.RemoveFromManaged, DeviceEvent.RemovalStarted) => true,
        (ICommandForDevice c, DeviceEvent e) => happened.Entity == EntityId.Device(c.Device) && IsOnDevice(command, e),
        (ICommandForRelease c, ReleaseEvent e) => happened.Entity.ReleaseId == c.Release && IsOfRelease(command, e),
        (OperatorCommand.StartSigningOutage, SigningEvent.SigningOutageStarted) => true,
        (OperatorCommand.EndSigningOutage, SigningEvent.SigningOutageEnded) => true,
        _ => false,
    };

    private static bool IsEnforced(string release, DeviceEvent happened) => happened switch
    {
        DeviceEvent.EnforcementNotified e => e.Release == release,
        DeviceEvent.ResponseOffered { Source: OfferSource.Management } e => e.Release == release,
        DeviceEvent.SoftwareUpdateOffered { Source: OfferSource.Management } e => e.Version == release,
        _ => false,
    };

    private static bool IsOnDevice(OperatorCommand command, DeviceEvent happened) => (command, happened) switch
    {
        (OperatorCommand.ShareAnalytics, DeviceEvent.AnalyticsSharingChanged) => true,
        (OperatorCommand.RemoveResponses, DeviceEvent.RemovalStarted) => true,
        (OperatorCommand.Install c, DeviceEvent.ResponseOffered e) => c.Release == e.Release,
        (OperatorCommand.Unplug, DeviceEvent.ChargerDisconnected) => true,
        _ => false,
    };

    private static bool IsOfRelease(OperatorCommand command, ReleaseEvent happened) => (command, happened) switch
    {
        (OperatorCommand.Publish, ReleaseEvent.Published) => true,
        (OperatorCommand.Ramp, ReleaseEvent.RampAdvanced) => true,
        (OperatorCommand.Pause, ReleaseEvent.Paused) => true,
        (OperatorCommand.Resume, ReleaseEvent.Resumed) => true,
        (OperatorCommand.Withdraw, ReleaseEvent.Withdrawn) => true,
        (OperatorCommand.Promote c, ReleaseEvent.RingPromoted e) => c.Ring == e.Ring,
        (OperatorCommand.HoldRing c, ReleaseEvent.RingHeld e) => c.Ring == e.Ring,
        _ => false,
    };
}
