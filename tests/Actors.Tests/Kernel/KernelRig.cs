using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Kernel.Control;
using RsrActors.Actors.Kernel.Windows;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>
/// The timekeeper and the run control under one parent, as in a <see cref="SimulationActor"/>, with processes and a
/// command log of the test. Each message goes to the actor that accepts it. Messages to the parent go to the test.
/// </summary>
internal sealed class KernelRig : ReceiveActor
{
    public KernelRig(SimulationPlan plan, IActorRef test)
    {
        var timekeeper = Context.ActorOf(Timekeeper.Props(plan), "timekeeper");
        var control = Context.ActorOf(RunControlActor.Props(plan, timekeeper), "run-control");
        var watchdog = Context.ActorOf(WatchdogActor.Props(plan, timekeeper), "watchdog");

        Receive<Start>(start =>
        {
            var both = new TimekeeperProtocol.Start(start.Processes, control, start.Log);
            control.Tell(both);
            watchdog.Tell(both);
            timekeeper.Tell(both);
        });
        Receive<Recovered>(timekeeper.Forward);
        Receive<Settled>(timekeeper.Forward);
        Receive<EpochStored>(timekeeper.Forward);
        Receive<CommandLog.Restored>(timekeeper.Forward);
        Receive<WatchdogActor.Check>(watchdog.Forward);
        Receive<LiveProtocol.GetSlowProcesses>(watchdog.Forward);
        Receive<BusyEntities>(watchdog.Forward);
        ReceiveAny(message =>
        {
            if (Sender.Equals(timekeeper) || Sender.Equals(control) || Sender.Equals(watchdog))
                test.Tell(message);
            else
                control.Forward(message);
        });
    }

    /// <param name="Log">Stands in for the <see cref="CommandLog"/>.</param>
    public sealed record Start(ImmutableArray<IActorRef> Processes, IActorRef Log);

    public static Props Props(SimulationPlan plan, IActorRef test) => Akka.Actor.Props.Create<KernelRig>(plan, test);

    /// <summary>A fault stops both.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ =>
    {
        Context.Stop(Self);
        return Directive.Stop;
    });
}
