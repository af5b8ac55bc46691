using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Kernel.Windows;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Tests.Kernel.ToyProcesses;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>The timekeeper alone. The test stands in for the run and for its processes.</summary>
public sealed class TimekeeperTests() : Akka.TestKit.Xunit2.TestKit(
    """
    akka {
      loglevel = OFF
      stdout-loglevel = OFF
      persistence.journal.plugin = "akka.persistence.journal.inmem"
      persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
    }
    """)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_first_window_opens_even_if_a_process_is_ready_before_the_timekeeper_knows_it(int early)
    {
        var process = CreateTestProbe();
        var timekeeper = ChildActorOf(
            Timekeeper.Props(Plan(Idle, Idle)), SupervisorStrategy.DefaultStrategy, CancellationToken.None);
        ExpectMsg<TimekeeperProtocol.Ready>();

        for (var i = 0; i < early; i++)
            timekeeper.Tell(Recovered(i));
        timekeeper.Tell(new CommandLog.Restored([]));
        timekeeper.Tell(new TimekeeperProtocol.Start([process.Ref, process.Ref], ActorRefs.Nobody, ActorRefs.Nobody));
        for (var i = early; i < 2; i++)
            timekeeper.Tell(Recovered(i));

        Assert.Equal(
            (1L, At(5) + Lookahead), process.ExpectMsg<Open>() is var open ? (open.Window, open.End) : default);
    }

    private static Recovered Recovered(int process) =>
        new(process, process == 1 ? At(5) : VirtualTime.Never, HistoryHash.Empty, 0);
}
