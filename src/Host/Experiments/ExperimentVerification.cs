using System.Collections.Immutable;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Host.Experiments;

/// <summary>Simulates runs of an experiment again, and compares their measures with the stored rows.</summary>
internal sealed class ExperimentVerification(ExperimentPlan plan, ImmutableArray<RunFinished> rows)
{
    private const int OneIn = 20;

    /// <summary>Simulates one run.</summary>
    public RunFunction Simulation { get; init; } = MeasuredRuns.Run;

    /// <param name="Stored">How many rows there are.</param>
    /// <param name="Compared">How many of them were simulated again.</param>
    /// <param name="Difference">The first difference, in one sentence; null when there is none.</param>
    public sealed record Outcome(int Stored, int Compared, string? Difference);

    /// <param name="runs">How many rows are compared; null for one in twenty.</param>
    public async Task<Outcome> Run(int? runs, int parallel, CancellationToken stop)
    {
        var chosen = Chosen(runs);
        var differences = new string?[chosen.Length];
        await Parallel.ForAsync(
            0, chosen.Length, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = stop },
            async (place, stopped) => differences[place] = await DifferenceOf(chosen[place], stopped));
        return new(rows.Length, chosen.Length, differences.FirstOrDefault(one => one is not null));
    }

    /// <summary>Which column of two rows differs first; null when none does.</summary>
    internal static string? Difference(ExperimentPlan plan, RunFinished stored, RunOutcome now)
    {
        var run = $"replication {stored.Replication} of {plan.Cells[stored.Cell].Cell.Name}";
        if (stored.Outcome is not RunOutcome.Measured before || now is not RunOutcome.Measured after)
        {
            return stored.Outcome.Equals(now)
                ? null
                : $"{run} is stored as {Text(stored.Outcome)}, and is now {Text(now)}.";
        }

        for (var column = 0; column < plan.Measures.Length; column++)
        {
            if (!Nullable.Equals(before.Values[column], after.Values[column]))
            {
                return $"{plan.Measures[column].Name} of {run} is stored as {Text(before.Values[column])}, and is now "
                    + $"{Text(after.Values[column])}.";
            }
        }

        return null;
    }

    /// <summary>Spread over the rows, so that all cells and early and late replications are among them.</summary>
    private RunFinished[] Chosen(int? runs)
    {
        var count = Math.Min(rows.Length, runs ?? (rows.Length + OneIn - 1) / OneIn);
        return [.. Enumerable.Range(0, count).Select(i => rows[(int)((2L * i + 1) * rows.Length / (2L * count))])];
    }

    private async Task<string?> DifferenceOf(RunFinished stored, CancellationToken stop) =>
        await Simulation(plan.RunOf(stored.Replication, stored.Cell), stop) is { } now
            ? Difference(plan, stored, now)
            : throw new OperationCanceledException(stop);

    private static string Text(RunOutcome outcome) =>
        outcome is RunOutcome.Failed failed ? $"failed ({failed.Reason})" : "finished";

    private static string Text(double? value) => value is null ? "nothing" : MeasureText.Exact(value.Value);
}
