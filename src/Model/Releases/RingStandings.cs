using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>What has promoted a ring.</summary>
public enum PromotedBy
{
    /// <summary>The time of <see cref="RingPromotion.Offset"/> or <see cref="RingPromotion.After"/>.</summary>
    Time,

    /// <summary>The health of the ring before it.</summary>
    Health,

    Operator,
}

/// <summary>How far a release is in one ring.</summary>
/// <param name="Since">When it was promoted; never while it is not.</param>
/// <param name="IsHeld">Whether an operator holds it: it is not promoted without an operator.</param>
public readonly record struct RingStanding(VirtualTime Since, bool IsHeld)
{
    public static readonly RingStanding Waiting = new(VirtualTime.Never, false);

    /// <summary>Whether the release is offered to the ring's devices.</summary>
    public bool IsOpen => !Since.IsNever && !IsHeld;
}

/// <summary>
/// A release in the rings of a fleet, in their order. Devices get it with the catalogue. It is compared by its values.
/// </summary>
/// <param name="Published">When the release was published; deferrals count from it.</param>
public sealed record RingStandings(VirtualTime Published, ImmutableArray<RingStanding> All)
{
    /// <summary>From when on the devices of a ring are offered the release; never while the ring is not open.</summary>
    /// <param name="place">Of the ring; below 0 for a device without one, which is offered it at any time.</param>
    /// <param name="deferral">Of the ring.</param>
    public VirtualTime OfferedFrom(int place, TimeSpan deferral) =>
        place < 0 || place >= All.Length ? VirtualTime.Zero
        : All[place].IsOpen ? VirtualTime.Max(All[place].Since, Published + deferral)
        : VirtualTime.Never;

    public bool Equals(RingStandings? other) =>
        other is not null && Published == other.Published && All.SequenceEqual(other.All);

    public override int GetHashCode() =>
        All.Aggregate(Published.GetHashCode(), static (hash, one) => HashCode.Combine(hash, one));
}
