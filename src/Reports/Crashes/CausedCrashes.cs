using System.Runtime.InteropServices;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Crashes;

/// <summary>
/// Tells the crashes that a release causes from those of the base: they are the crashes of its own process, and
/// whether that process has a crash at a moment is a function of the scenario.
/// </summary>
internal sealed class CausedCrashes(Scenario scenario)
{
    private readonly Lazy<World> _world = new(() => new(scenario));

    /// <summary>Crashes of the release's process at the moment asked for last that have not been met yet.</summary>
    private readonly Dictionary<(string Release, string Application), int> _left = [];
    private (int Device, VirtualTime At) _moment;

    /// <summary>
    /// Asked once for each crash under a release with regressions, in the order of the history. When both processes
    /// have a crash in the same millisecond they cannot be told apart, and as many are caused as the release's has.
    /// </summary>
    public bool Includes(int device, string release, string application, VirtualTime at)
    {
        if ((device, at) != _moment)
        {
            _moment = (device, at);
            _left.Clear();
        }

        ref var left = ref CollectionsMarshal.GetValueRefOrAddDefault(_left, (release, application), out var isKnown);
        if (!isKnown)
            left = AddedCrashes.CountAt(_world.Value, device, release, application, at);
        return left-- > 0;
    }
}
