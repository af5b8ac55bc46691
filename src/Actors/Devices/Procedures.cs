using Akka.Actor;
using RsrActors.Model.Devices.Installing;

namespace RsrActors.Actors.Devices;

/// <summary>Downloads, personalises and stages a response.</summary>
public sealed class InstallProcedure(DeviceMechanism mechanism) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        WorkResult result = WorkResult.Done.Instance;
        switch (((ProcedureProtocol.Work)message).Step)
        {
            case DeviceWork.CheckDownload step:
                mechanism.CheckDownload(step);
                break;
            case DeviceWork.Personalise step:
                result = mechanism.Personalise(step);
                break;
            case DeviceWork.ReuseTicket step:
                result = mechanism.ReuseTicket(step);
                break;
            case DeviceWork.Stage step:
                result = mechanism.Stage(step);
                break;
            case var other:
                throw new ArgumentOutOfRangeException(nameof(message), other, "This is no step of an installation.");
        }

        Sender.Tell(new ProcedureProtocol.Succeeded(result));
    }

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new ProcedureProtocol.Ready());
}

/// <summary>
/// Boots a device. It is at work from the moment at which the device goes down until it is up, through all steps of the
/// boot.
/// </summary>
public sealed class RestartProcedure(DeviceMechanism mechanism) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        var work = (DeviceWork.Boot)((ProcedureProtocol.Work)message).Step;
        Sender.Tell(new ProcedureProtocol.Succeeded(mechanism.Boot(work)));
    }

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new ProcedureProtocol.Ready());
}

/// <summary>Takes responses off a device by antipatch.</summary>
public sealed class ReversionProcedure(DeviceMechanism mechanism) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        mechanism.Revert((DeviceWork.Revert)((ProcedureProtocol.Work)message).Step);
        Sender.Tell(ProcedureProtocol.Succeeded.Simply);
    }

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new ProcedureProtocol.Ready());
}

/// <summary>Checks, prepares and installs a software update.</summary>
public sealed class SoftwareUpdateProcedure(DeviceMechanism mechanism) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        WorkResult result = WorkResult.Done.Instance;
        switch (((ProcedureProtocol.Work)message).Step)
        {
            case DeviceWork.CheckUpdate step:
                mechanism.CheckUpdate(step);
                break;
            case DeviceWork.PrepareUpdate step:
                DeviceMechanism.PrepareUpdate(step);
                break;
            case DeviceWork.InstallUpdate step:
                result = mechanism.InstallUpdate(step);
                break;
            case var other:
                throw new ArgumentOutOfRangeException(nameof(message), other, "This is no step of a software update.");
        }

        Sender.Tell(new ProcedureProtocol.Succeeded(result));
    }

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new ProcedureProtocol.Ready());
}
