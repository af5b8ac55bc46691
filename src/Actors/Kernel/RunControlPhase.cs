using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.TimekeeperProtocol;

namespace RsrActors.Actors.Kernel;

/// <summary>What the run control can do about the next window.</summary>
internal abstract record RunControlPhase
{
    private RunControlPhase()
    {
    }

    /// <summary>Recovery is not complete: orders about the pace wait for virtual time.</summary>
    public sealed record Starting(ImmutableList<(LiveProtocol.ILiveRequest Order, IActorRef From)> Orders)
        : RunControlPhase;

    /// <summary>Nothing: the timekeeper opens, settles and stores without an answer.</summary>
    /// <param name="Settled">The last boundary: everything before it is simulated.</param>
    public sealed record Simulating(VirtualTime Settled) : RunControlPhase;

    /// <summary>The timekeeper waits for the answer to this.</summary>
    public sealed record AtBoundary(Boundary Boundary) : RunControlPhase;

    /// <summary>The scenario's end is reached.</summary>
    public sealed record Ended : RunControlPhase
    {
        public static readonly Ended Instance = new();
    }
}
