using System.Collections.Immutable;

namespace RsrActors.Laboratory.Results;

/// <summary>A run of an experiment has ended: one row.</summary>
/// <param name="Cell">The place of its cell, from 0.</param>
/// <param name="Replication">From 1.</param>
/// <param name="Seed">Of the scenario.</param>
public sealed record RunFinished(int Cell, int Replication, ulong Seed, RunOutcome Outcome);

/// <summary>What a run has given.</summary>
public abstract record RunOutcome
{
    private RunOutcome()
    {
    }

    /// <param name="Values">
    /// One for each measure, in their order; null where a measure does not apply, +infinity for never.
    /// </param>
    public sealed record Measured(ImmutableArray<double?> Values) : RunOutcome
    {
        /// <summary>
        /// How many devices were protected at each full hour of virtual time, from the scenario's start; empty when it
        /// was not asked for.
        /// </summary>
        public ImmutableArray<int> ProtectedByHour { get; init; } = [];
    }

    /// <summary>The run failed; the experiment goes on.</summary>
    /// <param name="Reason">In one line.</param>
    public sealed record Failed(string Reason) : RunOutcome;
}
