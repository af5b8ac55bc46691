using System.Runtime.InteropServices;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Crashes;

/// <summary>
/// Separates the crashes that a release causes from those of the base. Caused crashes are those of the release's own
/// random process, and whether that process has a crash at a moment is a function of the scenario.
/// </summary>
internal sealed class CausedCrashes(Scenario scenario)
{
    private readonly Lazy<World> _world = new(() => new(scenario));

    /// <summary>Caused crashes at the last moment that was asked for, as far as they are not counted yet.</summary>
    private readonly Dictionary<(string Release, string Application), int> _left = [];
    private (int Device, VirtualTime At) _moment;

    /// <summary>
    /// Called once for each crash under a release with regressions, in the order of the history. Crashes of both
    /// processes in the same millisecond cannot be distinguished; as many count as caused as the release's process
    /// has.
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
