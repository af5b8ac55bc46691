using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>When and why a release entered its phase; the phase itself does not contain that.</summary>
public static class ReleaseReasons
{
    /// <summary>
    /// The events of a release's history that still hold, in their order: when it was published, how far it was ramped,
    /// why it is held or paused, what superseded it, why it was withdrawn. There is one of each kind.
    /// </summary>
    public static ImmutableArray<RecordedEvent> StillHolds(IEnumerable<RecordedEvent> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var still = ImmutableArray<RecordedEvent>.Empty;
        foreach (var happened in history)
        {
            var next = (ReleaseEvent)happened.Event;
            still = still.RemoveAll(before => Ends(next, (ReleaseEvent)before.Event)).Add(happened);
        }

        return still;
    }

    private static string? RingOf(ReleaseEvent happened) => happened switch
    {
        ReleaseEvent.RingPromoted e => e.Ring,
        ReleaseEvent.RingHeld e => e.Ring,
        _ => null,
    };

    private static bool Ends(ReleaseEvent next, ReleaseEvent before) => (next, before) switch
    {
        (ReleaseEvent.Drafted, _) => false,
        (ReleaseEvent.Published, ReleaseEvent.Drafted) => true,
        (ReleaseEvent.Published, _) => false,
        (ReleaseEvent.RampAdvanced, ReleaseEvent.RampAdvanced or ReleaseEvent.RolloutHeld) => true,
        (ReleaseEvent.RampAdvanced, _) => false,
        (ReleaseEvent.RolloutHeld, _) => before is ReleaseEvent.RolloutHeld,
        (ReleaseEvent.RolloutDecided, _) => before is ReleaseEvent.RolloutDecided,
        (ReleaseEvent.RingPromoted or ReleaseEvent.RingHeld, _) => RingOf(before) == RingOf(next),
        (ReleaseEvent.Paused, _) => before is ReleaseEvent.RolloutHeld or ReleaseEvent.Resumed,
        (ReleaseEvent.Resumed, _) => before is ReleaseEvent.Paused or ReleaseEvent.Resumed,
        (ReleaseEvent.Superseded or ReleaseEvent.Withdrawn, _) =>
            before is not (ReleaseEvent.Published or ReleaseEvent.Superseded),
        _ => throw new ArgumentOutOfRangeException(nameof(next), next, "A new event needs a rule here."),
    };
}
