using Akka.Actor;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Kernel.Control;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Tests.Kernel.ToyProcesses;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>Queries to a live run: they are answered at a boundary, each to the client that sent it.</summary>
public sealed class LiveQueryTests : LiveTimekeeper
{
    [Fact]
    public void A_query_waits_until_no_window_is_open()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        var open = Process.ExpectMsg<Open>();

        timekeeper.Tell(new Query(Entity(0), "how are you?"), Console);
        StatusNow();
        Process.ExpectNoMsg(TimeSpan.Zero);
        timekeeper.Tell(Settled(open, At(90)));

        // The query is forwarded before the next window opens.
        var forwarded = Process.ExpectMsg<ForwardQuery>();
        Process.ExpectMsg<Open>();
        timekeeper.Tell(new QueryAnswer(0, forwarded.Number, "well"));
        Assert.Equal(open.End, Console.ExpectMsg<Answers>().At);
    }

    [Fact]
    public void A_query_that_cannot_be_answered_is_rejected_and_the_run_goes_on()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10), paused: true);

        timekeeper.Tell(new Query(Entity(0), "what?"), Console);
        timekeeper.Tell(
            new QueryAnswer(0, Process.ExpectMsg<ForwardQuery>().Number, new ProcessProtocol.QueryFailed("no answer")));
        timekeeper.Tell(new Query(EntityId.SigningService, "what?"), Console);

        Assert.Equal("no answer", Console.ExpectMsg<Rejected>().Why);
        Assert.Contains("signing-service", Console.ExpectMsg<Rejected>().Why, StringComparison.Ordinal);
        Assert.Equal(RunPhase.Paused, StatusNow().Phase);
    }

    [Fact]
    public void Queries_beyond_the_limit_of_waiting_ones_are_rejected()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        Process.ExpectMsg<Open>();

        for (var i = 0; i <= PendingQueries.MostWaiting; i++)
            timekeeper.Tell(new Query(Entity(0), "how are you?"), Console);

        Assert.Contains("1000 queries wait", Console.ExpectMsg<Rejected>().Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Slow_processes_are_named_while_their_window_is_open()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        Process.ExpectMsg<Open>();
        Clock.Pass(Minute);

        var status = StatusNow();
        Assert.Equal((Minute, "toy-0", At(0)), (status.OpenFor, Assert.Single(status.Unsettled), status.Settled));

        timekeeper.Tell(new GetSlowProcesses(), Console);
        Process.ExpectMsg<GetBusyEntities>();
        timekeeper.Tell(new BusyEntities(0, [Entity(0)]));
        var slow = Assert.IsType<SlowProcess>(Assert.Single(Console.ExpectMsg<Answers>().Bodies));
        Assert.Equal(Entity(0), Assert.Single(slow.Entities));
    }

    [Fact]
    public void The_answer_to_the_watchdog_is_not_sent_to_another_client()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        Process.ExpectMsg<Open>();
        timekeeper.Tell(new WatchdogActor.Check());
        // The window is the same as at the last check, so the watchdog asks the process.
        timekeeper.Tell(new WatchdogActor.Check());
        Process.ExpectMsg<GetBusyEntities>();
        timekeeper.Tell(new GetSlowProcesses(), Console);
        Process.ExpectMsg<GetBusyEntities>();

        timekeeper.Tell(new BusyEntities(0, [Entity(7)]));
        Console.ExpectNoMsg(TimeSpan.Zero);
        timekeeper.Tell(new BusyEntities(0, [Entity(8)]));

        Assert.Equal(Entity(8), Assert.Single(((SlowProcess)Console.ExpectMsg<Answers>().Bodies[0]).Entities));
    }

    [Fact]
    public void No_process_is_slow_before_the_run_is_ready()
    {
        Unready(Speed.Max).Tell(new GetSlowProcesses(), Console);

        Assert.Empty(Console.ExpectMsg<Answers>().Bodies);
    }
}
