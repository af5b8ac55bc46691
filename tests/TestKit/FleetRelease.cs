using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.TestKit;

/// <summary>A response in a running fleet: its history and its phase.</summary>
public sealed class FleetRelease : FleetMember
{
    private readonly Release _release;

    internal FleetRelease(RunningFleet fleet, Release release) : base(fleet, EntityId.Release(release.Id)) =>
        _release = release;

    /// <summary>The release as a fold of its events.</summary>
    public ReleaseState State => Events.Aggregate(
        ReleaseState.Undrafted(_release) with { Rings = Fleet.Scenario.Fleet.Rings },
        static (state, happened) => ReleaseState.Evolve(state, (ReleaseEvent)happened.Event, happened.At));

    /// <summary>The phase of the release.</summary>
    public ReleasePhase Phase => State.Phase;

    /// <summary>
    /// The percentage of its ramp; 0 before it is published, and after it is withdrawn or superseded.
    /// </summary>
    public double Percent => State.Entry?.Percent ?? 0;
}
