using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Tests.Kernel.ToyProcesses;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>Live commands: they are stamped, stored, and then acknowledged.</summary>
public sealed class LiveCommandTests : LiveTimekeeper
{
    [Fact]
    public void A_command_is_stored_and_acknowledged_before_a_window_that_contains_it_opens()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(600));
        Clock.Pass(TimeSpan.FromSeconds(5));

        timekeeper.Tell(new Submit(Withdraw, "console"), Console);
        var append = CommandStore.ExpectMsg<CommandLog.Append>();
        Assert.Equal(new LiveCommand(1, At(300), Withdraw, "console"), Assert.Single(append.Commands));
        Clock.Pass(Minute);
        StatusNow(); // The answer comes after all messages before it.
        Process.ExpectNoMsg(TimeSpan.Zero);
        Console.ExpectNoMsg(TimeSpan.Zero);

        timekeeper.Tell(new CommandLog.Appended());
        Assert.Equal(new Accepted(1, At(300)), Console.ExpectMsg<Accepted>());
        var open = Process.ExpectMsg<Open>();
        Assert.Equal((At(315), append.Commands[0]), (open.End, Assert.Single(open.Mail).Body));
        Assert.Equal(1, StatusNow().Commands);
    }

    [Fact]
    public void A_command_that_arrives_while_a_window_is_open_takes_effect_after_the_window()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        var open = Process.ExpectMsg<Open>();

        timekeeper.Tell(new Submit(Withdraw, "console"), Console);
        StatusNow();
        CommandStore.ExpectNoMsg(TimeSpan.Zero);
        timekeeper.Tell(Settled(open, VirtualTime.Never));

        Assert.Equal(open.End, CommandStore.ExpectMsg<CommandLog.Append>().Commands[0].At);
    }

    [Fact]
    public void A_command_to_a_run_behind_its_clock_takes_effect_right_after_the_next_window()
    {
        var timekeeper = Start(new Speed(1_000_000), nextDue: At(10));
        Clock.Pass(Minute); // More than the scenario's duration of a day.
        var open = Process.ExpectMsg<Open>();

        timekeeper.Tell(new Submit(Withdraw, "console"), Console);
        timekeeper.Tell(Settled(open, At(100)));

        Assert.Equal(At(115), CommandStore.ExpectMsg<CommandLog.Append>().Commands[0].At);
    }

    [Fact]
    public void Commands_keep_the_order_in_which_they_arrived()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(600));
        timekeeper.Tell(new Pause(), Console);
        Console.ExpectMsg<LiveProtocol.Status>();

        timekeeper.Tell(new Submit(Withdraw, "first"), Console);
        timekeeper.Tell(new Submit(Withdraw, "second"), Console);
        timekeeper.Tell(new Submit(Withdraw, "third"), Console);

        Assert.Equal(["first"], CommandStore.ExpectMsg<CommandLog.Append>().Commands.Select(one => one.IssuedBy));
        timekeeper.Tell(new CommandLog.Appended());
        var later = CommandStore.ExpectMsg<CommandLog.Append>().Commands;
        timekeeper.Tell(new CommandLog.Appended());

        Assert.Equal(["second", "third"], later.Select(one => one.IssuedBy));
        Assert.Equal([2L, 3L], later.Select(one => one.Number));
        Assert.True(later[0].At < later[1].At); // The run control handles one after the other.
        Assert.Equal([1L, 2L, 3L], Console.ReceiveN(3).Cast<Accepted>().Select(one => one.Number));
    }

    [Fact]
    public void Commands_of_closed_epochs_are_not_replayed_and_later_ones_are()
    {
        var timekeeper = Recovered(
            Speed.Max, [new(1, At(50), Withdraw, "a"), new(2, At(90), Withdraw, "b")], lastClosed: At(60));

        var open = Process.ExpectMsg<Open>();

        Assert.Equal([2L], open.Mail.Select(message => ((LiveCommand)message.Body).Number));
        timekeeper.Tell(new Submit(Withdraw, "c"), Console);
        timekeeper.Tell(Settled(open, VirtualTime.Never));
        Assert.Equal(3, CommandStore.ExpectMsg<CommandLog.Append>().Commands[0].Number);
    }

    [Fact]
    public void A_command_during_recomputing_is_stamped_after_the_stored_rows_and_no_window_waits_for_the_clock()
    {
        Store(new EpochClosed(1, At(60), [], HistoryHash.Empty, 0, null), new EpochEnded(2, At(120)));
        var timekeeper = Begun(Speed.RealTime, [], nextDue: At(90), paused: false);

        var open = Process.ExpectMsg<Open>(); // Less than a second has passed.
        timekeeper.Tell(new Submit(Withdraw, "console"), Console);
        timekeeper.Tell(Settled(open, At(105)));

        Assert.Equal(At(120), CommandStore.ExpectMsg<CommandLog.Append>().Commands[0].At);
    }

    [Fact]
    public void A_run_does_not_end_while_a_command_is_stored()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(1), snapshotEvery: 1);
        Clock.Pass(TimeSpan.FromSeconds(11));
        timekeeper.Tell(new Submit(Withdraw, "console"), Console);
        timekeeper.Tell(Settled(Process.ExpectMsg<Open>(), At(50_000), events: 1));
        Process.ExpectMsg<EndEpoch>(); // Ten seconds are over.
        CommandStore.ExpectMsg<CommandLog.Append>();
        timekeeper.Tell(new SimulationProtocol.Stop());
        timekeeper.Tell(new EpochStored(0, 1, HistoryHash.Empty, 1, null));
        Process.ExpectMsg<SaveState>(); // The epoch is closed.
        StatusNow();
        ExpectNoMsg(TimeSpan.Zero);

        timekeeper.Tell(new CommandLog.Appended());

        Console.ExpectMsg<Accepted>();
        ExpectMsg<SimulationProtocol.Stopped>();
    }

    [Fact]
    public void A_stop_while_a_command_is_stored_waits_until_everything_is_recomputed()
    {
        Store(new EpochClosed(1, At(60), [], HistoryHash.Empty, 0, null), new EpochEnded(2, At(120)));
        var timekeeper = Begun(Speed.RealTime, [], nextDue: At(75), paused: false);
        var open = Process.ExpectMsg<Open>();
        timekeeper.Tell(new Submit(Withdraw, "console"), Console);
        timekeeper.Tell(Settled(open, At(105)));
        CommandStore.ExpectMsg<CommandLog.Append>();

        timekeeper.Tell(new SimulationProtocol.Stop());
        timekeeper.Tell(new CommandLog.Appended());

        Assert.Equal(At(120), Process.ExpectMsg<Open>().End);
        Assert.Equal(At(120), Console.ExpectMsg<Accepted>().At);
    }
}
