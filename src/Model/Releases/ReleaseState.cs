using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>A response, or a software update, as a fold of its events.</summary>
/// <param name="Seq">The number of its last event.</param>
public sealed record ReleaseState(IRelease Release, int Seq, ReleasePhase Phase)
{
    public EntityId Id { get; } = EntityId.Release(Release.Id);

    /// <summary>When it was published; never before that, and when it is no longer offered.</summary>
    public VirtualTime PublishedAt => Phase switch
    {
        ReleasePhase.Ramping p => p.Since,
        ReleasePhase.Paused p => p.Since,
        _ => VirtualTime.Never,
    };

    public bool IsUpdate => Release is SoftwareUpdate;

    /// <summary>The rings of the fleet; none when releases are not promoted by ring.</summary>
    public ImmutableArray<Ring> Rings { get; init; } = [];

    /// <summary>Whether devices defer updates, so that the catalogue has to tell when one was published.</summary>
    public bool IsDeferrable { get; init; }

    /// <summary>How far it is in the rings; null before its publication, and in a fleet without rings.</summary>
    public RingStandings? Standings { get; init; }

    /// <summary>
    /// How the ramp admits devices; null before the publication, and for a share of the fleet by the devices' draws.
    /// </summary>
    public PublishedAdmission? Admission { get; init; }

    /// <summary>How long it was paused, in all pauses that have ended.</summary>
    public TimeSpan PausedFor { get; init; }

    /// <summary>
    /// When it will have been paused for a time, all pauses together: after the moment at which the present pause
    /// began. Never while it is not paused.
    /// </summary>
    public VirtualTime PausedFully(TimeSpan most) => Phase is ReleasePhase.Paused pause
        ? VirtualTime.Max(pause.At.Next(), pause.At + (most - PausedFor))
        : VirtualTime.Never;

    public static ReleaseState Undrafted(IRelease release) => new(release, 0, new ReleasePhase.Undrafted());

    /// <summary>The entry of a response in the catalogue; null when it has none.</summary>
    public CatalogueEntry? Entry => !IsUpdate && Standing is var (percent, status)
        ? new(Release.Id, percent, status) { Rings = Standings, Admission = Admission }
        : null;

    /// <summary>The entries of a software update in the catalogue, one for each target.</summary>
    public IEnumerable<UpdateEntry> UpdateEntries =>
        Release is SoftwareUpdate update && Standing is var (percent, status)
        ? update.Targets.Select(target => new UpdateEntry(
            update.Version, target.Version, target.Platform, target.FromBuild, target.Build, percent, status)
        {
            Rings = Standings,
            Admission = Admission,
            PublishedAt = IsDeferrable && !PublishedAt.IsNever ? PublishedAt : null,
        })
        : [];

    /// <summary>
    /// Whether the signing service signs tickets for it: Cryptex1 tickets for a response, boot tickets for an update.
    /// </summary>
    public bool IsEligible => Phase is (ReleasePhase.Ramping or ReleasePhase.Paused) && IsSigned;

    /// <summary>Whether devices need a ticket for it. Linux needs none.</summary>
    private bool IsSigned =>
        Release is not SoftwareUpdate update || update.Targets.Any(target => target.Platform.IsApple);

    /// <summary>Ramp and status in the catalogue; null before the publication.</summary>
    private (double Percent, CatalogueStatus Status)? Standing => Phase switch
    {
        ReleasePhase.Ramping p => (p.Percent, CatalogueStatus.Offered),
        ReleasePhase.Paused p => (p.Percent, CatalogueStatus.Paused),
        ReleasePhase.Withdrawn p =>
            (0, p.RemoveFromDevices ? CatalogueStatus.WithdrawnAndRemoved : CatalogueStatus.Withdrawn),
        ReleasePhase.Superseded => (0, CatalogueStatus.Superseded),
        _ => null,
    };

    public static ReleaseState Evolve(ReleaseState state, ReleaseEvent happened, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ReleasePhase phase = happened switch
        {
            ReleaseEvent.Drafted => new ReleasePhase.Draft(),
            ReleaseEvent.Published e => new ReleasePhase.Ramping(at, e.Percent, e.SetBy),
            ReleaseEvent.RampAdvanced e => Ramped(state.Phase, e),
            ReleaseEvent.RolloutHeld => state.Phase is ReleasePhase.Ramping p ? p with { Held = true } : state.Phase,
            ReleaseEvent.RolloutDecided => state.Phase,
            ReleaseEvent.Paused =>
                state.Phase is ReleasePhase.Ramping p ? new ReleasePhase.Paused(p.Since, p.Percent, at) : state.Phase,
            ReleaseEvent.Resumed => Resumed(state.Phase),
            ReleaseEvent.Withdrawn e => new ReleasePhase.Withdrawn(e.RemoveFromDevices),
            ReleaseEvent.Superseded => new ReleasePhase.Superseded(),
            ReleaseEvent.RingPromoted or ReleaseEvent.RingHeld => state.Phase,
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs a rule here."),
        };
        return state with
        {
            Seq = state.Seq + 1,
            Phase = phase,
            Standings = StandingsAfter(state, happened, at),
            Admission = happened is ReleaseEvent.Published published
                ? PublishedAdmission.Of(published.Admission, at)
                : state.Admission,
            PausedFor = state.Phase is ReleasePhase.Paused pause && phase is not ReleasePhase.Paused
                ? state.PausedFor + (at - pause.At)
                : state.PausedFor,
        };
    }

    /// <summary>The place of a ring; -1 when the fleet has no ring of this name.</summary>
    public int PlaceOf(string ring)
    {
        for (var place = 0; place < Rings.Length; place++)
        {
            if (Rings[place].Name == ring)
                return place;
        }

        return -1;
    }

    private static RingStandings? StandingsAfter(ReleaseState state, ReleaseEvent happened, VirtualTime at)
    {
        return happened switch
        {
            ReleaseEvent.Published when !state.Rings.IsEmpty =>
                new(at, [.. state.Rings.Select(static _ => RingStanding.Waiting)]),
            ReleaseEvent.RingPromoted e => Set(e.Ring, before => new(before.Since.IsNever ? at : before.Since, false)),
            ReleaseEvent.RingHeld e => Set(e.Ring, static before => before with { IsHeld = true }),
            _ => state.Standings,
        };

        RingStandings? Set(string ring, Func<RingStanding, RingStanding> change) =>
            state.Standings is { } standings && state.PlaceOf(ring) is >= 0 and var place
                ? standings with { All = standings.All.SetItem(place, change(standings.All[place])) }
                : state.Standings;
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

    /// <param name="Since">The publication.</param>
    /// <param name="At">When this pause began.</param>
    public sealed record Paused(VirtualTime Since, double Percent, VirtualTime At) : ReleasePhase;

    public sealed record Withdrawn(bool RemoveFromDevices) : ReleasePhase;

    public sealed record Superseded : ReleasePhase;
}
