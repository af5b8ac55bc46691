using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Actors.Kernel.Windows;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Tests.Kernel.ToyProcesses;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>The timekeeper's rules as a table: state, input, and decision.</summary>
public sealed class TimekeeperDeciderTests
{
    private static readonly VirtualTime Day = At(86_400);

    private static readonly TimekeeperDecider Batch = new(Day, Lookahead, 10, RunControlMode.WhenRequested);
    private static readonly TimekeeperDecider Live = new(Day, Lookahead, 10, RunControlMode.EveryBoundary);

    private static readonly TimekeeperPhase Held = TimekeeperPhase.Held.Instance;
    private static readonly TimekeeperPhase Storing = TimekeeperPhase.StoringEpochEnd.Instance;
    private static readonly TimekeeperPhase Awaiting = TimekeeperPhase.AwaitingClose.Instance;
    private static readonly TimekeeperPhase Closing = TimekeeperPhase.Closing.Instance;
    private static readonly TimekeeperPhase Ended = TimekeeperPhase.Ended.Instance;

    /// <summary>A window that ended at 100 s, in epoch 3; epoch 2 was closed at 60 s.</summary>
    private static readonly TimekeeperState Settled = TimekeeperState.Initial with
    {
        Phase = new TimekeeperPhase.Open(At(85)),
        End = At(100),
        LastClosed = Closed(2, 60),
    };

    /// <summary>The same window, while epoch 2 is still being stored; epoch 1 was closed at 30 s.</summary>
    private static readonly TimekeeperState Writing = Settled with
    {
        EpochEnd = EpochEnd.ByPolicy.Instance,
        LastClosed = Closed(1, 30),
        Storage = new EpochStorage.Writing(Closed(2, 60)),
    };

    [Fact]
    public void A_settled_window_is_followed_by_the_next_one_or_by_the_end_of_the_epoch()
    {
        Decides(Batch.WindowSettled(Settled, Facts(due: 120)), Open(100, 135), TimekeeperAction.OpenWindow);
        Decides(Batch.WindowSettled(Settled, Facts(due: 120, policy: true)), Storing, TimekeeperAction.StoreEpochEnd);
        Decides(
            Batch.WindowSettled(Settled with { End = Day }, Facts(due: 1e9)), Storing, TimekeeperAction.StoreEpochEnd);
        Decides(Batch.WindowSettled(Settled, Facts(due: 86_399)), Open(100, 86_400), TimekeeperAction.OpenWindow);
    }

    [Fact]
    public void The_last_epoch_ends_at_the_scenarios_end_when_nothing_is_due_before_it()
    {
        var decision = Batch.WindowSettled(Settled, Facts(due: 86_400));

        Decides(decision, Storing, TimekeeperAction.StoreEpochEnd);
        Assert.Equal(Day, decision.State.End);
    }

    [Fact]
    public void A_process_that_is_due_in_the_past_is_a_fault() =>
        Assert.Throws<CausalityException>(() => Batch.WindowSettled(Settled, Facts(due: 99)));

    [Fact]
    public void A_live_run_asks_at_every_boundary()
    {
        Decides(Live.WindowSettled(Settled, Facts(due: 120)), Held, TimekeeperAction.AskControl);
        Decides(
            Live.Answered(Settled with { Phase = Held }, Facts(due: 120), ControlAnswer.MayOpen), Open(100, 135),
            TimekeeperAction.OpenWindow);
    }

    [Fact]
    public void A_batch_run_asks_only_when_requested()
    {
        Decides(Batch.WindowSettled(Settled, Facts(due: 120)), Open(100, 135), TimekeeperAction.OpenWindow);
        Decides(Batch.WindowSettled(Settled, Facts(due: 120, asks: true)), Held, TimekeeperAction.AskControl);
    }

    [Fact]
    public void An_epoch_whose_end_is_stored_ends_exactly_there()
    {
        var known = Settled with { EpochEnd = new EpochEnd.Known(At(100)) };
        var stored = Settled with { EpochEnd = new EpochEnd.Stored(At(100)) };
        var later = Settled with { EpochEnd = new EpochEnd.Known(At(115)) };
        var earlier = Settled with { EpochEnd = new EpochEnd.Stored(At(90)) };

        Decides(Batch.WindowSettled(known, Facts(due: 120)), Storing, TimekeeperAction.StoreEpochEnd);
        Decides(Batch.WindowSettled(stored, Facts(due: 120)), Storing, TimekeeperAction.TakeRows); // Not stored twice.
        Decides(
            Batch.WindowSettled(later, Facts(due: 120, policy: true)), Open(100, 135), TimekeeperAction.OpenWindow);
        Assert.Throws<DivergedException>(() => Batch.WindowSettled(earlier, Facts(due: 120)));
    }

    [Fact]
    public void An_epoch_is_not_stored_before_the_epoch_before_it_is_closed()
    {
        var waits = Batch.WindowSettled(Writing, Facts(due: 120, policy: true));
        Decides(waits, Awaiting, TimekeeperAction.Wait);

        Decides(Batch.EpochClosed(waits.State, Closed(2, 60)), Storing, TimekeeperAction.StoreEpochEnd);
    }

    [Fact]
    public void The_next_epoch_is_simulated_while_the_last_one_is_stored()
    {
        var storing = Settled with { Phase = Storing };

        var next = Batch.EpochEndStored(storing, Closed(3, 100), EpochEnd.ByPolicy.Instance, Facts(due: 120));
        var last = Batch.EpochEndStored(storing, Closed(10, 100), EpochEnd.ByPolicy.Instance, Facts(due: 120));

        Decides(next, Open(100, 135), TimekeeperAction.OpenWindow);
        Assert.Equal(new EpochStorage.Writing(Closed(3, 100)), next.State.Storage);
        Decides(last, Closing, TimekeeperAction.Wait);
    }

    [Fact]
    public void A_run_finishes_at_the_scenarios_end_and_stops_after_the_last_requested_epoch()
    {
        var closing = Writing with { Phase = Closing };

        Decides(Batch.EpochClosed(closing, Closed(3, 86_400)), Ended, TimekeeperAction.Finish);
        Decides(Batch.EpochClosed(closing, Closed(10, 100)), Ended, TimekeeperAction.Stop);
    }

    [Fact]
    public void A_run_that_was_complete_when_it_was_read_finishes_at_once() => Decides(
        Batch.Begin(Settled with { LastClosed = Closed(2, 86_400), End = Day }, Facts(due: 1e9)),
        Ended,
        TimekeeperAction.Finish);

    [Fact]
    public void Without_live_control_a_stop_waits_for_the_end_of_an_epoch()
    {
        var asked = Batch.StopAsked(Writing);

        Decides(asked, Writing.Phase, TimekeeperAction.Wait);
        Decides(Batch.EpochClosed(asked.State, Closed(2, 60)), Ended, TimekeeperAction.Stop);
    }

    [Fact]
    public void With_live_control_a_stop_ends_the_epoch_at_the_next_boundary()
    {
        var held = Settled with { Phase = Held };

        Decides(Live.StopAsked(held), Storing, TimekeeperAction.StoreEpochEnd);
        Decides(Live.StopAsked(held with { LastClosed = Closed(2, 100) }), Ended, TimekeeperAction.Stop);
        Decides(
            Live.StopAsked(held with { Storage = new EpochStorage.Writing(Closed(3, 100)) }),
            Closing,
            TimekeeperAction.Wait);
        Decides(Live.StopAsked(Settled), Settled.Phase, TimekeeperAction.Wait);
        Decides(
            Live.WindowSettled(Live.StopAsked(Settled).State, Facts(due: 120)), Storing,
            TimekeeperAction.StoreEpochEnd);
    }

    [Fact]
    public void An_answer_that_comes_after_a_stop_opens_no_window()
    {
        var stopping = Live.StopAsked(Settled with { Phase = Held }).State;

        foreach (var answer in Enum.GetValues<ControlAnswer>())
            Decides(Live.Answered(stopping, Facts(due: 120), answer), Storing, TimekeeperAction.Wait);
    }

    [Fact]
    public void A_stop_waits_until_everything_is_recomputed()
    {
        var recomputing = Settled with { Phase = Held, EpochEnd = new EpochEnd.Stored(At(130)) };

        Decides(Live.StopAsked(recomputing), Held, TimekeeperAction.Wait);
        Decides(
            Live.WindowSettled(Live.StopAsked(recomputing).State, Facts(due: 115)), Held, TimekeeperAction.AskControl);
    }

    [Fact]
    public void A_run_that_has_ended_answers_a_stop()
    {
        var ended = Settled with { Phase = Ended, LastClosed = Closed(3, 86_400), End = Day };

        Decides(Live.StopAsked(ended), Ended, TimekeeperAction.Stop);
    }

    /// <summary>
    /// The numbers are values of <see cref="RecoveryParts"/>: references 1, commands 2, processes 4. The enumeration is
    /// internal, so it cannot be a parameter of a public test.
    /// </summary>
    [Theory]
    [InlineData(1, 2, 4)]
    [InlineData(4, 1, 2)]
    [InlineData(2, 4, 1)]
    public void Recovery_is_complete_when_all_parts_have_arrived_in_any_order(int first, int second, int third)
    {
        var state = TimekeeperState.Initial;
        foreach (var part in (int[])[first, second])
        {
            state = TimekeeperDecider.Received(state, (RecoveryParts)part);
            Assert.NotEqual(new TimekeeperPhase.Recovering(RecoveryParts.None), state.Phase);
        }

        Assert.Equal(
            new TimekeeperPhase.Recovering(RecoveryParts.None),
            TimekeeperDecider.Received(state, (RecoveryParts)third).Phase);
    }

    private static void Decides(TimekeeperDecision decision, TimekeeperPhase phase, TimekeeperAction action) =>
        Assert.Equal((phase, action), (decision.State.Phase, decision.Action));

    private static void Decides(
        TimekeeperDecision decision, (TimekeeperPhase Phase, VirtualTime End) open, TimekeeperAction action) =>
        Assert.Equal(
            (open.Phase, open.End, action), (decision.State.Phase, decision.State.End, decision.Action));

    private static (TimekeeperPhase Phase, VirtualTime End) Open(double start, double end) =>
        (new TimekeeperPhase.Open(At(start)), At(end));

    private static BoundaryFacts Facts(double due, bool policy = false, bool asks = false) =>
        new(At(due), 3, policy, asks);

    private static EpochClosed Closed(long epoch, double end) => new(epoch, At(end), [], HistoryHash.Empty, 0, null);
}
