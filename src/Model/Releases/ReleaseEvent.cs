using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>Who has set how far a ramp goes.</summary>
public enum RampSource
{
    /// <summary>The rollout rule, which goes on ramping.</summary>
    Rule,

    /// <summary>An operator. It holds until the release is resumed.</summary>
    Operator,
}

/// <summary>What happens to a release.</summary>
public abstract record ReleaseEvent : IEvent
{
    private ReleaseEvent()
    {
    }

    public sealed record Drafted(char Letter, ImmutableArray<ReleaseTarget> Targets) : ReleaseEvent;

    public sealed record Published(double Percent, RampSource SetBy) : ReleaseEvent;

    /// <summary>The ramp admits another share of the fleet: more, or less where an operator says so.</summary>
    public sealed record RampAdvanced(double Percent, RampSource SetBy) : ReleaseEvent;

    /// <summary>The rollout rule wants no more percent for the moment.</summary>
    public sealed record RolloutHeld(string Rule, string Why) : ReleaseEvent;

    public sealed record Paused(string Cause) : ReleaseEvent;

    public sealed record Resumed(string Cause) : ReleaseEvent;

    public sealed record Withdrawn(string Cause, bool RemoveFromDevices) : ReleaseEvent;

    public sealed record Superseded(string By) : ReleaseEvent;
}
