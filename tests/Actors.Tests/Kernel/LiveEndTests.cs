using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Tests.Kernel.ToyProcesses;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>How a live run ends, and what it stores: by a stop, at the scenario's end, by a fault.</summary>
public sealed class LiveEndTests : LiveTimekeeper
{
    [Fact]
    public void Events_are_stored_after_ten_seconds_at_the_latest()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(1));
        Clock.Pass(TimeSpan.FromSeconds(1));
        timekeeper.Tell(Settled(Process.ExpectMsg<Open>(), At(50_000), events: 1));
        Assert.Equal(1, StatusNow().Epoch);
        Process.ExpectNoMsg(TimeSpan.Zero);

        Clock.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(1, Process.ExpectMsg<EndEpoch>().Epoch);
        timekeeper.Tell(new EpochStored(0, 1, HistoryHash.Empty, 1, null));
        Clock.Pass(Minute);
        Assert.Equal(2, StatusNow().Epoch); // No event since, so there is nothing to store.
        Process.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_stop_ends_the_epoch_at_the_next_boundary()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(1));
        Clock.Pass(TimeSpan.FromSeconds(1));
        timekeeper.Tell(Settled(Process.ExpectMsg<Open>(), At(50_000), events: 1));

        timekeeper.Tell(new SimulationProtocol.Stop());
        Process.ExpectMsg<EndEpoch>();
        timekeeper.Tell(new Submit(Withdraw, "late"), Console);
        timekeeper.Tell(new EpochStored(0, 1, HistoryHash.Empty, 1, null));

        Assert.Equal(1, ExpectMsg<SimulationProtocol.Stopped>().Epochs);
        Assert.Equal("The simulation is stopping.", Console.ExpectMsg<Rejected>().Why);
    }

    [Fact]
    public void A_stop_with_nothing_to_store_ends_the_run_at_once()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);

        timekeeper.Tell(new SimulationProtocol.Stop());

        Assert.Equal(0, ExpectMsg<SimulationProtocol.Stopped>().Epochs);
    }

    [Fact]
    public void A_stop_ends_the_run_after_the_scenarios_end()
    {
        var timekeeper = Start(Speed.Max, nextDue: VirtualTime.Never);
        ExpectMsg<SimulationProtocol.Finished>();

        timekeeper.Tell(new SimulationProtocol.Stop());

        ExpectMsg<SimulationProtocol.Stopped>();
    }

    [Fact]
    public void A_command_after_the_scenarios_end_is_rejected_and_queries_are_still_answered()
    {
        var timekeeper = Start(Speed.Max, nextDue: VirtualTime.Never);
        ExpectMsg<SimulationProtocol.Finished>();

        timekeeper.Tell(new Submit(Withdraw, "console"), Console);
        Assert.Equal("The scenario has ended.", Console.ExpectMsg<Rejected>().Why);

        timekeeper.Tell(new Query(Entity(0), "how are you?"), Console);
        timekeeper.Tell(new QueryAnswer(0, Process.ExpectMsg<ForwardQuery>().Number, "well"));
        Assert.Equal("well", Assert.Single(Console.ExpectMsg<Answers>().Bodies));
        Assert.Equal(RunPhase.Ended, StatusNow().Phase);
    }

    [Fact]
    public void Pending_requests_are_rejected_when_the_run_fails()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);
        timekeeper.Tell(new Advance(At(720)), Console);
        var open = Process.ExpectMsg<Open>();
        timekeeper.Tell(new GetSlowProcesses(), Console);
        Process.ExpectMsg<GetBusyEntities>();
        timekeeper.Tell(new Query(Entity(0), "how are you?"), Console);
        timekeeper.Tell(new Submit(Withdraw, "console"), Console);
        StatusNow(); // The run control has handled the requests before.

        // That window was never opened.
        timekeeper.Tell(Settled(open with { Window = 7 }, VirtualTime.Never));

        for (var i = 0; i < 4; i++)
            Assert.Equal("The simulation has stopped.", Console.ExpectMsg<Rejected>().Why);
    }

    [Fact]
    public void Pending_requests_are_rejected_when_the_run_stops_before_it_is_ready()
    {
        var timekeeper = Unready(Speed.RealTime);
        timekeeper.Tell(new Pause(), Console);
        StatusNow(); // The run control has handled the request before.

        Sys.Stop(timekeeper);

        Assert.Equal("The simulation has stopped.", Console.ExpectMsg<Rejected>().Why);
    }
}
