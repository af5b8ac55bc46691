using RsrActors.Model.Devices.Installing;

namespace RsrActors.Actors.Devices;

/// <summary>The work of each step: the mechanism gives a result, or throws a fault.</summary>
internal static class DeviceSteps
{
    /// <summary>Downloads, personalises and stages a response.</summary>
    public static WorkResult Install(DeviceMechanism mechanism, DeviceWork work)
    {
        switch (work)
        {
            case DeviceWork.CheckDownload step:
                mechanism.CheckDownload(step);
                return WorkResult.Done.Instance;
            case DeviceWork.Personalise step:
                return mechanism.Personalise(step);
            case DeviceWork.ReuseTicket step:
                return mechanism.ReuseTicket(step);
            case DeviceWork.Stage step:
                return mechanism.Stage(step);
            default:
                throw new ArgumentOutOfRangeException(nameof(work), work, "This is no step of an installation.");
        }
    }

    /// <summary>Boots a device.</summary>
    public static WorkResult Restart(DeviceMechanism mechanism, DeviceWork work) =>
        mechanism.Boot((DeviceWork.Boot)work);

    /// <summary>Takes responses off a device by antipatch.</summary>
    public static WorkResult Revert(DeviceMechanism mechanism, DeviceWork work)
    {
        mechanism.Revert((DeviceWork.Revert)work);
        return WorkResult.Done.Instance;
    }

    /// <summary>Checks, prepares and installs a software update.</summary>
    public static WorkResult Update(DeviceMechanism mechanism, DeviceWork work)
    {
        switch (work)
        {
            case DeviceWork.CheckUpdate step:
                mechanism.CheckUpdate(step);
                return WorkResult.Done.Instance;
            case DeviceWork.PrepareUpdate step:
                DeviceMechanism.PrepareUpdate(step);
                return WorkResult.Done.Instance;
            case DeviceWork.PersonaliseUpdate step:
                return mechanism.PersonaliseUpdate(step);
            case DeviceWork.InstallUpdate step:
                return mechanism.InstallUpdate(step);
            default:
                throw new ArgumentOutOfRangeException(nameof(work), work, "This is no step of a software update.");
        }
    }
}
