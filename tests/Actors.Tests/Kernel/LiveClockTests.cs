using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Tests.Kernel.ToyProcesses;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>The clock of a live run: when the next window opens, and what requests change.</summary>
public sealed class LiveClockTests : LiveTimekeeper
{
    [Fact]
    public void A_window_opens_when_the_clock_has_passed_its_end()
    {
        Start(new Speed(60), nextDue: At(600));

        Clock.Pass(TimeSpan.FromSeconds(10)); // Ten minutes of virtual time; the window ends fifteen seconds later.
        Assert.Equal(At(600), StatusNow().Clock);
        Process.ExpectNoMsg(TimeSpan.Zero);

        Clock.Pass(TimeSpan.FromMilliseconds(250));
        Assert.Equal(At(615), Process.ExpectMsg<Open>().End);
    }

    [Fact]
    public void A_paused_run_opens_no_window_and_its_clock_stands()
    {
        Start(new Speed(60), nextDue: At(600));
        Clock.Pass(Minute / 12);

        var paused = Order(new Pause());
        Assert.Equal((RunPhase.Paused, At(300)), (paused.Phase, paused.Clock));
        Clock.Pass(60 * Minute);
        Assert.Equal(At(300), StatusNow().Clock);
        Process.ExpectNoMsg(TimeSpan.Zero);

        Order(new Resume());
        Clock.Pass(TimeSpan.FromSeconds(5.25));
        Assert.Equal(At(615), Process.ExpectMsg<Open>().End);
    }

    [Fact]
    public void A_step_opens_one_window_without_waiting_for_the_clock()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);

        timekeeper.Tell(new Step(1), Console);
        var open = Process.ExpectMsg<Open>();
        StatusNow();
        Console.ExpectNoMsg(TimeSpan.Zero);
        timekeeper.Tell(Settled(open, At(700)));

        var status = Console.ExpectMsg<LiveProtocol.Status>();
        Assert.Equal((RunPhase.Paused, At(615), 1L), (status.Phase, status.Settled, status.Windows));
        Process.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void An_advance_ends_at_its_moment()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);

        timekeeper.Tell(new Advance(At(720)), Console);
        timekeeper.Tell(Settled(Process.ExpectMsg<Open>(), At(700)));
        timekeeper.Tell(Settled(Process.ExpectMsg<Open>(), At(706)));

        var status = Console.ExpectMsg<LiveProtocol.Status>();
        Assert.Equal((RunPhase.Paused, At(715), At(720)), (status.Phase, status.Settled, status.Clock));
    }

    [Fact]
    public void A_new_speed_does_not_cut_an_advance_short()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);
        timekeeper.Tell(new Advance(At(720)), Console);
        var open = Process.ExpectMsg<Open>();

        Assert.Equal(Speed.Max, Order(new SetSpeed(Speed.Max)).Speed);
        timekeeper.Tell(Settled(open, At(700)));
        timekeeper.Tell(Settled(Process.ExpectMsg<Open>(), At(800)));

        var arrived = Console.ExpectMsg<LiveProtocol.Status>();
        Assert.Equal((RunPhase.Paused, At(720)), (arrived.Phase, arrived.Clock));
    }

    [Fact]
    public void A_request_during_recovery_takes_effect_after_recovery()
    {
        var timekeeper = Unready(Speed.RealTime);
        timekeeper.Tell(new Advance(At(720)), Console);
        timekeeper.Tell(new GetStatus(), Console);
        Assert.Equal(RunPhase.Starting, Console.ExpectMsg<LiveProtocol.Status>().Phase);

        Ready(timekeeper, [], nextDue: At(600));
        timekeeper.Tell(Settled(Process.ExpectMsg<Open>(), At(800)));

        Assert.Equal(At(720), Console.ExpectMsg<LiveProtocol.Status>().Clock);
    }

    [Fact]
    public void The_status_during_recovery_is_that_of_the_last_closed_epoch()
    {
        Store(new EpochClosed(1, At(60), [], HistoryHash.Empty, 40, null), new EpochEnded(2, At(120)));
        Unready(Speed.RealTime);

        var status = StatusNow();

        Assert.Equal((RunPhase.Starting, 2L, 40L), (status.Phase, status.Epoch, status.Events));
        Assert.Equal((At(60), At(120)), (status.Settled, status.Clock));
    }

    [Fact]
    public void The_time_of_recomputing_is_not_added_to_virtual_time_by_requests()
    {
        Store(new EpochClosed(1, At(60), [], HistoryHash.Empty, 0, null), new EpochEnded(2, At(120)));
        var timekeeper = Begun(new Speed(3_600), [], nextDue: At(105), paused: false);
        var open = Process.ExpectMsg<Open>();
        Clock.Pass(Minute);

        Order(new Pause());
        timekeeper.Tell(Settled(open, At(500)));
        timekeeper.Tell(new EpochStored(0, 2, HistoryHash.Empty, 0, null));

        var paused = Order(new Pause());
        Assert.Equal((RunPhase.Paused, At(120)), (paused.Phase, paused.Clock));
    }

    [Fact]
    public void The_clock_restarts_no_earlier_than_the_last_accepted_command()
    {
        Recovered(Speed.RealTime, [new(1, At(90), Withdraw, "a")], lastClosed: At(60));

        Assert.Equal(At(90), StatusNow().Clock);
    }

    [Fact]
    public void A_run_without_live_control_rejects_requests()
    {
        var timekeeper = Sys.ActorOf(KernelRig.Props(Plan(Idle), TestActor));
        foreach (var order in new object[] { new Pause(), new Step(1), new Submit(Withdraw, "console") })
        {
            timekeeper.Tell(order, Console);
            Console.ExpectMsg<Rejected>();
        }
    }
}
