using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Scheduling;
using RsrActors.Laboratory.Sharing;
using static RsrActors.Laboratory.Execution.ExperimentProtocol;

namespace RsrActors.Laboratory.Execution;

/// <summary>
/// Supervises one actor for each run, a given number side by side. Each row is stored as soon as its run has ended; so
/// after a crash only the runs that went on are lost. It gives the rows on in their order, whatever the order in which
/// runs end, and keeps only those that wait for an earlier one.
/// </summary>
internal sealed class ExperimentActor : ReceivePersistentActor
{
    /// <summary>Stored with every row of an experiment that is alone in its journal; it never changes.</summary>
    public const string StoredName = "experiment";

    private static readonly RunOutcome NoOutcome = new RunOutcome.Failed("The run has stopped without an outcome.");

    private static readonly Comparer<RunKey> InOrder = Comparer<RunKey>.Create(static (one, other) =>
        (one.Replication, one.Cell).CompareTo((other.Replication, other.Cell)));

    private readonly string _name;
    private readonly ExperimentPlan _plan;
    private readonly RunFunctions _run;
    private readonly int _parallel;
    private readonly ExperimentListener _listener;
    private readonly TaskCompletionSource<ExperimentEnd> _over;
    private readonly CancellationToken _stop;
    private readonly RunSchedule _schedule;

    /// <summary>The cells with which each cell shares its world, itself included; empty when none does.</summary>
    private readonly ImmutableArray<ImmutableArray<int>> _worlds;

    /// <summary>What goes on: a run, and the runs of other cells for which it may stand.</summary>
    private readonly Dictionary<IActorRef, ImmutableArray<RunKey>> _running = [];

    /// <summary>Rows that wait for an earlier one.</summary>
    private readonly Dictionary<RunKey, RunFinished> _waiting = [];
    private readonly RunGarbage _garbage = new();
    private readonly HashSet<RunKey> _begun = [];

    /// <summary>Runs of cells whose rules act in their world; they begin before others.</summary>
    private readonly SortedSet<RunKey> _alone = new(InOrder);

    /// <summary>The batch of which runs begin, and the first of its runs that may not have begun.</summary>
    private (RunBatch? Batch, int Place) _due;
    private bool _isStopped;

    public ExperimentActor(
        ExperimentPlan plan, RunFunctions run, int parallel, ExperimentListener listener,
        TaskCompletionSource<ExperimentEnd> over, string name, CancellationToken stop)
    {
        (_plan, _run, _parallel, _listener, _over, _stop) = (plan, run, parallel, listener, over, stop);
        _name = name;
        _schedule = RunSchedule.Of(plan);
        _worlds = run.Shared is null ? [] : SharedWorlds.Of(plan.Cells);
        Recover<RunFinished>(row => _waiting[new(row.Replication, row.Cell)] = row);
        Recover<RecoveryCompleted>(_ => Guarded(() =>
        {
            _listener.Stored(_waiting.Count);
            GoOn();
        }));
        Command<RunEnded>(ended => Settle(Sender, keys => [.. keys.Select(_ => ended.Outcome)]));
        Command<SharedRunEnded>(ended => Settle(Sender, _ => ended.Outcome.OfCells));
        Command<RunStopped>(_ =>
        {
            _isStopped = true;
            Settle(Sender, _ => []);
        });
        Command<Terminated>(gone => Settle(gone.ActorRef, keys => [.. keys.Select(_ => NoOutcome)]));
        Command<Stop>(_ =>
        {
            _isStopped = true;
            EndIfIdle();
        });
    }

    public override string PersistenceId => _name;

    public static Props Props(
        ExperimentPlan plan, RunFunctions run, int parallel, ExperimentListener listener,
        TaskCompletionSource<ExperimentEnd> over, string name, CancellationToken stop) =>
        Akka.Actor.Props.Create<ExperimentActor>(plan, run, parallel, listener, over, name, stop);

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

        while (!_isStopped && _running.Count < _parallel && _due.Batch is { } batch)
        {
            if (_alone.Count > 0)
            {
                BeginAlone(batch, _alone.Min);
                continue;
            }

            if (_due.Place == batch.Count)
                return;
            var place = _due.Place++;
            if (place < _schedule.Given || !_begun.Add(batch[place]) || _waiting.ContainsKey(batch[place]))
                continue;
            BeginShared(batch, batch[place]);
        }
    }

    /// <summary>One run for all cells that share their world; a run of its own where there are none.</summary>
    private void BeginShared(RunBatch batch, RunKey key)
    {
        if (_run.Shared is not { } shared
            || Missing(batch, key, cell => _worlds[key.Cell].Contains(cell)) is not { Length: > 1 } keys)
        {
            BeginAlone(batch, key);
            return;
        }

        _begun.UnionWith(keys);
        var run = new SharedRun(
            _plan.RunOf(key.Replication, key.Cell),
            [.. keys.Select(one => _plan.Cells[one.Cell].In(key.Replication))]);
        Begin(keys, async () => await shared(run, _stop));
    }

    /// <summary>Equal cells have equal runs, so one run stands for all of them.</summary>
    private void BeginAlone(RunBatch batch, RunKey key)
    {
        var scenario = _plan.Cells[key.Cell].ScenarioSha256;
        var equal = Missing(batch, key, cell => _plan.Cells[cell].ScenarioSha256 == scenario);
        _begun.UnionWith(equal);
        _alone.ExceptWith(equal);
        var run = _plan.RunOf(key.Replication, key.Cell);
        Begin(equal, async () => await _run.Alone(run, _stop));
    }

    /// <summary>The runs of some cells in one replication. Those that have a row already keep it.</summary>
    private ImmutableArray<RunKey> Missing(RunBatch batch, RunKey key, Func<int, bool> isAmong) =>
    [
        .. batch.Cells
            .Where(isAmong)
            .Select(cell => key with { Cell = cell })
            .Where(one => one == key || !_waiting.ContainsKey(one)),
    ];

    private void Begin(ImmutableArray<RunKey> keys, Func<Task<object?>> run) => _running.Add(
        Context.Watch(Context.ActorOf(RunActor.Props(run))), keys);

    /// <summary>Handles the end of a run, which has no outcomes when it was stopped.</summary>
    private void Settle(IActorRef run, Func<ImmutableArray<RunKey>, ImmutableArray<RunOutcome?>> outcomesOf)
    {
        // A run that has given its outcome stops as well.
        if (!_running.Remove(run, out var keys))
            return;
        _garbage.CollectIfMuch();
        var outcomes = outcomesOf(keys);
        var rows = new List<RunFinished>();
        foreach (var (key, outcome) in keys.Zip(outcomes))
        {
            if (outcome is null)
                _alone.Add(key);
            else
                rows.Add(RowOf(key, outcome));
        }

        if (rows.Count == 0)
        {
            Guarded(GoOn);
            return;
        }

        PersistAll(rows, row => Guarded(() =>
        {
            _waiting.Add(new(row.Replication, row.Cell), row);
            _listener.Ended(row);
            if (row.Cell == rows[^1].Cell)
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
