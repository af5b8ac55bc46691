using System.Collections.Immutable;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Execution;

/// <summary>Simulates one run and measures it; null when it was stopped before its end.</summary>
public delegate Task<RunOutcome?> RunFunction(RunPlan plan, CancellationToken stop);

/// <summary>
/// Simulates the world that some cells share, and measures it; null when it was stopped before its end.
/// </summary>
public delegate Task<SharedOutcome?> SharedRunFunction(SharedRun shared, CancellationToken stop);

/// <summary>How runs are simulated.</summary>
/// <param name="Alone">One run for one cell.</param>
/// <param name="Shared">
/// One run for cells that share their world (<see cref="Sharing.SharedWorlds"/>); null when each has its own.
/// </param>
public sealed record RunFunctions(RunFunction Alone, SharedRunFunction? Shared = null);

/// <summary>A replication of the cells that share their world.</summary>
/// <param name="Run">That of the first cell.</param>
/// <param name="Cells">Which differ in the brakes of their rules only.</param>
public sealed record SharedRun(RunPlan Run, ImmutableArray<PlannedCell> Cells);

/// <summary>The outcome of a shared run.</summary>
/// <param name="OfCells">
/// In the order of the cells; null for a cell whose rule would have acted, and which needs a run of its own.
/// </param>
public sealed record SharedOutcome(ImmutableArray<RunOutcome?> OfCells);
