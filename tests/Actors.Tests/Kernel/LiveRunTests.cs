using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;
using static RsrActors.Actors.Tests.Kernel.ToyWorld;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>
/// The timekeeper of a run that somebody watches and steers, with the test in the place of everybody else: of the run,
/// of one process, of the command log, and of the clock.
/// </summary>
public sealed class LiveRunTests : TestKit
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private IActorRef _timekeeper = ActorRefs.Nobody;
    private readonly ManualClock _clock = new();
    private readonly Akka.TestKit.TestProbe _process;
    private readonly Akka.TestKit.TestProbe _log;
    private readonly Akka.TestKit.TestProbe _console;

    public LiveRunTests()
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
        _process = CreateTestProbe("process");
        _log = CreateTestProbe("log");
        _console = CreateTestProbe("console");
    }

    [Fact]
    public void A_window_opens_when_the_clock_has_passed_its_end()
    {
        Start(new Speed(60), nextDue: At(600));

        _clock.Pass(TimeSpan.FromSeconds(10)); // Ten minutes; the window ends fifteen seconds later.
        Assert.Equal(At(600), StatusNow().Clock);
        _process.ExpectNoMsg(TimeSpan.Zero);

        _clock.Pass(TimeSpan.FromMilliseconds(250));
        Assert.Equal(At(615), _process.ExpectMsg<Open>().End);
    }

    [Fact]
    public void Nothing_opens_while_paused_and_what_the_clock_shows_stands()
    {
        Start(new Speed(60), nextDue: At(600));
        _clock.Pass(Minute / 12);

        Assert.Equal(
            (RunPhase.Paused, At(300)), Order(new Pause()) is var paused ? (paused.Phase, paused.Clock) : default);
        _clock.Pass(60 * Minute);
        Assert.Equal(At(300), StatusNow().Clock);
        _process.ExpectNoMsg(TimeSpan.Zero);

        Order(new Resume());
        _clock.Pass(TimeSpan.FromSeconds(5.25));
        Assert.Equal(At(615), _process.ExpectMsg<Open>().End);
    }

    [Fact]
    public void A_step_opens_one_window_however_long_it_would_take()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);

        timekeeper.Tell(new Step(1), _console);
        var open = _process.ExpectMsg<Open>();
        StatusNow();
        _console.ExpectNoMsg(TimeSpan.Zero);
        timekeeper.Tell(Settled(open, At(700)));

        var status = _console.ExpectMsg<LiveProtocol.Status>();
        Assert.Equal((RunPhase.Paused, At(615), 1L), (status.Phase, status.Settled, status.Windows));
        _process.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void An_advance_ends_at_its_moment()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);

        timekeeper.Tell(new Advance(At(720)), _console);
        timekeeper.Tell(Settled(_process.ExpectMsg<Open>(), At(700)));
        timekeeper.Tell(Settled(_process.ExpectMsg<Open>(), At(706)));

        var status = _console.ExpectMsg<LiveProtocol.Status>();
        Assert.Equal((RunPhase.Paused, At(715), At(720)), (status.Phase, status.Settled, status.Clock));
    }

    [Fact]
    public void An_order_that_comes_before_all_that_is_stored_is_read_is_obeyed_then()
    {
        var timekeeper = Unready(Speed.RealTime);
        timekeeper.Tell(new Advance(At(720)), _console);
        timekeeper.Tell(new GetStatus(), _console);
        Assert.Equal(RunPhase.Starting, _console.ExpectMsg<LiveProtocol.Status>().Phase);

        Ready(timekeeper, [], nextDue: At(600));
        timekeeper.Tell(Settled(_process.ExpectMsg<Open>(), At(800)));

        Assert.Equal(At(720), _console.ExpectMsg<LiveProtocol.Status>().Clock);
    }

    [Fact]
    public void The_watchdogs_question_is_not_answered_to_somebody_else()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        _process.ExpectMsg<Open>();
        timekeeper.Tell(new Timekeeper.Look());
        timekeeper.Tell(new Timekeeper.Look()); // The same window: the watchdog asks.
        _process.ExpectMsg<WhoIsAwake>();
        timekeeper.Tell(new WhoLags(), _console);
        _process.ExpectMsg<WhoIsAwake>();

        timekeeper.Tell(new Awake(0, [Entity(7)]));
        _console.ExpectNoMsg(TimeSpan.Zero);
        timekeeper.Tell(new Awake(0, [Entity(8)]));

        Assert.Equal(Entity(8), Assert.Single(((Laggard)_console.ExpectMsg<Answers>().Bodies[0]).Entities));
    }

    [Fact]
    public void A_command_is_stored_before_a_window_that_contains_it_opens_and_acknowledged_then()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(600));
        _clock.Pass(TimeSpan.FromSeconds(5));

        timekeeper.Tell(new Submit(Withdraw, "console"), _console);
        var append = _log.ExpectMsg<CommandLog.Append>();
        Assert.Equal(new LiveCommand(1, At(300), Withdraw, "console"), Assert.Single(append.Commands));
        _clock.Pass(Minute);
        StatusNow(); // Answered after all that.
        _process.ExpectNoMsg(TimeSpan.Zero);
        _console.ExpectNoMsg(TimeSpan.Zero);

        timekeeper.Tell(new CommandLog.Appended());
        Assert.Equal(new Accepted(1, At(300)), _console.ExpectMsg<Accepted>());
        var open = _process.ExpectMsg<Open>();
        Assert.Equal((At(315), append.Commands[0]), (open.End, Assert.Single(open.Mail).Body));
        Assert.Equal(1, StatusNow().Commands);
    }

    [Fact]
    public void A_command_that_comes_while_a_window_is_open_is_later_than_the_window()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        var open = _process.ExpectMsg<Open>();

        timekeeper.Tell(new Submit(Withdraw, "console"), _console);
        StatusNow();
        _log.ExpectNoMsg(TimeSpan.Zero);
        timekeeper.Tell(Settled(open, VirtualTime.Never));

        Assert.Equal(open.End, _log.ExpectMsg<CommandLog.Append>().Commands[0].At);
    }

    [Fact]
    public void Commands_keep_the_order_in_which_they_came()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(600));
        timekeeper.Tell(new Pause(), _console);
        _console.ExpectMsg<LiveProtocol.Status>();

        timekeeper.Tell(new Submit(Withdraw, "first"), _console);
        timekeeper.Tell(new Submit(Withdraw, "second"), _console);
        timekeeper.Tell(new Submit(Withdraw, "third"), _console);

        Assert.Equal(["first"], _log.ExpectMsg<CommandLog.Append>().Commands.Select(one => one.IssuedBy));
        timekeeper.Tell(new CommandLog.Appended());
        var later = _log.ExpectMsg<CommandLog.Append>().Commands;
        timekeeper.Tell(new CommandLog.Appended());

        Assert.Equal(["second", "third"], later.Select(one => one.IssuedBy));
        Assert.Equal([2L, 3L], later.Select(one => one.Number));
        Assert.True(later[0].At < later[1].At); // Each is heard before the next one is.
        Assert.Equal([1L, 2L, 3L], _console.ReceiveN(3).Cast<Accepted>().Select(one => one.Number));
    }

    [Fact]
    public void Commands_of_the_last_closed_epoch_are_past_and_later_ones_come_again()
    {
        var timekeeper = Recovered(
            Speed.Max, [new(1, At(50), Withdraw, "a"), new(2, At(90), Withdraw, "b")], lastClosed: At(60));

        var open = _process.ExpectMsg<Open>();

        Assert.Equal([2L], open.Mail.Select(letter => ((LiveCommand)letter.Body).Number));
        timekeeper.Tell(new Submit(Withdraw, "c"), _console);
        timekeeper.Tell(Settled(open, VirtualTime.Never));
        Assert.Equal(3, _log.ExpectMsg<CommandLog.Append>().Commands[0].Number);
    }

    [Fact]
    public void While_rows_are_computed_again_no_command_is_stamped_before_their_end_and_nobody_waits_for_the_clock()
    {
        Store(new EpochClosed(1, At(60), [], HistoryHash.Empty, 0, null), new EpochEnded(2, At(120)));
        var timekeeper = Begun(Speed.RealTime, [], nextDue: At(90), paused: false);

        var open = _process.ExpectMsg<Open>(); // Without a second having passed.
        timekeeper.Tell(new Submit(Withdraw, "console"), _console);
        timekeeper.Tell(Settled(open, At(105)));

        Assert.Equal(At(120), _log.ExpectMsg<CommandLog.Append>().Commands[0].At);
    }

    [Fact]
    public void A_stop_while_a_command_is_stored_waits_for_what_is_computed_again()
    {
        Store(new EpochClosed(1, At(60), [], HistoryHash.Empty, 0, null), new EpochEnded(2, At(120)));
        var timekeeper = Begun(Speed.RealTime, [], nextDue: At(75), paused: false);
        var open = _process.ExpectMsg<Open>();
        timekeeper.Tell(new Submit(Withdraw, "console"), _console);
        timekeeper.Tell(Settled(open, At(105)));
        _log.ExpectMsg<CommandLog.Append>();

        timekeeper.Tell(new SimulationProtocol.Stop());
        timekeeper.Tell(new CommandLog.Appended());

        Assert.Equal(At(120), _process.ExpectMsg<Open>().End);
        Assert.Equal(At(120), _console.ExpectMsg<Accepted>().At);
    }

    [Fact]
    public void A_run_does_not_end_while_a_command_is_stored()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(1), snapshotEvery: 1);
        _clock.Pass(TimeSpan.FromSeconds(11));
        timekeeper.Tell(new Submit(Withdraw, "console"), _console);
        timekeeper.Tell(Settled(_process.ExpectMsg<Open>(), At(50_000), events: 1));
        _process.ExpectMsg<EndEpoch>(); // Ten seconds are over.
        _log.ExpectMsg<CommandLog.Append>();
        timekeeper.Tell(new SimulationProtocol.Stop());
        timekeeper.Tell(new EpochStored(0, 1, HistoryHash.Empty, 1, null));
        _process.ExpectMsg<SaveState>(); // The epoch is closed.
        StatusNow();
        ExpectNoMsg(TimeSpan.Zero);

        timekeeper.Tell(new CommandLog.Appended());

        _console.ExpectMsg<Accepted>();
        ExpectMsg<SimulationProtocol.Stopped>();
    }

    [Fact]
    public void Orders_while_something_is_computed_again_do_not_turn_that_time_into_virtual_time()
    {
        Store(new EpochClosed(1, At(60), [], HistoryHash.Empty, 0, null), new EpochEnded(2, At(120)));
        var timekeeper = Begun(new Speed(3_600), [], nextDue: At(105), paused: false);
        var open = _process.ExpectMsg<Open>();
        _clock.Pass(Minute);

        Order(new Pause());
        timekeeper.Tell(Settled(open, At(500)));
        timekeeper.Tell(new EpochStored(0, 2, HistoryHash.Empty, 0, null));

        Assert.Equal(
            (RunPhase.Paused, At(120)), Order(new Pause()) is var paused ? (paused.Phase, paused.Clock) : default);
    }

    [Fact]
    public void A_command_to_a_run_that_lags_behind_the_clock_comes_right_after_its_next_window()
    {
        var timekeeper = Start(new Speed(1_000_000), nextDue: At(10));
        _clock.Pass(Minute); // More than the scenario's day.
        var open = _process.ExpectMsg<Open>();

        timekeeper.Tell(new Submit(Withdraw, "console"), _console);
        timekeeper.Tell(Settled(open, At(100)));

        Assert.Equal(At(115), _log.ExpectMsg<CommandLog.Append>().Commands[0].At);
    }

    [Fact]
    public void Whoever_waits_for_a_run_that_fails_is_told_so()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);
        timekeeper.Tell(new Advance(At(720)), _console);
        timekeeper.Tell(new WhoLags(), _console);
        timekeeper.Tell(new Question(Entity(0), "how are you?"), _console);
        timekeeper.Tell(new Submit(Withdraw, "console"), _console);

        // Nobody opened that one.
        timekeeper.Tell(Settled(_process.ExpectMsg<Open>() with { Window = 7 }, VirtualTime.Never));

        for (var i = 0; i < 4; i++)
            Assert.Equal("The simulation has stopped.", _console.ExpectMsg<Rejected>().Why);
    }

    [Fact]
    public void Whoever_ordered_something_of_a_run_that_never_began_is_told_so()
    {
        var timekeeper = Unready(Speed.RealTime);
        timekeeper.Tell(new Pause(), _console);
        StatusNow(); // By then it has heard of it.

        Sys.Stop(timekeeper);

        Assert.Equal("The simulation has stopped.", _console.ExpectMsg<Rejected>().Why);
    }

    [Fact]
    public void Of_the_questions_that_wait_for_a_window_there_are_only_so_many()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        _process.ExpectMsg<Open>();

        for (var i = 0; i <= Inquiries.MostWaiting; i++)
            timekeeper.Tell(new Question(Entity(0), "how are you?"), _console);

        Assert.Contains("1000 questions wait", _console.ExpectMsg<Rejected>().Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_speed_does_not_cut_an_advance_short()
    {
        var timekeeper = Start(Speed.RealTime, nextDue: At(600), paused: true);
        timekeeper.Tell(new Advance(At(720)), _console);
        var open = _process.ExpectMsg<Open>();

        Assert.Equal(Speed.Max, Order(new SetSpeed(Speed.Max)).Speed);
        timekeeper.Tell(Settled(open, At(700)));
        timekeeper.Tell(Settled(_process.ExpectMsg<Open>(), At(800)));

        Assert.Equal((RunPhase.Paused, At(720)), _console.ExpectMsg<LiveProtocol.Status>() is var arrived ? (arrived.Phase, arrived.Clock) : default);
    }

    [Fact]
    public void The_clock_goes_on_where_the_last_command_was_given()
    {
        Recovered(Speed.RealTime, [new(1, At(90), Withdraw, "a")], lastClosed: At(60));

        Assert.Equal(At(90), StatusNow().Clock);
    }

    [Fact]
    public void Nobody_lags_before_there_is_anything_to_do()
    {
        Unready(Speed.Max).Tell(new WhoLags(), _console);

        Assert.Empty(_console.ExpectMsg<Answers>().Bodies);
    }

    [Fact]
    public void A_command_after_the_scenarios_end_is_rejected_and_questions_are_still_answered()
    {
        var timekeeper = Start(Speed.Max, nextDue: VirtualTime.Never);
        ExpectMsg<SimulationProtocol.Finished>();

        timekeeper.Tell(new Submit(Withdraw, "console"), _console);
        Assert.Equal("The scenario has ended.", _console.ExpectMsg<Rejected>().Why);

        timekeeper.Tell(new Question(Entity(0), "how are you?"), _console);
        timekeeper.Tell(new Inspected(0, _process.ExpectMsg<Inspect>().Number, "well"));
        Assert.Equal("well", Assert.Single(_console.ExpectMsg<Answers>().Bodies));
        Assert.Equal(RunPhase.Ended, StatusNow().Phase);
    }

    [Fact]
    public void A_question_waits_until_no_window_is_open()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        var open = _process.ExpectMsg<Open>();

        timekeeper.Tell(new Question(Entity(0), "how are you?"), _console);
        StatusNow();
        _process.ExpectNoMsg(TimeSpan.Zero);
        timekeeper.Tell(Settled(open, At(90)));

        // It comes before the next window does.
        var inspect = _process.ExpectMsg<Inspect>();
        _process.ExpectMsg<Open>();
        timekeeper.Tell(new Inspected(0, inspect.Number, "well"));
        Assert.Equal(open.End, _console.ExpectMsg<Answers>().At);
    }

    [Fact]
    public void A_question_that_cannot_be_answered_is_rejected_and_the_run_goes_on()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10), paused: true);

        timekeeper.Tell(new Question(Entity(0), "what?"), _console);
        timekeeper.Tell(
            new Inspected(0, _process.ExpectMsg<Inspect>().Number, new ProcessProtocol.NotAnswered("nobody knows")));
        timekeeper.Tell(new Question(EntityId.SigningService, "what?"), _console);

        Assert.Equal("nobody knows", _console.ExpectMsg<Rejected>().Why);
        Assert.Contains("signing-service", _console.ExpectMsg<Rejected>().Why, StringComparison.Ordinal);
        Assert.Equal(RunPhase.Paused, StatusNow().Phase);
    }

    [Fact]
    public void Who_keeps_a_window_open_is_named_while_it_is_open()
    {
        var timekeeper = Start(Speed.Max, nextDue: At(10));
        _process.ExpectMsg<Open>();
        _clock.Pass(Minute);

        var status = StatusNow();
        Assert.Equal((Minute, "toy-0", At(0)), (status.OpenFor, Assert.Single(status.Unsettled), status.Settled));

        timekeeper.Tell(new WhoLags(), _console);
        _process.ExpectMsg<WhoIsAwake>();
        timekeeper.Tell(new Awake(0, [Entity(0)]));
        Assert.Equal(Entity(0), Assert.Single(Assert.IsType<Laggard>(Assert.Single(_console.ExpectMsg<Answers>().Bodies)).Entities));
    }

    [Fact]
    public void What_waits_to_be_stored_waits_ten_seconds_at_most()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(1));
        _clock.Pass(TimeSpan.FromSeconds(1));
        timekeeper.Tell(Settled(_process.ExpectMsg<Open>(), At(50_000), events: 1));
        Assert.Equal(1, StatusNow().Epoch);
        _process.ExpectNoMsg(TimeSpan.Zero);

        _clock.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(1, _process.ExpectMsg<EndEpoch>().Epoch);
        timekeeper.Tell(new EpochStored(0, 1, HistoryHash.Empty, 1, null));
        _clock.Pass(Minute);
        Assert.Equal(2, StatusNow().Epoch); // Nothing has happened since: there is nothing to store.
        _process.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_stop_ends_the_epoch_where_it_is()
    {
        var timekeeper = Start(new Speed(60), nextDue: At(1));
        _clock.Pass(TimeSpan.FromSeconds(1));
        timekeeper.Tell(Settled(_process.ExpectMsg<Open>(), At(50_000), events: 1));

        timekeeper.Tell(new SimulationProtocol.Stop());
        _process.ExpectMsg<EndEpoch>();
        timekeeper.Tell(new Submit(Withdraw, "late"), _console);
        timekeeper.Tell(new EpochStored(0, 1, HistoryHash.Empty, 1, null));

        Assert.Equal(1, ExpectMsg<SimulationProtocol.Stopped>().Epochs);
        Assert.Equal("The simulation is stopping.", _console.ExpectMsg<Rejected>().Why);
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
    public void A_run_that_nobody_steers_takes_no_orders()
    {
        var timekeeper = ChildActorOf(
            Timekeeper.Props(Plan(Idle)), SupervisorStrategy.DefaultStrategy, CancellationToken.None);
        foreach (var order in new object[] { new Pause(), new Step(1), new Submit(Withdraw, "console") })
        {
            timekeeper.Tell(order, _console);
            _console.ExpectMsg<Rejected>();
        }
    }

    private static OperatorCommand Withdraw { get; } = new OperatorCommand.Withdraw(
        "16.5.1-a", "web sites broke", false);

    private IActorRef Start(Speed speed, VirtualTime nextDue, bool paused = false, int? snapshotEvery = null) =>
        Begun(speed, [], nextDue, paused, snapshotEvery);

    private IActorRef Recovered(Speed speed, ImmutableArray<LiveCommand> commands, VirtualTime lastClosed)
    {
        Store(new EpochClosed(1, lastClosed, [], HistoryHash.Empty, 0, null));
        return Begun(speed, commands, VirtualTime.Never, paused: false);
    }

    private IActorRef Begun(
        Speed speed, ImmutableArray<LiveCommand> commands, VirtualTime nextDue, bool paused, int? snapshotEvery = null)
    {
        var timekeeper = Unready(speed, paused, snapshotEvery);
        Ready(timekeeper, commands, nextDue);
        StatusNow(); // Answered after all that.
        return timekeeper;
    }

    private IActorRef Unready(Speed speed, bool paused = false, int? snapshotEvery = null)
    {
        var usual = Plan(Idle);
        var plan = usual with
        {
            Epochs = usual.Epochs with { SnapshotEvery = snapshotEvery ?? usual.Epochs.SnapshotEvery },
            Route = entity =>
                entity == EntityId.SigningService ? throw new ArgumentOutOfRangeException(nameof(entity)) : (0, 1),
            Live = new(_clock, speed, LiveRun.LongestEpochByDefault, NoFeed.Instance, paused),
        };
        var timekeeper = ChildActorOf(
            Timekeeper.Props(plan), SupervisorStrategy.DefaultStrategy, CancellationToken.None);
        ExpectMsg<Timekeeper.Ready>();
        return _timekeeper = timekeeper;
    }

    private void Ready(IActorRef timekeeper, ImmutableArray<LiveCommand> commands, VirtualTime nextDue)
    {
        timekeeper.Tell(new Timekeeper.Start([_process.Ref], _log.Ref));
        timekeeper.Tell(new CommandLog.Restored(commands));
        timekeeper.Tell(new Recovered(0, nextDue, HistoryHash.Empty, 0));
    }

    private LiveProtocol.Status StatusNow() => Order(new GetStatus());

    private LiveProtocol.Status Order(object order)
    {
        var asker = CreateTestProbe();
        _timekeeper.Tell(order, asker);
        return asker.ExpectMsg<LiveProtocol.Status>();
    }

    private static Settled Settled(Open open, VirtualTime nextDue, int events = 0) =>
        new(0, open.Window, nextDue, [], events, 1);

    /// <summary>What an earlier life of the timekeeper has stored.</summary>
    private void Store(params IStored[] rows)
    {
        var earlier = ActOfEarlier();
        foreach (var row in rows)
        {
            earlier.Tell(row, _console);
            _console.ExpectMsg("stored");
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
