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
    private readonly (string, Props) _install = ("install", Of(() => new InstallProcedure(mechanism), dispatcher));
    private readonly (string, Props) _restart = ("restart", Of(() => new RestartProcedure(mechanism), dispatcher));
    private readonly (string, Props) _reversion =
        ("reversion", Of(() => new ReversionProcedure(mechanism), dispatcher));
    private readonly (string, Props) _update =
        ("update", Of(() => new SoftwareUpdateProcedure(mechanism), dispatcher));

    /// <summary>
    /// The device's decision after a step, for a device without actors: a fault is one of the same table as under
    /// supervision.
    /// </summary>
    internal DeviceDecision Directly(in Situation now, DeviceWork work)
    {
        try
        {
            return WorkDecider.Succeeded(now, work, Do(work));
        }
        catch (Exception fault) when (DeviceSupervision.RowFor(fault) is not null)
        {
            return WorkDecider.Failed(now, work, DeviceSupervision.RowFor(fault)!.Fault);
        }
    }

    private WorkResult Do(DeviceWork work) => work switch
    {
        DeviceWork.Boot => DeviceSteps.Restart(mechanism, work),
        DeviceWork.Revert => DeviceSteps.Revert(mechanism, work),
        DeviceWork.CheckUpdate or DeviceWork.PrepareUpdate or DeviceWork.PersonaliseUpdate
            or DeviceWork.InstallUpdate => DeviceSteps.Update(mechanism, work),
        _ => DeviceSteps.Install(mechanism, work),
    };

    /// <summary>The procedure's name and props.</summary>
    public (string Name, Props Props) For(DeviceWork work) => work switch
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
        DevicePhase.Updating => _update,
        DevicePhase.Restarting => _restart,
        DevicePhase.Removing => _reversion,
        _ => null,
    };

    private static Props Of<TProcedure>(Func<TProcedure> make, string? dispatcher) where TProcedure : ActorBase =>
        DeviceMailbox.For(Producer.PropsOf(make), dispatcher);
}
