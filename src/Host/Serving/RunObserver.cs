using Akka.Actor;
using RsrActors.Actors.Kernel;

namespace RsrActors.Host.Serving;

/// <summary>Hears what becomes of a run: that the scenario's end is reached, and that the run is over.</summary>
internal sealed class RunObserver : ReceiveActor
{
    public sealed record Watch(IActorRef Run);

    public RunObserver(
        TaskCompletionSource<SimulationProtocol.Finished> finished, TaskCompletionSource<object> over,
        Action<SimulationProtocol.Slow> slow)
    {
        Receive<Watch>(watch => Context.Watch(watch.Run));
        Receive<SimulationProtocol.Slow>(slow);
        Receive<SimulationProtocol.Finished>(outcome => { finished.TrySetResult(outcome); });
        Receive<SimulationProtocol.Stopped>(End);
        Receive<SimulationProtocol.Failed>(End);

        // After its outcome the run goes too; this is for one that goes without.
        Receive<Terminated>(_ =>
            End(new SimulationProtocol.Failed(new InvalidOperationException("The run has gone without a word."))));

        void End(object outcome) => over.TrySetResult(outcome);
    }
}
