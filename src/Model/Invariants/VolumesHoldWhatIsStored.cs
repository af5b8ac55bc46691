using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Invariants;

/// <summary>
/// What a device stores never exceeds its container, nor the quota of the Preboot volume. No event says what is stored,
/// so this rule looks at the device's state.
/// </summary>
public static class VolumesHoldWhatIsStored
{
    public const string Rule = "What a device stores does not exceed its container or a volume's quota.";

    public static string? Inspect(DeviceState state, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Phase is DevicePhase.Unenrolled)
            return null;
        var volumes = DeviceVolumes.Of(state, at, world);
        return volumes.Free < 0 ? $"Its volumes hold {-volumes.Free} bytes more than its container."
            : volumes.RoomOnPreboot < 0 ? $"Its Preboot volume holds {-volumes.RoomOnPreboot} bytes above its quota."
            : null;
    }
}
