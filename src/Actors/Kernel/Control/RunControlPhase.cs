using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.Windows.TimekeeperProtocol;

namespace RsrActors.Actors.Kernel.Control;

/// <summary>What the run control can do about the next window.</summary>
internal abstract record RunControlPhase
{
    private RunControlPhase()
    {
    }

    /// <summary>
    /// The last boundary: everything before it is simulated. <see cref="VirtualTime.Never"/> before recovery is
    /// complete, and after the scenario's end.
    /// </summary>
    public abstract VirtualTime Settled { get; }

    /// <summary>Recovery is not complete. Pace requests are kept until it is.</summary>
    public sealed record Starting(ImmutableList<(LiveProtocol.ILiveRequest Request, IActorRef From)> Requests)
        : RunControlPhase
    {
        public override VirtualTime Settled => VirtualTime.Never;
    }

    /// <summary>A window is open, or an epoch is being stored. No answer is needed.</summary>
    /// <param name="Since">The last boundary.</param>
    public sealed record Simulating(VirtualTime Since) : RunControlPhase
    {
        public override VirtualTime Settled => Since;
    }

    /// <summary>The timekeeper waits for the answer to this.</summary>
    public sealed record AtBoundary(Boundary Boundary) : RunControlPhase
    {
        public override VirtualTime Settled => Boundary.Settled;
    }

    /// <summary>The scenario's end is reached.</summary>
    public sealed record Ended : RunControlPhase
    {
        public static readonly Ended Instance = new();

        public override VirtualTime Settled => VirtualTime.Never;
    }
}
