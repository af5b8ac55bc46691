using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Devices.States;

/// <summary>How far a device is exposed to a vulnerability.</summary>
public enum ExposureLevel
{
    /// <summary>No process that uses the component runs fixed content.</summary>
    Exposed,

    /// <summary>
    /// Safari alone runs fixed content, on a Mac on which it was relaunched. Other processes still use the old content:
    /// of the frameworks nearly all of them, of the App cryptex the password settings and web extensions.
    /// </summary>
    Partly,

    /// <summary>Every process that uses the component runs fixed content.</summary>
    Protected,
}

/// <summary>What decides how far a device is exposed: the content that its processes run.</summary>
/// <param name="Active">The active response; null for none.</param>
/// <param name="Safari">The response on which Safari runs before the restart; null when there is none.</param>
/// <param name="Background">What was installed in the background.</param>
public readonly record struct RunningContent(
    Platform Platform, string BaseBuild, string? Active, string? Safari, BackgroundSet Background = default)
{
    public static RunningContent Of(DeviceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Platform, state.Os.Build, state.Active?.Release, SafariOf(state), state.Background);
    }

    /// <summary>Until the restart of a removal, Safari goes on running the response that is removed.</summary>
    private static string? SafariOf(DeviceState state) => state.Phase switch
    {
        DevicePhase.Staged { InSafari: true } p => p.Job.Release,
        DevicePhase.Removing { WasStaged: false } p =>
            p.Releases.FirstOrDefault(release => state.Applied.All(one => one.Release != release)),
        _ => null,
    };

    /// <summary>How far a device with this content is exposed to a vulnerability of its platform.</summary>
    public ExposureLevel To(Vulnerability vulnerability, World world)
    {
        ArgumentNullException.ThrowIfNull(vulnerability);
        ArgumentNullException.ThrowIfNull(world);
        if (world.IsFixedInBase(vulnerability.Id, Platform, BaseBuild)
            || Background.Overlaps(world.FixingInBackground(vulnerability.Id)))
        {
            return ExposureLevel.Protected;
        }

        var elsewhere = IsFixedBy(Active, vulnerability, world);
        if (!IsFixedBy(Safari ?? Active, vulnerability, world))
            return ExposureLevel.Exposed;
        return elsewhere ? ExposureLevel.Protected : ExposureLevel.Partly;
    }

    /// <summary>
    /// The mechanism by which a protected device is fixed. Of several it is a software update, then one of the
    /// background, then a response.
    /// </summary>
    public MechanismKind FixedBy(Vulnerability vulnerability, World world)
    {
        ArgumentNullException.ThrowIfNull(vulnerability);
        ArgumentNullException.ThrowIfNull(world);
        if (world.IsFixedInBase(vulnerability.Id, Platform, BaseBuild))
            return MechanismKind.SoftwareUpdate;
        var background = world.FixingInBackground(vulnerability.Id);
        for (var place = 0; place < world.Scenario.Background.Length; place++)
        {
            if (Background.Contains(place) && background.Contains(place))
                return world.Scenario.Background[place].Mechanism;
        }

        return MechanismKind.RapidResponse;
    }

    private bool IsFixedBy(string? release, Vulnerability vulnerability, World world) =>
        release is not null && world.IsFixedBy(release, vulnerability.Id, Platform, BaseBuild);
}
