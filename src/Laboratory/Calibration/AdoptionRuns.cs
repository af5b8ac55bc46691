using System.Collections.Immutable;
using RsrActors.Actors.Fleet;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Running;

namespace RsrActors.Laboratory.Calibration;

/// <summary>
/// Simulates the runs of a calibration. A row has the share at each moment, and then at each moment the share that was
/// eligible.
/// </summary>
internal sealed class AdoptionRuns(ImmutableArray<AdoptionMoment> moments)
{
    public RunFunctions Functions => new(Run);

    private async Task<RunOutcome?> Run(RunPlan plan, CancellationToken stop)
    {
        var adoption = new AdoptionProjection(plan.Scenario, moments);
        return await Simulate(plan.Scenario, plan.Seed, adoption.Apply, stop) switch
        {
            InMemoryOutcome.Finished => Measure(adoption.Until(plan.Scenario.End)),
            InMemoryOutcome.Failed failed => MeasuredRuns.FailureOf(failed.Cause),
            _ => null,
        };
    }

    /// <summary>A run of which only some events are wanted: no checks, no hashes, one thread.</summary>
    internal static Task<InMemoryOutcome> Simulate(
        Scenario scenario, ulong seed, Action<RecordedEvent> happened, CancellationToken stop) => InMemoryRun.Run(
        scenario, seed, threads: 1,
        new InMemoryOptions
        {
            Fidelity = Fidelity.Decisions,
            Checking = Checking.Nothing,
            Happened = happened,
            Passivation = scenario.Kernel.Passivation is Passivation.Auto
                ? new Passivation.After(TimeSpan.FromHours(1))
                : null,
        },
        stop);

    private RunOutcome Measure(ImmutableArray<AdoptedShare?> shares)
    {
        for (var i = 0; i < shares.Length; i++)
        {
            if (shares[i] is null)
            {
                return new RunOutcome.Failed(
                    $"{moments[i].Release.Id} was not published {moments[i].After.TotalHours:0.##} h before the end, "
                    + "or no device of the platform had enrolled.");
            }
        }

        return new RunOutcome.Measured(
        [
            .. shares.Select(one => (double?)one!.Value.Share),
            .. shares.Select(one => (double?)one!.Value.Eligible),
        ]);
    }
}
