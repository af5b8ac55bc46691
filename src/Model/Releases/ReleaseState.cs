using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>A release as a fold of its events.</summary>
/// <param name="Seq">The number of its last event.</param>
public sealed record ReleaseState(Release Release, int Seq, ReleasePhase Phase)
{
    public EntityId Id { get; } = EntityId.Release(Release.Id);

    public static ReleaseState Undrafted(Release release) => new(release, 0, new ReleasePhase.Undrafted());

    /// <summary>Its entry in the catalogue; null when it has none.</summary>
    public CatalogueEntry? Entry => Phase switch
    {
        ReleasePhase.Ramping p => new(Release.Id, p.Percent, CatalogueStatus.Offered),
        ReleasePhase.Paused p => new(Release.Id, p.Percent, CatalogueStatus.Paused),
        ReleasePhase.Withdrawn p => new(
            Release.Id, 0, p.RemoveFromDevices ? CatalogueStatus.WithdrawnAndRemoved : CatalogueStatus.Withdrawn),
        ReleasePhase.Superseded => new(Release.Id, 0, CatalogueStatus.Superseded),
        _ => null,
    };

    /// <summary>Whether the signing service gives tickets for it.</summary>
    public bool IsEligible => Phase is ReleasePhase.Ramping or ReleasePhase.Paused;

    public static ReleaseState Evolve(ReleaseState state, ReleaseEvent happened, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ReleasePhase phase = happened switch
        {
            ReleaseEvent.Drafted => new ReleasePhase.Draft(),
            ReleaseEvent.Published e => new ReleasePhase.Ramping(at, e.Percent, e.SetBy),
            ReleaseEvent.RampAdvanced e => Ramped(state.Phase, e),
            ReleaseEvent.RolloutHeld => state.Phase is ReleasePhase.Ramping p ? p with { Held = true } : state.Phase,
            ReleaseEvent.Paused =>
                state.Phase is ReleasePhase.Ramping p ? new ReleasePhase.Paused(p.Since, p.Percent) : state.Phase,
            ReleaseEvent.Resumed => Resumed(state.Phase),
            ReleaseEvent.Withdrawn e => new ReleasePhase.Withdrawn(e.RemoveFromDevices),
            ReleaseEvent.Superseded => new ReleasePhase.Superseded(),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs a rule here."),
        };
        return state with { Seq = state.Seq + 1, Phase = phase };
    }

    private static ReleasePhase Ramped(ReleasePhase phase, ReleaseEvent.RampAdvanced ramped) => phase switch
    {
        ReleasePhase.Ramping p => p with { Percent = ramped.Percent, SetBy = ramped.SetBy, Held = false },
        ReleasePhase.Paused p => p with { Percent = ramped.Percent },
        _ => phase,
    };

    /// <summary>Gives the ramp back to the rollout rule.</summary>
    private static ReleasePhase Resumed(ReleasePhase phase) => phase switch
    {
        ReleasePhase.Ramping p => p with { SetBy = RampSource.Rule },
        ReleasePhase.Paused p => new ReleasePhase.Ramping(p.Since, p.Percent, RampSource.Rule),
        _ => phase,
    };
}

/// <summary>The phase of a release.</summary>
public abstract record ReleasePhase
{
    private ReleasePhase()
    {
    }

    public sealed record Undrafted : ReleasePhase;

    public sealed record Draft : ReleasePhase;

    /// <summary>Published, to the share of the fleet that the ramp admits.</summary>
    /// <param name="SetBy">
    /// What has set the percentage. While it is an operator, the rollout rule is not evaluated.
    /// </param>
    /// <param name="Held">Whether the rollout rule held at its last review.</param>
    public sealed record Ramping(VirtualTime Since, double Percent, RampSource SetBy, bool Held = false) : ReleasePhase;

    public sealed record Paused(VirtualTime Since, double Percent) : ReleasePhase;

    public sealed record Withdrawn(bool RemoveFromDevices) : ReleasePhase;

    public sealed record Superseded : ReleasePhase;
}
