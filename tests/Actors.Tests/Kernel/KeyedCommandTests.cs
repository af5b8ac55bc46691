using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Journal;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Tests.Kernel.ToyProcesses;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>A live command with a key that is given again is the same command.</summary>
public sealed class KeyedCommandTests : LiveTimekeeper
{
    private static readonly OrderKey Key = new("key-1", "digest-1", "a note");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_key_is_in_the_row_of_the_command(bool hasNote)
    {
        var format = new RowFormat(Samples.Format);
        var command = new LiveCommand(3, At(1), Withdraw, "api", Key with { Note = hasNote ? "a note" : null });

        Assert.Equal(command, format.FromBytes(format.ToBytes(command), RowFormat.Manifest(command)));
    }

    [Fact]
    public void A_command_that_is_repeated_after_it_was_stored_is_answered_as_the_first_one()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(600));
        timekeeper.Tell(new Submit(Withdraw, "api", Key), Console);
        Assert.Equal(Key, CommandStore.ExpectMsg<CommandLog.Append>().Commands[0].Key);
        timekeeper.Tell(new CommandLog.Appended());
        var first = Console.ExpectMsg<Accepted>();
        Assert.Equal(Key, first.Key);

        timekeeper.Tell(new Submit(Withdraw, "api", Key with { Note = "another note" }), Console);

        Assert.Equal(first, Console.ExpectMsg<Accepted>());
        CommandStore.ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(1, StatusNow().Commands);
    }

    [Fact]
    public void A_command_that_is_repeated_while_it_is_stored_is_answered_when_it_is_stored()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(600));
        timekeeper.Tell(new Submit(Withdraw, "api", Key), Console);
        CommandStore.ExpectMsg<CommandLog.Append>();
        timekeeper.Tell(new Submit(Withdraw, "api", Key), Console);
        StatusNow();
        Console.ExpectNoMsg(TimeSpan.Zero);

        timekeeper.Tell(new CommandLog.Appended());

        Assert.Equal(Console.ExpectMsg<Accepted>(), Console.ExpectMsg<Accepted>());
        CommandStore.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Two_commands_with_one_key_that_wait_together_are_one_command()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        var open = Process.ExpectMsg<Open>();
        timekeeper.Tell(new Submit(Withdraw, "api", Key), Console);
        timekeeper.Tell(new Submit(Withdraw, "api", Key), Console);
        timekeeper.Tell(Settled(open, VirtualTime.Never));

        Assert.Single(CommandStore.ExpectMsg<CommandLog.Append>().Commands);
        timekeeper.Tell(new CommandLog.Appended());

        Assert.Equal(Console.ExpectMsg<Accepted>(), Console.ExpectMsg<Accepted>());
    }

    [Fact]
    public void A_command_that_was_stored_by_an_earlier_process_is_not_stored_again()
    {
        var timekeeper = Recovered(
            Speed.Max, [new(1, At(50), Withdraw, "api", Key), new(2, At(90), Withdraw, "console")], lastClosed: At(60));
        var open = Process.ExpectMsg<Open>();
        timekeeper.Tell(new Submit(Withdraw, "api", Key), Console);
        timekeeper.Tell(Settled(open, VirtualTime.Never));

        Assert.Equal(new Accepted(1, At(50), Key), Console.ExpectMsg<Accepted>());
        CommandStore.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Another_command_with_the_key_is_rejected()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(600));
        timekeeper.Tell(new Submit(Withdraw, "api", Key), Console);
        CommandStore.ExpectMsg<CommandLog.Append>();
        timekeeper.Tell(new CommandLog.Appended());
        Console.ExpectMsg<Accepted>();

        timekeeper.Tell(new Submit(Withdraw, "api", Key with { Digest = "digest-2" }), Console);

        Assert.Equal(
            "The key 'key-1' belongs to live command 1, which is a different one.",
            Console.ExpectMsg<Rejected>().Why);
        Assert.Equal(1, StatusNow().Commands);
    }
}
