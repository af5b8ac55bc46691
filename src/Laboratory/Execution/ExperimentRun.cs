using Akka.Actor;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Running;

namespace RsrActors.Laboratory.Execution;

/// <summary>Receives the rows of an experiment, one call at a time.</summary>
/// <param name="Row">Called with each row, in the order of the rows.</param>
/// <param name="Ended">Called with each row as soon as its run has ended, to show progress.</param>
public sealed record ExperimentListener(Action<RunFinished> Row, Action<RunFinished> Ended);

/// <summary>Runs an experiment to its end.</summary>
public static class ExperimentRun
{
    /// <param name="parallel">How many runs go on at the same time; the rows do not depend on it.</param>
    /// <param name="stop">Stops the experiment: runs that go on are lost, their seeds are not.</param>
    /// <param name="run">Simulates one run.</param>
    public static async Task<ExperimentEnd> Run(
        ExperimentPlan plan, int parallel, ExperimentListener listener, RunFunction run, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        var over = new TaskCompletionSource<ExperimentEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var runs = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var system = ActorSystem.Create("laboratory", SimulationConfiguration.For(threads: 1));
        try
        {
            var experiment = system.ActorOf(
                ExperimentActor.Props(plan, run, parallel, listener, over, runs.Token), "experiment");
            experiment.Tell(new ExperimentProtocol.Start(), ActorRefs.NoSender);
            await using var registration = stop.Register(
                () => experiment.Tell(new ExperimentProtocol.Stop(), ActorRefs.NoSender));
            return await over.Task;
        }
        finally
        {
            await runs.CancelAsync();
            await system.Terminate();
        }
    }
}
