using Akka.Actor;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;

namespace RsrActors.Actors.Devices;

/// <summary>
/// Finds the procedure for a step of work. Each is described once for all devices: a million devices start two
/// procedures each.
/// </summary>
/// <param name="dispatcher">The simulation's own threads; null for the system's.</param>
public sealed class DeviceProcedures(DeviceMechanism mechanism, string? dispatcher)
{
    private readonly Kind _install = new(
        "install", Of(() => new InstallProcedure(mechanism), dispatcher), DeviceSteps.Install);
    private readonly Kind _restart = new(
        "restart", Of(() => new RestartProcedure(mechanism), dispatcher), DeviceSteps.Restart);
    private readonly Kind _reversion = new(
        "reversion", Of(() => new ReversionProcedure(mechanism), dispatcher), DeviceSteps.Revert);
    private readonly Kind _update = new(
        "update", Of(() => new SoftwareUpdateProcedure(mechanism), dispatcher), DeviceSteps.Update);

    /// <summary>
    /// The device's decision after a step, for a device without actors: a fault is one of the same table as under
    /// supervision.
    /// </summary>
    internal DeviceDecision Directly(in Situation now, DeviceWork work)
    {
        try
        {
            return WorkDecider.Succeeded(now, work, KindOf(work).Do(mechanism, work));
        }
        catch (Exception fault) when (DeviceSupervision.RowFor(fault) is { } row)
        {
            return WorkDecider.Failed(now, work, row.Fault);
        }
    }

    /// <summary>The procedure's name and props.</summary>
    public (string Name, Props Props) For(DeviceWork work) => KindOf(work).Actor;

    private Kind KindOf(DeviceWork work) => work switch
    {
        DeviceWork.Boot => _restart,
        DeviceWork.Revert => _reversion,
        DeviceWork.CheckUpdate or DeviceWork.PrepareUpdate or DeviceWork.PersonaliseUpdate
            or DeviceWork.InstallUpdate => _update,
        _ => _install,
    };

    /// <summary>
    /// The procedure that is at work in a phase, also while it waits for its next step; null for none. That of an
    /// installation begins with its first step.
    /// </summary>
    public (string Name, Props Props)? For(DevicePhase phase) => phase switch
    {
        DevicePhase.Updating => _update.Actor,
        DevicePhase.Restarting => _restart.Actor,
        DevicePhase.Removing => _reversion.Actor,
        _ => null,
    };

    private static Props Of<TProcedure>(Func<TProcedure> make, string? dispatcher) where TProcedure : ActorBase =>
        DeviceMailbox.For(Producer.PropsOf(make), dispatcher);

    /// <param name="Do">The work of a step.</param>
    private sealed record Kind(string Name, Props Props, Func<DeviceMechanism, DeviceWork, WorkResult> Do)
    {
        public (string Name, Props Props) Actor => (Name, Props);
    }
}
