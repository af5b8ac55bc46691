using System.Collections.Immutable;
using RsrActors.Model.Devices;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Invariants;

/// <summary>What one process saw of one release in one epoch, for rules that look over several processes.</summary>
/// <param name="LastOffer">The last time it was offered to a device; before everything when it was not.</param>
/// <param name="LastFreshRequest">The latest request that was answered with a fresh ticket.</param>
/// <param name="WithdrawnAt">When it was withdrawn; never when it was not.</param>
/// <param name="SigningStoppedAt">When the signing service stopped signing it; never when it did not.</param>
public sealed record ReleaseFinding(
    string Release, VirtualTime LastOffer, VirtualTime LastFreshRequest, VirtualTime WithdrawnAt, VirtualTime SigningStoppedAt)
{
    private static readonly VirtualTime Before = new(-1);

    public static ReleaseFinding Nothing(string release) =>
        new(release, Before, Before, VirtualTime.Never, VirtualTime.Never);

    public ReleaseFinding And(ReleaseFinding other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Release,
            VirtualTime.Max(LastOffer, other.LastOffer),
            VirtualTime.Max(LastFreshRequest, other.LastFreshRequest),
            VirtualTime.Min(WithdrawnAt, other.WithdrawnAt),
            VirtualTime.Min(SigningStoppedAt, other.SigningStoppedAt));
    }
}

/// <summary>Findings of one epoch, or of all of them, one per release in ordinal order.</summary>
public sealed record ReleaseFindings(ImmutableArray<ReleaseFinding> Releases)
{
    public static readonly ReleaseFindings None = new([]);

    /// <summary>What an event tells; null when nothing.</summary>
    /// <param name="requestedAt">When the device whose event this is last asked for a ticket.</param>
    public static ReleaseFinding? Of(RecordedEvent happened, VirtualTime requestedAt) => happened.Event switch
    {
        DeviceEvent.ResponseOffered e => ReleaseFinding.Nothing(e.Release) with { LastOffer = happened.At },
        DeviceEvent.TicketIssued { Reused: false } e => ReleaseFinding.Nothing(e.Release) with { LastFreshRequest = requestedAt },
        ReleaseEvent.Withdrawn => ReleaseFinding.Nothing(happened.Entity.ReleaseId!) with { WithdrawnAt = happened.At },
        ServiceEvent.SigningPolicyChanged { Eligible: false } e =>
            ReleaseFinding.Nothing(e.Release) with { SigningStoppedAt = happened.At },
        _ => null,
    };

    public ReleaseFindings With(ReleaseFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        for (var i = 0; i < Releases.Length; i++)
        {
            var order = string.CompareOrdinal(Releases[i].Release, finding.Release);
            if (order == 0)
            {
                var merged = Releases[i].And(finding);
                return merged == Releases[i] ? this : new(Releases.SetItem(i, merged));
            }

            if (order > 0)
                return new(Releases.Insert(i, finding));
        }

        return new(Releases.Add(finding));
    }

    public ReleaseFindings And(ReleaseFindings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Releases.Aggregate(this, (all, finding) => all.With(finding));
    }
}

/// <summary>
/// After a withdrawal nothing is offered once the list has spread, and nothing is signed for a request that was made
/// after signing stopped.
/// </summary>
public static class WithdrawalIsFinal
{
    public const string Rule = "After a withdrawal there are no new offers, and no new tickets.";

    public static ImmutableArray<string> Judge(ReleaseFindings all, TimeSpan propagation)
    {
        ArgumentNullException.ThrowIfNull(all);
        var broken = ImmutableArray.CreateBuilder<string>();
        foreach (var release in all.Releases)
        {
            if (release.LastOffer > release.WithdrawnAt + propagation)
                broken.Add($"{release.Release} was withdrawn at {release.WithdrawnAt} and offered at {release.LastOffer}.");
            if (release.LastFreshRequest > release.SigningStoppedAt)
            {
                broken.Add(
                    $"Signing of {release.Release} stopped at {release.SigningStoppedAt}, and a request of {release.LastFreshRequest} got a ticket.");
            }
        }

        return broken.ToImmutable();
    }
}
