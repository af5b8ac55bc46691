using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// The gates before a restart, into a response, out of responses, or into a software update: the battery, and a person
/// who uses the device. <see cref="DeviceMoments.GateAgain"/> says when a shut gate is tried again.
/// </summary>
internal static class RestartGates
{
    /// <summary>The gate that is shut; null when the device may restart.</summary>
    /// <param name="needsPercent">The charge that a battery needs when it is not charging.</param>
    /// <param name="byHand">
    /// True when use of the device does not prevent the restart: a person restarts it by hand, the deadline of an
    /// enforcement has come, or responses are removed.
    /// </param>
    public static DeviceFault? Shut(DeviceMoments moments, VirtualTime at, int needsPercent, bool byHand)
    {
        var (percent, charging) = moments.Battery(at);
        if (percent < needsPercent && !charging)
            return DeviceFault.BatteryLow;
        return !byHand && moments.Life.InUse(at) ? DeviceFault.DeviceInUse : null;
    }
}
