using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Invariants;

/// <summary>
/// Nothing runs that no loaded trust cache lists: a boot with a response has loaded the trust cache of the system
/// volume, and those of both cryptexes as they were staged.
/// </summary>
public sealed class OnlyTrustedContentRuns : DeviceInvariant
{
    public override string Rule => "Nothing runs that no loaded trust cache lists.";

    public override string? Judge(DeviceFacts before, RecordedEvent happened, World world)
    {
        if (happened.Event is not ResponseActivated e)
            return null;
        if (!e.TrustCaches.Contains(world.BootOf(before.Platform, before.BaseBuild).Measurements.TrustCache))
            return $"{e.Release} became active, and the trust cache of the system volume was not loaded.";
        foreach (var staged in before.TrustCaches)
        {
            if (staged.Release != e.Release)
                continue;
            if (!e.TrustCaches.Contains(staged.Os))
                return $"{e.Release} became active, and the trust cache of its OS cryptex was not loaded.";
            if (!e.TrustCaches.Contains(staged.App))
                return $"{e.Release} became active, and the trust cache of its App cryptex was not loaded.";
        }

        return null;
    }
}
