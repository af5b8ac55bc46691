using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Tests.Kernel.ToyProcesses;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>How a run that somebody watches ends, and what it stores: by a stop, at the scenario's end, by a fault.</summary>
public sealed class LiveEndTests : LiveTimekeeper
{
    [Fact]
    public void What_waits_to_be_stored_waits_ten_seconds_at_most()
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
        Assert.Equal(2, StatusNow().Epoch); // Nothing has happened since: there is nothing to store.
        Process.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_stop_ends_the_epoch_where_it_is()
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
    public void A_stop_with_nothing_to_store_is_at_once()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);

        timekeeper.Tell(new SimulationProtocol.Stop());

        Assert.Equal(0, ExpectMsg<SimulationProtocol.Stopped>().Epochs);
    }

    [Fact]
    public void After_the_scenarios_end_a_stop_ends_the_run()
    {
        var timekeeper = Start(Speed.Max, nextDue: VirtualTime.Never);
        ExpectMsg<SimulationProtocol.Finished>();

        timekeeper.Tell(new SimulationProtocol.Stop());

        ExpectMsg<SimulationProtocol.Stopped>();
    }

    [Fact]
    public void A_command_after_the_scenarios_end_is_rejected_and_questions_are_still_answered()
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
    public void Whoever_waits_for_a_run_that_fails_is_told_so()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);
        timekeeper.Tell(new Advance(At(720)), Console);
        timekeeper.Tell(new GetSlowProcesses(), Console);
        timekeeper.Tell(new Query(Entity(0), "how are you?"), Console);
        timekeeper.Tell(new Submit(Withdraw, "console"), Console);

        // Nobody opened that one.
        timekeeper.Tell(Settled(Process.ExpectMsg<Open>() with { Window = 7 }, VirtualTime.Never));

        for (var i = 0; i < 4; i++)
            Assert.Equal("The simulation has stopped.", Console.ExpectMsg<Rejected>().Why);
    }

    [Fact]
    public void Whoever_ordered_something_of_a_run_that_never_began_is_told_so()
    {
        var timekeeper = Unready(Speed.RealTime);
        timekeeper.Tell(new Pause(), Console);
        StatusNow(); // By then it has heard of it.

        Sys.Stop(timekeeper);

        Assert.Equal("The simulation has stopped.", Console.ExpectMsg<Rejected>().Why);
    }
}
