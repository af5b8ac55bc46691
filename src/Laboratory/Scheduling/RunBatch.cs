using System.Collections.Immutable;

namespace RsrActors.Laboratory.Scheduling;

/// <summary>
/// Runs that may go on side by side, because no decision lies between them: some replications of some cells. Their
/// order is that of the rows: all cells of the first replication, then those of the second.
/// </summary>
/// <param name="First">The first replication, from 1.</param>
/// <param name="Replications">How many there are.</param>
/// <param name="Cells">The places of the cells, ascending.</param>
public sealed record RunBatch(int First, int Replications, ImmutableArray<int> Cells)
{
    public int Count => Replications * Cells.Length;

    /// <param name="place">In the batch, from 0.</param>
    public RunKey this[int place] => new(First + place / Cells.Length, Cells[place % Cells.Length]);
}
