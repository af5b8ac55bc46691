using Akka.Actor;
using RsrActors.Model.Devices.Installing;

namespace RsrActors.Actors.Devices;

/// <summary>
/// A procedure under the supervision of its device: it does the work of a step and answers with the result, or throws.
/// After a restart it says that it is ready, and does nothing until it gets work.
/// </summary>
public abstract class Procedure : UntypedActor
{
    protected sealed override void OnReceive(object message)
    {
        var result = Do(((ProcedureProtocol.Work)message).Step);
        Sender.Tell(ReferenceEquals(result, WorkResult.Done.Instance)
            ? ProcedureProtocol.Succeeded.Simply
            : new ProcedureProtocol.Succeeded(result));
    }

    protected sealed override void PostRestart(Exception reason) =>
        Context.Parent.Tell(new ProcedureProtocol.Ready());

    protected abstract WorkResult Do(DeviceWork work);
}

/// <summary>Downloads, personalises and stages a response.</summary>
public sealed class InstallProcedure(DeviceMechanism mechanism) : Procedure
{
    protected override WorkResult Do(DeviceWork work) => DeviceSteps.Install(mechanism, work);
}

/// <summary>
/// Boots a device. It is at work from the moment at which the device goes down until it is up, through all steps of the
/// boot.
/// </summary>
public sealed class RestartProcedure(DeviceMechanism mechanism) : Procedure
{
    protected override WorkResult Do(DeviceWork work) => DeviceSteps.Restart(mechanism, work);
}

/// <summary>Takes responses off a device by antipatch.</summary>
public sealed class ReversionProcedure(DeviceMechanism mechanism) : Procedure
{
    protected override WorkResult Do(DeviceWork work) => DeviceSteps.Revert(mechanism, work);
}

/// <summary>Checks, prepares and installs a software update.</summary>
public sealed class SoftwareUpdateProcedure(DeviceMechanism mechanism) : Procedure
{
    protected override WorkResult Do(DeviceWork work) => DeviceSteps.Update(mechanism, work);
}
