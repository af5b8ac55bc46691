using RsrActors.Actors.Fleet;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Sharing;
using RsrActors.Model.Scenarios;
using RsrActors.Running;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Execution;

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

    private static readonly InMemoryOptions Unchecked =
        new() { Fidelity = Fidelity.Decisions, Checking = Checking.Nothing };

    /// <summary>Simulations with a fidelity.</summary>
    public static RunFunctions At(Fidelity fidelity) =>
        fidelity is Fidelity.Decisions ? new(RunDecisions, RunShared) : new(Run);

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
    private static async Task<RunOutcome?> RunDecisions(RunPlan plan, CancellationToken stop)
    {
        var outcome = await Run(plan, Unchecked, stop);
        return IsChecked(plan) && outcome is RunOutcome.Measured measured
            ? await Run(plan, stop) is { } full ? Compared(measured, full, plan) : null
            : outcome;
    }

    /// <summary>The run at full fidelity; a failure when it has other measures.</summary>
    private static RunOutcome Compared(RunOutcome.Measured decisions, RunOutcome full, RunPlan plan)
    {
        if (full is not RunOutcome.Measured measured)
            return full;
        for (var i = 0; i < plan.Measures.Length; i++)
        {
            if (decisions.Values[i] != measured.Values[i])
            {
                return new RunOutcome.Failed(
                    $"{plan.Measures[i].Name} is {decisions.Values[i]:g12} at fidelity decisions and "
                    + $"{measured.Values[i]:g12} at full fidelity.");
            }
        }

        return full;
    }

    /// <summary>A <see cref="SharedRunFunction"/>.</summary>
    private static async Task<SharedOutcome?> RunShared(SharedRun shared, CancellationToken stop)
    {
        using var none = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var world = new SharedWorld([.. shared.Cells.Select(cell => cell.Scenario)], none.Cancel);
        var outcome = await Run(shared.Run with { Scenario = world.Scenario }, Unchecked, none.Token);
        if (stop.IsCancellationRequested && outcome is null)
            return null;

        // What fails without brakes may fail otherwise with them: each cell has a run of its own then.
        return outcome is RunOutcome.Measured measured
            ? new([.. world.End().Select((acted, i) => acted || (i == 0 && IsChecked(shared.Run)) ? null : measured)])
            : new([.. shared.Cells.Select(_ => (RunOutcome?)null)]);
    }

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
