using System.Runtime.InteropServices;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Reports;

/// <summary>
/// Crashes of one application under one release, each known by device and moment, so that those can be struck out that
/// happen without the release's regressions too: the dice of the base know nothing of them.
/// </summary>
internal sealed class CausedCrashes
{
    private const int BitsOfMoment = 40; // More than thirty years.
    private readonly Dictionary<long, int> _crashes = [];

    /// <summary>Those that have not been struck out.</summary>
    public long Count { get; private set; }

    public void Happen(int device, VirtualTime at)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_crashes, KeyOf(device, at), out _)++;
        Count++;
    }

    public void HappensAnyway(int device, VirtualTime at)
    {
        var key = KeyOf(device, at);
        if (!_crashes.TryGetValue(key, out var count))
            return;
        Count--;
        if (count == 1)
            _crashes.Remove(key);
        else
            _crashes[key] = count - 1;
    }

    private static long KeyOf(int device, VirtualTime at) => ((long)device << BitsOfMoment) | at.Milliseconds;
}
