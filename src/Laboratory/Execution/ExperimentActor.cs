using Akka.Actor;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using static RsrActors.Laboratory.Execution.ExperimentProtocol;

namespace RsrActors.Laboratory.Execution;

/// <summary>
/// Supervises one actor for each run, a given number side by side. It gives the rows on in their order, whatever the
/// order in which runs end, and keeps only those that wait for an earlier one.
/// </summary>
internal sealed class ExperimentActor : ReceiveActor
{
    private readonly ExperimentPlan _plan;
    private readonly RunFunction _run;
    private readonly int _parallel;
    private readonly ExperimentListener _listener;
    private readonly TaskCompletionSource<ExperimentEnd> _over;
    private readonly CancellationToken _stop;
    private readonly Dictionary<IActorRef, RunPlan> _running = [];
    private readonly Dictionary<int, RunFinished> _waiting = [];
    private int _begun;
    private int _given;
    private bool _isStopped;

    public ExperimentActor(
        ExperimentPlan plan, RunFunction run, int parallel, ExperimentListener listener,
        TaskCompletionSource<ExperimentEnd> over, CancellationToken stop)
    {
        (_plan, _run, _parallel, _listener, _over, _stop) = (plan, run, parallel, listener, over, stop);
        Receive<Start>(_ => BeginRuns());
        Receive<RunEnded>(ended => Settle(Sender, _ => ended.Row));
        Receive<RunStopped>(_ =>
        {
            _isStopped = true;
            Settle(Sender, _ => null);
        });
        Receive<Terminated>(gone => Settle(gone.ActorRef, RowOfLost));
        Receive<Stop>(_ =>
        {
            _isStopped = true;
            EndIfIdle();
        });
    }

    public static Props Props(
        ExperimentPlan plan, RunFunction run, int parallel, ExperimentListener listener,
        TaskCompletionSource<ExperimentEnd> over, CancellationToken stop) =>
        Akka.Actor.Props.Create<ExperimentActor>(plan, run, parallel, listener, over, stop);

    /// <summary>A run is never begun a second time: with the same seed it would fail again.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(static _ => Directive.Stop);

    protected override void PostStop() =>
        _over.TrySetException(new InvalidOperationException("The experiment has stopped without an end."));

    private void BeginRuns()
    {
        while (!_isStopped && _running.Count < _parallel && _begun < _plan.Runs)
        {
            var run = _plan.RunAt(_begun++);
            _running.Add(
                Context.Watch(Context.ActorOf(RunActor.Props(run, _run, _stop), $"run-{run.Place}")), run);
        }
    }

    /// <summary>Handles the end of a run. A listener that throws ends the experiment.</summary>
    private void Settle(IActorRef run, Func<RunPlan, RunFinished?> rowOf)
    {
        // A run that has given its outcome stops as well.
        if (!_running.Remove(run, out var plan))
            return;
        try
        {
            if (rowOf(plan) is { } row)
                Give(plan.Place, row);
            BeginRuns();
            EndIfIdle();
        }
#pragma warning disable CA1031 // What the listener throws is the outcome of the experiment.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _over.TrySetException(fault);
            Context.Stop(Self);
        }
    }

    private void Give(int place, RunFinished row)
    {
        _waiting.Add(place, row);
        _listener.Ended(row);
        while (_waiting.Remove(_given, out var next))
        {
            _given++;
            _listener.Row(next);
        }
    }

    private static RunFinished RowOfLost(RunPlan plan) =>
        new(plan.Cell, plan.Replication, plan.Seed, new RunOutcome.Failed("The run has stopped without an outcome."));

    private void EndIfIdle()
    {
        if (_running.Count > 0 || (!_isStopped && _given < _plan.Runs))
            return;
        _over.TrySetResult(_given == _plan.Runs ? ExperimentEnd.Finished : ExperimentEnd.Stopped);
        Context.Stop(Self);
    }
}
