using Akka.Actor;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using static RsrActors.Laboratory.Execution.ExperimentProtocol;

namespace RsrActors.Laboratory.Execution;

/// <summary>One run of an experiment: it begins at once, gives its experiment the outcome, and stops.</summary>
internal sealed class RunActor : ReceiveActor
{
    private readonly RunPlan _plan;
    private readonly RunFunction _run;
    private readonly CancellationToken _stop;

    public RunActor(RunPlan plan, RunFunction run, CancellationToken stop)
    {
        (_plan, _run, _stop) = (plan, run, stop);
        Receive<RunOutcome>(outcome => End(new RunEnded(outcome)));
        Receive<RunStopped>(End);
    }

    public static Props Props(RunPlan plan, RunFunction run, CancellationToken stop) =>
        Akka.Actor.Props.Create<RunActor>(plan, run, stop);

    protected override void PreStart() => Run().PipeTo(Self, failure: MeasuredRuns.FailureOf);

    private async Task<object> Run() => (object?)await _run(_plan, _stop) ?? new RunStopped();

    private void End(object ended)
    {
        Context.Parent.Tell(ended);
        Context.Stop(Self);
    }
}
