using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.TestKit;

/// <summary>A response in a running fleet: what has become of it.</summary>
public sealed class FleetRelease : FleetMember
{
    private readonly Release _release;

    internal FleetRelease(RunningFleet fleet, Release release) : base(fleet, EntityId.Release(release.Id)) =>
        _release = release;

    /// <summary>The release as a fold of its events.</summary>
    public ReleaseState State => Events.Aggregate(
        ReleaseState.Undrafted(_release),
        static (state, happened) => ReleaseState.Evolve(state, (ReleaseEvent)happened.Event, happened.At));

    /// <summary>Where it is in its life.</summary>
    public ReleasePhase Phase => State.Phase;

    /// <summary>How far its ramp has come; 0 while it is not published, or not any more.</summary>
    public double Percent => State.Entry?.Percent ?? 0;
}
