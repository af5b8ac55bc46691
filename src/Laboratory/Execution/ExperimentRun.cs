using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Stored;
using RsrActors.Running;

namespace RsrActors.Laboratory.Execution;

/// <summary>Receives the rows of an experiment, one call at a time.</summary>
/// <param name="Row">Called with each row, in the order of the rows.</param>
/// <param name="Ended">Called with each row as soon as its run has ended, to show progress.</param>
public sealed record ExperimentListener(Action<RunFinished> Row, Action<RunFinished> Ended)
{
    /// <summary>Called once before the others, with the number of rows that were stored before.</summary>
    public Action<int> Stored { get; init; } = static _ => { };
}

/// <summary>Runs an experiment to its end.</summary>
public static class ExperimentRun
{
    /// <param name="parallel">How many runs go on at the same time; the rows do not depend on it.</param>
    /// <param name="stop">Stops the experiment: runs that go on are lost, their seeds are not.</param>
    /// <param name="run">Simulates the runs.</param>
    /// <param name="storage">
    /// The journal's configuration; null to store nothing. Runs that have a row there are not simulated again.
    /// </param>
    /// <param name="name">Of the rows in the journal, where several experiments share it.</param>
    public static async Task<ExperimentEnd> Run(
        ExperimentPlan plan, int parallel, ExperimentListener listener, RunFunctions run, CancellationToken stop,
        Config? storage = null, string name = ExperimentActor.StoredName)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        var over = new TaskCompletionSource<ExperimentEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var runs = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var system = Laboratory(storage);
        try
        {
            var experiment = system.ActorOf(
                ExperimentActor.Props(plan, run, parallel, listener, over, name, runs.Token), "experiment");
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

    /// <summary>The rows that an experiment has stored, in the order in which they were stored.</summary>
    public static async Task<ImmutableArray<RunFinished>> StoredRows(Config storage)
    {
        var rows = new TaskCompletionSource<ImmutableArray<RunFinished>>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        using var system = Laboratory(storage);
        system.ActorOf(Props.Create<StoredRowsActor>(rows), "rows");
        try
        {
            return await rows.Task;
        }
        finally
        {
            await system.Terminate();
        }
    }

    private static ActorSystem Laboratory(Config? storage)
    {
        var simulation = SimulationConfiguration.For(threads: 1);
        return ActorSystem.Create(
            "laboratory",
            BootstrapSetup.Create()
                .WithConfig(storage is null ? simulation : storage.WithFallback(simulation))
                .And(ExperimentSerializer.Setup));
    }
}
