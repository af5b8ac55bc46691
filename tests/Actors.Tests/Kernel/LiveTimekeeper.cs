using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Kernel.Windows;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.TestKit;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Tests.Kernel.ToyProcesses;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>
/// The timekeeper and the run control of a live run. The test stands in for the run, one process, the command log, and
/// the clock.
/// </summary>
public abstract class LiveTimekeeper : Akka.TestKit.Xunit2.TestKit
{
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private IActorRef _kernel = ActorRefs.Nobody;

    protected LiveTimekeeper()
        : base(
            """
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              persistence.journal.plugin = "akka.persistence.journal.inmem"
              persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
            }
            """)
    {
        Process = CreateTestProbe("process");
        CommandStore = CreateTestProbe("log");
        Console = CreateTestProbe("console");
    }

    protected ManualClock Clock { get; } = new();

    protected TestProbe Process { get; }

    protected TestProbe CommandStore { get; }

    protected TestProbe Console { get; }

    protected static OperatorCommand Withdraw { get; } = new OperatorCommand.Withdraw(
        "16.5.1-a", "web sites broke", false);

    protected IActorRef Start(Speed speed, VirtualTime nextDue, bool paused = false, int? snapshotEvery = null) =>
        Begun(speed, [], nextDue, paused, snapshotEvery);

    protected IActorRef Recovered(Speed speed, ImmutableArray<LiveCommand> commands, VirtualTime lastClosed)
    {
        Store(new EpochClosed(1, lastClosed, [], HistoryHash.Empty, 0, null));
        return Begun(speed, commands, VirtualTime.Never, paused: false);
    }

    protected IActorRef Begun(
        Speed speed, ImmutableArray<LiveCommand> commands, VirtualTime nextDue, bool paused, int? snapshotEvery = null)
    {
        var timekeeper = Unready(speed, paused, snapshotEvery);
        Ready(timekeeper, commands, nextDue);
        StatusNow(); // The answer comes after all messages before it.
        return timekeeper;
    }

    protected IActorRef Unready(Speed speed, bool paused = false, int? snapshotEvery = null)
    {
        var usual = Plan(Idle);
        var plan = usual with
        {
            Epochs = usual.Epochs with { SnapshotEvery = snapshotEvery ?? usual.Epochs.SnapshotEvery },
            Route = entity =>
                entity == EntityId.SigningService ? throw new ArgumentOutOfRangeException(nameof(entity)) : (0, 1),
            Live = new(Clock, speed, LiveRun.LongestEpochByDefault, NoFeed.Instance, paused),
        };
        _kernel = Sys.ActorOf(KernelRig.Props(plan, TestActor));
        ExpectMsg<TimekeeperProtocol.Ready>();
        return _kernel;
    }

    protected void Ready(IActorRef timekeeper, ImmutableArray<LiveCommand> commands, VirtualTime nextDue)
    {
        timekeeper.Tell(new KernelRig.Start([Process.Ref], CommandStore.Ref));
        timekeeper.Tell(new CommandLog.Restored(commands));
        timekeeper.Tell(new Recovered(0, nextDue, HistoryHash.Empty, 0));
    }

    protected LiveProtocol.Status StatusNow() => Order(new GetStatus());

    protected LiveProtocol.Status Order(object order)
    {
        var asker = CreateTestProbe();
        _kernel.Tell(order, asker);
        return asker.ExpectMsg<LiveProtocol.Status>();
    }

    protected static Settled Settled(Open open, VirtualTime nextDue, int events = 0) =>
        new(0, open.Window, nextDue, [], events, 1);

    /// <summary>What the timekeeper stored in an earlier execution.</summary>
    protected void Store(params IStored[] rows)
    {
        var earlier = ActOfEarlier();
        foreach (var row in rows)
        {
            earlier.Tell(row, Console);
            Console.ExpectMsg("stored");
        }

        Watch(earlier);
        Sys.Stop(earlier);
        ExpectTerminated(earlier);
    }

    private IActorRef ActOfEarlier() => Sys.ActorOf(Props.Create<EarlierLife>());

    private sealed class EarlierLife : Akka.Persistence.ReceivePersistentActor
    {
        public EarlierLife() => Command<IStored>(row =>
        {
            var asker = Sender;
            Persist(row, _ => asker.Tell("stored"));
        });

        public override string PersistenceId => "timekeeper";
    }
}
