using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel.Windows;

/// <summary>
/// The Akka messages between the <see cref="Timekeeper"/>, the <c>RunControlActor</c> and their parent. Those to
/// and from processes are in <see cref="LogicalProcessProtocol"/>.
/// </summary>
internal static class TimekeeperProtocol
{
    // Between the parent and both.

    /// <summary>From the timekeeper, after recovery: start the processes, and pass this to each of them.</summary>
    public sealed record Ready(EpochEnded LastClosed);

    /// <summary>To both: the processes, in the order of the plan, and each other's references.</summary>
    /// <param name="Log">The <see cref="CommandLog"/>.</param>
    public sealed record Start(ImmutableArray<IActorRef> Processes, IActorRef Control, IActorRef Log)
    {
        /// <summary>Before recovery is complete.</summary>
        public static readonly Start Pending = new([], ActorRefs.Nobody, ActorRefs.Nobody);
    }

    // From the timekeeper to the run control.

    /// <summary>Recovery is complete, and simulating starts.</summary>
    /// <param name="At">Everything before it is simulated.</param>
    /// <param name="RecomputedUntil">
    /// Everything before it was computed by an earlier execution and is computed again; at or before
    /// <paramref name="At"/> when nothing is.
    /// </param>
    /// <param name="Commands">All live commands that earlier executions stored.</param>
    public sealed record Began(VirtualTime At, VirtualTime RecomputedUntil, ImmutableArray<LiveCommand> Commands);

    /// <summary>
    /// All processes are settled, and the next window waits for an answer: <see cref="MayOpen"/>,
    /// <see cref="PostCommands"/> or <see cref="EndEpochHere"/>. In a run without live control it is only sent after
    /// <see cref="AskAtNextBoundary"/>.
    /// </summary>
    /// <param name="Settled">Everything before it is simulated.</param>
    /// <param name="NextEnd">Where the next window would end.</param>
    /// <param name="Epoch">The epoch that is being simulated.</param>
    /// <param name="EventsWaiting">Its events so far; none of them is stored.</param>
    public sealed record Boundary(VirtualTime Settled, VirtualTime NextEnd, long Epoch, long EventsWaiting);

    /// <summary>The scenario's end is reached, and everything is stored.</summary>
    public sealed record ScenarioEnded(VirtualTime At);

    /// <summary>How the timekeeper stands at the moment of the request.</summary>
    /// <param name="End">The end of the open window, or of the last one when none is open.</param>
    /// <param name="NextDue">
    /// The earliest moment at which anything is due; never while recovering and after the end.
    /// </param>
    /// <param name="OpenFor">How long the open window has been open; null when none is.</param>
    /// <param name="Longest">The longest wall time that a window of this execution took.</param>
    /// <param name="Unsettled">The processes that recovery or the open window waits for, in order.</param>
    public sealed record WindowReport(
        VirtualTime Settled,
        VirtualTime End,
        VirtualTime RecomputedUntil,
        VirtualTime NextDue,
        long Window,
        TimeSpan? OpenFor,
        TimeSpan Longest,
        ImmutableArray<int> Unsettled,
        long Epoch,
        long Events,
        EpochClosed LastClosed)
    {
        /// <param name="clock">Virtual time now.</param>
        /// <param name="commands">Live commands accepted since the scenario's start.</param>
        internal LiveProtocol.Status AsStatus(
            SimulationPlan plan, LiveProtocol.RunPhase phase, Speed speed, VirtualTime clock, long commands) => new(
            phase,
            speed,
            Settled,
            clock,
            NextDue,
            Window,
            OpenFor,
            Longest,
            [.. Unsettled.Select(process => plan.Processes[process].Name)],
            Epoch,
            LastClosed,
            Events,
            plan.Gauges.Wakes,
            commands);

        internal static WindowReport Of(
            TimekeeperState state,
            long window,
            VirtualTime earliestDue,
            IEnumerable<int> unsettled,
            EpochLedger ledger,
            WindowTimes times)
        {
            var open = state.Phase as TimekeeperPhase.Open;
            var isSimulating = state.Phase is not (TimekeeperPhase.Recovering or TimekeeperPhase.Ended);
            return new(
                open is null ? state.End : open.Start,
                state.End,
                state.RecomputedUntil,
                isSimulating ? earliestDue : VirtualTime.Never,
                window,
                open is null ? null : times.OpenFor,
                times.Longest,
                [.. unsettled.Order()],
                ledger.Epoch,
                Math.Max(ledger.AllEvents, state.LastClosed.Events), // Processes report their events after recovery.
                state.LastClosed);
        }
    }

    // From the run control to the timekeeper, besides SimulationProtocol.Stop.

    /// <summary>Answer to a <see cref="Boundary"/>: open the next window.</summary>
    public sealed record MayOpen;

    /// <summary>
    /// Answer to a <see cref="Boundary"/>: these commands are stored. Answered by another <see cref="Boundary"/>, for
    /// the next window may end earlier now.
    /// </summary>
    public sealed record PostCommands(ImmutableArray<LiveCommand> Commands);

    /// <summary>Answer to a <see cref="Boundary"/>: end the epoch, then report the next boundary.</summary>
    public sealed record EndEpochHere;

    /// <summary>Report the next boundary, once. Not answered where boundaries are reported anyway.</summary>
    public sealed record AskAtNextBoundary;

    /// <summary>Answered by a <see cref="WindowReport"/>, at any time after recovery.</summary>
    public sealed record DescribeWindow;
}
