using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.TestKit;

/// <summary>A test that names what is not there says so at once, and not as a run that failed.</summary>
internal static class KnownReleases
{
    /// <param name="name"><c>16.5.1-a</c> or <c>16.5.1 (a)</c>.</param>
    public static Release Require(this Scenario scenario, string name) =>
        scenario.FindRelease(Release.NormaliseId(name)) ?? throw new ArgumentException(
            $"The scenario has no release '{name}'; it has {string.Join(", ", scenario.Releases.Select(one => one.Id))}.", nameof(name));
}
