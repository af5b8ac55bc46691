using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Scheduling;
using static RsrActors.Laboratory.Execution.ExperimentProtocol;

namespace RsrActors.Laboratory.Execution;

/// <summary>
/// Supervises one actor for each run, a given number side by side. Each row is stored as soon as its run has ended; so
/// after a crash only the runs that went on are lost. It gives the rows on in their order, whatever the order in which
/// runs end, and keeps only those that wait for an earlier one.
/// </summary>
internal sealed class ExperimentActor : ReceivePersistentActor
{
    /// <summary>Stored with every row; it never changes.</summary>
    public const string StoredName = "experiment";

    private readonly ExperimentPlan _plan;
    private readonly RunFunction _run;
    private readonly int _parallel;
    private readonly ExperimentListener _listener;
    private readonly TaskCompletionSource<ExperimentEnd> _over;
    private readonly CancellationToken _stop;
    private readonly RunSchedule _schedule;

    /// <summary>What goes on: a run, and the runs of equal cells for which it stands.</summary>
    private readonly Dictionary<IActorRef, ImmutableArray<RunKey>> _running = [];

    /// <summary>Rows that wait for an earlier one.</summary>
    private readonly Dictionary<RunKey, RunFinished> _waiting = [];
    private readonly HashSet<RunKey> _begun = [];

    /// <summary>The batch of which runs begin, and the first of its runs that may not have begun.</summary>
    private (RunBatch? Batch, int Place) _due;
    private bool _isStopped;

    public ExperimentActor(
        ExperimentPlan plan, RunFunction run, int parallel, ExperimentListener listener,
        TaskCompletionSource<ExperimentEnd> over, CancellationToken stop)
    {
        (_plan, _run, _parallel, _listener, _over, _stop) = (plan, run, parallel, listener, over, stop);
        _schedule = RunSchedule.Of(plan);
        Recover<RunFinished>(row => _waiting[new(row.Replication, row.Cell)] = row);
        Recover<RecoveryCompleted>(_ => Guarded(() =>
        {
            _listener.Stored(_waiting.Count);
            GoOn();
        }));
        Command<RunEnded>(ended => Settle(Sender, ended.Outcome));
        Command<RunStopped>(_ =>
        {
            _isStopped = true;
            Settle(Sender, null);
        });
        Command<Terminated>(gone => Settle(
            gone.ActorRef, new RunOutcome.Failed("The run has stopped without an outcome.")));
        Command<Stop>(_ =>
        {
            _isStopped = true;
            EndIfIdle();
        });
    }

    public override string PersistenceId => StoredName;

    public static Props Props(
        ExperimentPlan plan, RunFunction run, int parallel, ExperimentListener listener,
        TaskCompletionSource<ExperimentEnd> over, CancellationToken stop) =>
        Akka.Actor.Props.Create<ExperimentActor>(plan, run, parallel, listener, over, stop);

    /// <summary>A run is never begun a second time: with the same seed it would fail again.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(static _ => Directive.Stop);

    protected override void PostStop() =>
        _over.TrySetException(new InvalidOperationException("The experiment has stopped without an end."));

    /// <summary>The base class stops this actor afterwards.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _over.TrySetException(cause);

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _over.TrySetException(cause);
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _over.TrySetException(reason);

    /// <summary>Gives on the rows that are next, begins runs, and ends when there is nothing more.</summary>
    private void GoOn()
    {
        while (_schedule.Next is { } next && _waiting.Remove(next, out var row))
        {
            _schedule.Add(row);
            _listener.Row(row);
        }

        BeginRuns();
        EndIfIdle();
    }

    private void BeginRuns()
    {
        if (_due.Batch != _schedule.Batch)
        {
            _begun.Clear();
            _due = (_schedule.Batch, 0);
        }

        while (!_isStopped && _running.Count < _parallel && _due.Batch is { } batch && _due.Place < batch.Count)
        {
            var place = _due.Place++;
            if (place < _schedule.Given || !_begun.Add(batch[place]) || _waiting.ContainsKey(batch[place]))
                continue;
            Begin(batch, batch[place]);
        }
    }

    /// <summary>
    /// Equal cells have equal runs, so one run stands for all of them. Those that have a row already keep it.
    /// </summary>
    private void Begin(RunBatch batch, RunKey key)
    {
        var scenario = _plan.Cells[key.Cell].ScenarioSha256;
        ImmutableArray<RunKey> equal =
        [
            .. batch.Cells
                .Where(cell => _plan.Cells[cell].ScenarioSha256 == scenario)
                .Select(cell => key with { Cell = cell })
                .Where(one => one == key || !_waiting.ContainsKey(one)),
        ];
        _begun.UnionWith(equal);
        var plan = _plan.RunOf(key.Replication, key.Cell);
        _running.Add(
            Context.Watch(Context.ActorOf(RunActor.Props(plan, _run, _stop), $"run-{plan.Place}")), equal);
    }

    /// <summary>Handles the end of a run, which has no outcome when it was stopped.</summary>
    private void Settle(IActorRef run, RunOutcome? outcome)
    {
        // A run that has given its outcome stops as well.
        if (!_running.Remove(run, out var keys))
            return;
        if (outcome is null)
        {
            Guarded(GoOn);
            return;
        }

        PersistAll(keys.Select(key => RowOf(key, outcome)), row => Guarded(() =>
        {
            _waiting.Add(new(row.Replication, row.Cell), row);
            _listener.Ended(row);
            if (row.Cell == keys[^1].Cell)
                GoOn();
        }));
    }

    private RunFinished RowOf(RunKey key, RunOutcome outcome) =>
        new(key.Cell, key.Replication, _plan.SeedOf(key.Replication), outcome);

    /// <summary>A listener that throws ends the experiment.</summary>
    private void Guarded(Action act)
    {
        try
        {
            act();
        }
#pragma warning disable CA1031 // What the listener throws is the outcome of the experiment.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _over.TrySetException(fault);
            Context.Stop(Self);
        }
    }

    private void EndIfIdle()
    {
        if (_running.Count > 0 || (!_isStopped && _schedule.Next is not null))
            return;
        _over.TrySetResult(_schedule.Next is null ? ExperimentEnd.Finished : ExperimentEnd.Stopped);
        Context.Stop(Self);
    }
}
