using RsrActors.Model.Crashes;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Reports;

/// <summary>
/// Tells the crashes that a release causes from those of the base: they are the crashes of its own process, and
/// whether that process has a crash at a moment is a function of the scenario.
/// </summary>
internal sealed class CausedCrashes(Scenario scenario)
{
    private readonly Lazy<World> _world = new(() => new(scenario));
    private (int Device, string Release, string Application, VirtualTime At) _last;
    private int _added;

    /// <summary>
    /// Asked once for each crash under a release with regressions, in the order of the history. When both processes
    /// have a crash in the same millisecond they cannot be told apart, and as many are caused as the release's has.
    /// </summary>
    public bool Includes(int device, string release, string application, VirtualTime at)
    {
        var crash = (device, release, application, at);
        if (crash != _last)
            (_last, _added) = (crash, AddedCrashes.CountAt(_world.Value, device, release, application, at));
        return _added-- > 0;
    }
}
