using Akka.Actor;
using RsrActors.Laboratory.Results;
using static RsrActors.Laboratory.Execution.ExperimentProtocol;

namespace RsrActors.Laboratory.Execution;

/// <summary>One run of an experiment: it begins at once, gives its experiment the outcome, and stops.</summary>
internal sealed class RunActor : ReceiveActor
{
    private readonly Func<Task<object?>> _run;

    /// <param name="run">Gives a <see cref="RunOutcome"/> or a <see cref="SharedOutcome"/>; null when stopped.</param>
    public RunActor(Func<Task<object?>> run)
    {
        _run = run;
        Receive<RunOutcome>(outcome => End(new RunEnded(outcome)));
        Receive<SharedOutcome>(outcome => End(new SharedRunEnded(outcome)));
        Receive<RunStopped>(End);
    }

    public static Props Props(Func<Task<object?>> run) => Akka.Actor.Props.Create<RunActor>(run);

    protected override void PreStart() => Run().PipeTo(Self, failure: MeasuredRuns.FailureOf);

    private async Task<object> Run() => await _run() ?? new RunStopped();

    private void End(object ended)
    {
        Context.Parent.Tell(ended);
        Context.Stop(Self);
    }
}
