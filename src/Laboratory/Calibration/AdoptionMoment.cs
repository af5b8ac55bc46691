using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Laboratory.Calibration;

/// <summary>When a run is asked how many devices have a release.</summary>
/// <param name="Platform">Only the devices of this platform count; null for all.</param>
/// <param name="After">Since the publication of the release.</param>
public sealed record AdoptionMoment(IRelease Release, Platform? Platform, TimeSpan After)
{
    /// <summary>Moments of one series lie on one curve.</summary>
    public (string Release, Platform? Platform) Series => (Release.Id, Platform);
}
