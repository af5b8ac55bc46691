using RsrActors.Model.Devices.Views;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Live;

/// <summary>
/// How many devices match the lists that clients asked for. It holds for one moment of the run, the last one at which a
/// list was counted. May be used from any thread.
/// </summary>
internal sealed class CountedLists
{
    /// <summary>More than clients have open; a client that asks for ever new lists shall not fill the memory.</summary>
    private const int Most = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<DeviceSelection, int> _matching = [];
    private VirtualTime _at;

    /// <summary>How many devices match at a moment; null when they were not counted.</summary>
    /// <param name="at">Everything before this moment had happened.</param>
    public int? Matching(DeviceSelection selection, VirtualTime at)
    {
        lock (_lock)
            return at == _at && _matching.TryGetValue(selection, out var matching) ? matching : null;
    }

    public void Add(DeviceSelection selection, VirtualTime at, int matching)
    {
        lock (_lock)
        {
            if (at < _at)
                return; // Counted before the run went on.
            if (at > _at || _matching.Count == Most)
                _matching.Clear();
            (_at, _matching[selection]) = (at, matching);
        }
    }
}
