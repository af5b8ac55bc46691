using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Releases;

/// <summary>For what the next ring of a release waits.</summary>
public static class RingWaits
{
    /// <summary>
    /// The first ring that is not open, and whether a person can let it go on: it waits for an approval or for the
    /// health of the ring before it, or a person holds it. Null when no ring waits, or the release has ended.
    /// </summary>
    public static (Ring Ring, bool ForPerson)? Next(ReleaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state is not { Phase: ReleasePhase.Ramping or ReleasePhase.Paused, Standings: { } standings })
            return null;
        for (var place = 0; place < state.Rings.Length; place++)
        {
            var (ring, standing) = (state.Rings[place], standings.All[place]);
            if (!standing.IsOpen)
            {
                return (ring, standing.IsHeld
                    || ring.Promotion is RingPromotion.ByApproval or RingPromotion.AfterHealth);
            }
        }

        return null;
    }
}
