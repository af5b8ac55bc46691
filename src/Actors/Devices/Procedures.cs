using Akka.Actor;
using RsrActors.Model.Devices;

namespace RsrActors.Actors.Devices;

/// <summary>Download, personalise, stage: a response's way onto a device.</summary>
public sealed class InstallProcedure : ReceiveActor
{
    private readonly DeviceMechanism _mechanism;

    public InstallProcedure(DeviceMechanism mechanism)
    {
        _mechanism = mechanism;
        Receive<ProcedureProtocol.Work>(work => Sender.Tell(new ProcedureProtocol.Succeeded(Do(work.Step))));
    }

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new ProcedureProtocol.Ready());

    private WorkResult Do(DeviceWork work)
    {
        switch (work)
        {
            case DeviceWork.CheckDownload step:
                _mechanism.CheckDownload(step);
                return WorkResult.Done.Instance;
            case DeviceWork.Personalise step:
                return _mechanism.Personalise(step);
            case DeviceWork.ReuseTicket step:
                return _mechanism.ReuseTicket(step);
            case DeviceWork.Stage step:
                return _mechanism.Stage(step);
            default:
                throw new ArgumentOutOfRangeException(nameof(work), work, "This is no step of an installation.");
        }
    }
}

/// <summary>Brings a device up with a response's content.</summary>
public sealed class RestartProcedure : ReceiveActor
{
    public RestartProcedure(DeviceMechanism mechanism) => Receive<ProcedureProtocol.Work>(work =>
    {
        mechanism.BringUp((DeviceWork.BringUp)work.Step);
        Sender.Tell(new ProcedureProtocol.Succeeded(WorkResult.Done.Instance));
    });

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new ProcedureProtocol.Ready());
}

/// <summary>Takes a device back by antipatch.</summary>
public sealed class ReversionProcedure : ReceiveActor
{
    public ReversionProcedure(DeviceMechanism mechanism) => Receive<ProcedureProtocol.Work>(work =>
    {
        mechanism.Revert((DeviceWork.Revert)work.Step);
        Sender.Tell(new ProcedureProtocol.Succeeded(WorkResult.Done.Instance));
    });

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new ProcedureProtocol.Ready());
}

/// <summary>Seals a new system volume.</summary>
public sealed class SoftwareUpdateProcedure : ReceiveActor
{
    public SoftwareUpdateProcedure(DeviceMechanism mechanism) => Receive<ProcedureProtocol.Work>(work =>
    {
        mechanism.SealSystemVolume((DeviceWork.SealSystemVolume)work.Step);
        Sender.Tell(new ProcedureProtocol.Succeeded(WorkResult.Done.Instance));
    });

    protected override void PostRestart(Exception reason) => Context.Parent.Tell(new ProcedureProtocol.Ready());
}
