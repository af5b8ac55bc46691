using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Evidence;

/// <summary>
/// The grid of virtual time on which evidence arrives. All reports that arrive within a cell count at its end, so a
/// rule is asked once for all of them.
/// </summary>
public static class EvidenceGrid
{
    /// <summary>The length of a cell, unless a rule reads shorter windows.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="lookahead">A cell is never shorter.</param>
    public static TimeSpan StepOf(EvidenceNeeds needs, TimeSpan lookahead)
    {
        ArgumentNullException.ThrowIfNull(needs);
        var step = needs.Window > TimeSpan.Zero && needs.Window < Longest ? needs.Window : Longest;
        return step < lookahead ? lookahead : step;
    }

    /// <summary>The first end of a cell at or after a moment.</summary>
    public static VirtualTime EndAt(VirtualTime moment, TimeSpan step)
    {
        var length = (long)step.TotalMilliseconds;
        return new((moment.Milliseconds + length - 1) / length * length);
    }
}
