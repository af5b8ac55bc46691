using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Running;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Execution;

/// <summary>Simulates one run and measures it; null when it was stopped before its end.</summary>
public delegate Task<RunOutcome?> RunFunction(RunPlan plan, CancellationToken stop);

/// <summary>Runs in memory, with one thread, and keeps the measures only.</summary>
public static class MeasuredRuns
{
    /// <summary>
    /// One thread for each run: several runs side by side use the processors better than one run with several threads.
    /// </summary>
    private const int Threads = 1;

    /// <summary>A <see cref="RunFunction"/>.</summary>
    public static async Task<RunOutcome?> Run(RunPlan plan, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var rollout = new RolloutProjection(plan.Scenario);
        var options = new InMemoryOptions { Happened = rollout.Apply };
        return await InMemoryRun.Run(plan.Scenario, plan.Seed, Threads, options, stop) switch
        {
            InMemoryOutcome.Finished { Report: var report } =>
                Measure(plan, new(plan.Scenario, report, rollout.Figures)),
            InMemoryOutcome.Failed failed => FailureOf(failed.Cause),
            _ => null,
        };
    }

    /// <summary>The measures of a run that has finished.</summary>
    public static RunOutcome.Measured Measure(RunPlan plan, MeasuredRun run)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(run);
        return new([.. plan.Measures.Select(measure => measure.Of(run))])
        {
            ProtectedByHour = run.Report.ProtectedByHour,
        };
    }

    /// <summary>The row of a run that failed with an exception.</summary>
    public static RunOutcome.Failed FailureOf(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return new(OneLine.Of($"{cause.GetType().Name}: {cause.Message}"));
    }
}
