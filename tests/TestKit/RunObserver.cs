using Akka.Actor;
using RsrActors.Actors.Kernel;

namespace RsrActors.TestKit;

/// <summary>Hears of the run's end, should it come before the test's.</summary>
internal sealed class RunObserver : ReceiveActor
{
    public RunObserver(TaskCompletionSource<Exception> failed)
    {
        Receive<IActorRef>(run => Context.Watch(run));
        Receive<SimulationProtocol.Failed>(told => failed.TrySetResult(told.Cause));
        Receive<Terminated>(_ => failed.TrySetResult(new InvalidOperationException("The simulation has stopped.")));
        ReceiveAny(_ => { });
    }
}
