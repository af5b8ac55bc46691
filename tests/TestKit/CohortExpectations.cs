using RsrActors.Model.Releases;

namespace RsrActors.TestKit;

/// <summary>Expectations that apply only to a device, or only to a release.</summary>
public static class CohortExpectations
{
    /// <summary>The device runs this build: that of the active response, or that of the base.</summary>
    public static Expectation<FleetDevice> ToRun(this Expectation<FleetDevice> device, string build)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.That(it => it.RunningBuild == build, $"to run {build}, and it runs {device.Member.RunningBuild}");
    }

    /// <summary>This response is active.</summary>
    public static Expectation<FleetDevice> ToHaveActive(this Expectation<FleetDevice> device, string release)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.That(
            it => it.ActiveRelease == it.Fleet.IdOf(release),
            $"to have {release} active, and it has {device.Member.ActiveRelease ?? "none"}");
    }

    /// <summary>No response is active.</summary>
    public static Expectation<FleetDevice> ToRunTheBase(this Expectation<FleetDevice> device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.That(
            it => it.ActiveRelease is null, $"to run its base, and it has {device.Member.ActiveRelease} active");
    }

    /// <summary>The release is in this phase.</summary>
    public static Expectation<FleetRelease> ToBe<TPhase>(this Expectation<FleetRelease> release)
        where TPhase : ReleasePhase
    {
        ArgumentNullException.ThrowIfNull(release);
        return release.That(
            it => it.Phase is TPhase, $"to be {typeof(TPhase).Name}, and it is {release.Member.Phase.GetType().Name}");
    }

    /// <summary>The ramp is at so many percent.</summary>
    public static Expectation<FleetRelease> ToBeAt(this Expectation<FleetRelease> release, double percent)
    {
        ArgumentNullException.ThrowIfNull(release);
        return release.That(
            it => it.Percent == percent, $"to be at {percent:0.##} %, and it is at {release.Member.Percent:0.##} %");
    }
}
