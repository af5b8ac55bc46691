using Akka.Actor;
using RsrActors.Actors.Kernel;

namespace RsrActors.Host.Runs;

/// <summary>Hears what becomes of a run.</summary>
internal sealed class RunObserver : ReceiveActor
{
    /// <param name="outcome">
    /// Told that the scenario's end is reached, and how the run ended: a message of <see cref="SimulationProtocol"/>.
    /// </param>
    public RunObserver(Action<object> outcome, Action<SimulationProtocol.Slow> slow)
    {
        Receive<Watch>(watch => Context.Watch(watch.Run));
        Receive(slow);
        Receive<SimulationProtocol.Finished>(outcome);
        Receive<SimulationProtocol.Stopped>(outcome);
        Receive<SimulationProtocol.Failed>(outcome);

        // After its outcome the run goes too; this is for one that goes without.
        Receive<Terminated>(_ => outcome(
            new SimulationProtocol.Failed(new InvalidOperationException("The run has gone without a word."))));
    }

    public sealed record Watch(IActorRef Run);

    public static Props Props(Action<object> outcome, Action<SimulationProtocol.Slow> slow) =>
        Akka.Actor.Props.Create<RunObserver>(outcome, slow);
}
