using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>What happens to a release.</summary>
public abstract record ReleaseEvent : IEvent
{
    private ReleaseEvent()
    {
    }

    public sealed record Drafted(char Letter, ImmutableArray<ReleaseTarget> Targets) : ReleaseEvent;

    public sealed record Published(double Percent) : ReleaseEvent;

    public sealed record RampAdvanced(double Percent) : ReleaseEvent;

    /// <summary>The rollout rule wants no more percent for the moment.</summary>
    public sealed record RolloutHeld(string Rule, string Why) : ReleaseEvent;

    public sealed record Paused(string Cause) : ReleaseEvent;

    public sealed record Resumed(string Cause) : ReleaseEvent;

    public sealed record Withdrawn(string Cause, bool RemoveFromDevices) : ReleaseEvent;

    public sealed record Superseded(string By) : ReleaseEvent;
}
