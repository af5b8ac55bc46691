using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel.Windows;

/// <summary>
/// The timekeeper's rules: when a window opens, where an epoch ends, and when a run is over. No actor and no clock; the
/// <see cref="Timekeeper"/> carries out what is decided here.
/// </summary>
/// <param name="duration">Where the scenario ends.</param>
/// <param name="lookahead">The shortest delay of a message between processes.</param>
/// <param name="lastEpoch">The run stops after this epoch, even when the scenario goes on.</param>
internal sealed class TimekeeperDecider(
    VirtualTime duration, TimeSpan lookahead, long lastEpoch, RunControlMode control)
{
    public static TimekeeperDecider For(SimulationPlan plan) => new(
        plan.Duration,
        plan.Lookahead,
        plan.LastEpoch ?? long.MaxValue,
        plan.Live is null ? RunControlMode.WhenRequested : RunControlMode.EveryBoundary);

    /// <summary>Where the next window ends: with the scenario when nothing else is due.</summary>
    public VirtualTime NextEnd(VirtualTime earliestDue) => VirtualTime.Min(earliestDue + lookahead, duration);

    /// <summary>A part of what recovery waits for is here.</summary>
    public static TimekeeperState Received(TimekeeperState state, RecoveryParts part) =>
        state.Phase is TimekeeperPhase.Recovering recovering
            ? state with { Phase = new TimekeeperPhase.Recovering(recovering.Missing & ~part) }
            : throw new InvalidOperationException($"{part} came after recovery.");

    /// <summary>Recovery is complete.</summary>
    public TimekeeperDecision Begin(TimekeeperState state, BoundaryFacts facts) =>
        state.LastClosed.Epoch > 0 && IsLast(state.LastClosed) ? Conclude(state) : NextWindow(state, facts);

    /// <summary>All processes have settled the open window.</summary>
    /// <exception cref="DivergedException">The epoch does not end where it ended the first time.</exception>
    public TimekeeperDecision WindowSettled(TimekeeperState state, BoundaryFacts facts) =>
        EndsEpoch(state, facts) ? EndEpoch(state) : NextWindow(state, facts);

    /// <summary>The run control lets the next window open.</summary>
    /// <exception cref="CausalityException">Something is due in the past.</exception>
    private TimekeeperDecision OpenWindow(TimekeeperState state, BoundaryFacts facts)
    {
        if (facts.EarliestDue >= duration)
            return EndEpoch(state with { End = duration }); // Nothing is left to happen before the scenario's end.
        if (facts.EarliestDue < state.End)
            throw new CausalityException(
                $"Something is due at {facts.EarliestDue}, but everything before {state.End} is settled.");
        var opened = state with
        {
            Phase = new TimekeeperPhase.Open(state.End),
            End = NextEnd(facts.EarliestDue),
        };
        return new(opened, TimekeeperAction.OpenWindow);
    }

    /// <summary>
    /// The run control has answered a boundary. The answer may come too late: a stop has ended the wait for it.
    /// </summary>
    public TimekeeperDecision Answered(TimekeeperState state, BoundaryFacts facts, ControlAnswer answer) =>
        (state.Phase, answer) switch
        {
            (not TimekeeperPhase.Held, _) => new(state, TimekeeperAction.Wait),
            (_, ControlAnswer.MayOpen) => OpenWindow(state, facts),
            (_, ControlAnswer.EndEpoch) => EndEpoch(state),
            _ => NextWindow(state, facts),
        };

    /// <summary>The epoch ends with the last window: at once, or when the epoch before it is closed.</summary>
    private static TimekeeperDecision EndEpoch(TimekeeperState state) => state switch
    {
        { Storage: EpochStorage.Writing } =>
            new(state with { Phase = TimekeeperPhase.AwaitingClose.Instance }, TimekeeperAction.Wait),
        { EpochEnd: EpochEnd.Stored } =>
            new(state with { Phase = TimekeeperPhase.StoringEpochEnd.Instance }, TimekeeperAction.TakeRows),
        _ => new(state with { Phase = TimekeeperPhase.StoringEpochEnd.Instance }, TimekeeperAction.StoreEpochEnd),
    };

    /// <summary>The end of the epoch is stored, and the processes were told to store their rows.</summary>
    /// <param name="ended">The epoch, as far as it is known before its rows are stored.</param>
    /// <param name="next">What decides where the next epoch ends.</param>
    public TimekeeperDecision EpochEndStored(
        TimekeeperState state, EpochClosed ended, EpochEnd next, BoundaryFacts facts)
    {
        var writing = state with { Storage = new EpochStorage.Writing(ended), EpochEnd = next };
        return IsLast(ended) || StopsBetweenWindows(writing)
            ? new(writing with { Phase = TimekeeperPhase.Closing.Instance }, TimekeeperAction.Wait)
            : NextWindow(writing, facts);
    }

    /// <summary>All rows of an epoch, and the row that closes it, are stored.</summary>
    public TimekeeperDecision EpochClosed(TimekeeperState state, EpochClosed closed)
    {
        var stored = state with { LastClosed = closed, Storage = EpochStorage.Idle.Instance };
        return stored.Phase switch
        {
            TimekeeperPhase.Closing => Conclude(stored),
            _ when stored.Stop is StopRequest.Asked && control is RunControlMode.WhenRequested => Conclude(stored),
            TimekeeperPhase.AwaitingClose => EndEpoch(stored),
            _ => new(stored, TimekeeperAction.Wait),
        };
    }

    /// <summary>
    /// The run is to stop. With live control it stops at the next boundary, and the epoch ends there; else it stops
    /// where the epoch ends by itself, so that it can be compared with a run that was not stopped.
    /// </summary>
    public TimekeeperDecision StopAsked(TimekeeperState state)
    {
        var asked = state with { Stop = StopRequest.Asked };
        if (control is RunControlMode.WhenRequested)
            return new(asked, TimekeeperAction.Wait);
        return asked.Phase switch
        {
            TimekeeperPhase.Ended => Conclude(asked),
            TimekeeperPhase.Held when StopsBetweenWindows(asked) => StopHere(asked),
            _ => new(asked, TimekeeperAction.Wait),
        };
    }

    /// <summary>Whether nothing is simulated after this epoch.</summary>
    public bool IsLast(EpochClosed epoch) => epoch.End >= duration || epoch.Epoch >= lastEpoch;

    /// <summary>
    /// No window is open and the epoch goes on: the next window opens, unless the run control is asked.
    /// </summary>
    private TimekeeperDecision NextWindow(TimekeeperState state, BoundaryFacts facts)
    {
        if (StopsBetweenWindows(state))
            return StopHere(state);
        return control is RunControlMode.EveryBoundary || facts.ControlAsks
            ? new(state with { Phase = TimekeeperPhase.Held.Instance }, TimekeeperAction.AskControl)
            : OpenWindow(state, facts);
    }

    private bool EndsEpoch(TimekeeperState state, BoundaryFacts facts) => state.EpochEnd switch
    {
        EpochEnd.Known known => Reaches(state, facts, known.At),
        EpochEnd.Stored stored => Reaches(state, facts, stored.At),
        _ => facts.PolicyEndsEpoch || state.End >= duration,
    };

    private static bool Reaches(TimekeeperState state, BoundaryFacts facts, VirtualTime expected) =>
        state.End <= expected
            ? state.End == expected
            : throw new DivergedException($"Epoch {facts.Epoch} ended at {expected}, where no window ends now.");

    /// <summary>What is computed again is computed to its end first.</summary>
    private bool StopsBetweenWindows(TimekeeperState state) =>
        state.Stop is StopRequest.Asked
        && control is RunControlMode.EveryBoundary
        && state.EpochEnd is not EpochEnd.Stored;

    private TimekeeperDecision StopHere(TimekeeperState state) => state.Storage switch
    {
        EpochStorage.Writing writing when state.End == writing.Epoch.End =>
            new(state with { Phase = TimekeeperPhase.Closing.Instance }, TimekeeperAction.Wait),
        EpochStorage.Idle when state.End == state.LastClosed.End => Conclude(state),
        _ => EndEpoch(state),
    };

    private TimekeeperDecision Conclude(TimekeeperState state)
    {
        var complete = state.LastClosed.End >= duration;
        var stops = state.Stop is StopRequest.Asked && control is RunControlMode.EveryBoundary;
        var action = (complete && state.Phase is not TimekeeperPhase.Ended, !complete || stops) switch
        {
            (true, true) => TimekeeperAction.FinishAndStop,
            (true, false) => TimekeeperAction.Finish,
            (false, true) => TimekeeperAction.Stop,
            _ => TimekeeperAction.Wait,
        };
        return new(state with { Phase = TimekeeperPhase.Ended.Instance }, action);
    }
}

/// <summary>What was decided: the state from now on, and what is to be done.</summary>
internal readonly record struct TimekeeperDecision(TimekeeperState State, TimekeeperAction Action);

/// <summary>What a rule needs to know of the processes and their messages.</summary>
/// <param name="EarliestDue">The earliest moment at which anything is due.</param>
/// <param name="Epoch">The epoch that is being simulated.</param>
/// <param name="PolicyEndsEpoch">Whether the <see cref="EpochPolicy"/> ends it here.</param>
/// <param name="ControlAsks">Whether the run control asked for the next boundary.</param>
internal readonly record struct BoundaryFacts(
    VirtualTime EarliestDue, long Epoch, bool PolicyEndsEpoch, bool ControlAsks);

/// <summary>What the run control answers to a boundary.</summary>
internal enum ControlAnswer
{
    /// <summary>The next window may open.</summary>
    MayOpen,

    /// <summary>The epoch ends here.</summary>
    EndEpoch,

    /// <summary>Commands were posted, and the boundary is to be reported again.</summary>
    CommandsPosted,
}

/// <summary>Which boundaries are reported to the run control.</summary>
internal enum RunControlMode
{
    /// <summary>Those for which it asks: the run has no live control.</summary>
    WhenRequested,

    /// <summary>All of them: pace and commands are its decision.</summary>
    EveryBoundary,
}

internal enum TimekeeperAction
{
    /// <summary>Nothing: a message will come.</summary>
    Wait,

    /// <summary>Open the window that ends at <see cref="TimekeeperState.End"/>.</summary>
    OpenWindow,

    /// <summary>Report the boundary to the run control.</summary>
    AskControl,

    /// <summary>Store the end of the epoch, then have the processes store their rows.</summary>
    StoreEpochEnd,

    /// <summary>Have the processes store their rows: the end of the epoch is stored already.</summary>
    TakeRows,

    /// <summary>Tell the parent that the scenario's end is reached.</summary>
    Finish,

    /// <summary>Tell the parent that the run has stopped.</summary>
    Stop,

    /// <summary>Both, in that order.</summary>
    FinishAndStop,
}
