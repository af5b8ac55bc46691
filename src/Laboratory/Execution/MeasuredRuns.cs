using RsrActors.Actors.Fleet;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Scenarios;
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

    /// <summary>
    /// At <see cref="Fidelity.Decisions"/>, this many replications of the first cell have one that is run at full
    /// fidelity with all checks, so that a defect that breaks an invariant does not pass unnoticed.
    /// </summary>
    private const int OneIn = 20;

    /// <summary>
    /// Actors of idle devices stop early: to start a few again costs less than to keep the actors of all devices.
    /// </summary>
    private static readonly Passivation WhenIdle = new Passivation.After(TimeSpan.FromHours(1));

    /// <summary>A <see cref="RunFunction"/> with a fidelity.</summary>
    public static RunFunction At(Fidelity fidelity) => fidelity is Fidelity.Decisions ? RunDecisions : Run;

    /// <summary>Whether a run has all checks, whatever the fidelity of its experiment is.</summary>
    public static bool IsChecked(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Cell == 0 && plan.Replication % OneIn == 1;
    }

    /// <summary>A <see cref="RunFunction"/>: full fidelity, with all checks.</summary>
    public static Task<RunOutcome?> Run(RunPlan plan, CancellationToken stop) =>
        Run(plan, new InMemoryOptions(), stop);

    /// <summary>A <see cref="RunFunction"/>: the same measures in less time.</summary>
    private static Task<RunOutcome?> RunDecisions(RunPlan plan, CancellationToken stop) => IsChecked(plan)
        ? Run(plan, stop)
        : Run(plan, new InMemoryOptions { Fidelity = Fidelity.Decisions, Checking = Checking.Nothing }, stop);

    private static async Task<RunOutcome?> Run(RunPlan plan, InMemoryOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var rollout = new RolloutProjection(plan.Scenario);
        options = options with
        {
            Happened = rollout.Apply,
            Passivation = plan.Scenario.Kernel.Passivation is Passivation.Auto ? WhenIdle : null,
        };
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
