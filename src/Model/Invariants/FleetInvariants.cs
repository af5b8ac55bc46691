using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Invariants;

/// <summary>What one process found about one release in one epoch, for rules that concern several processes.</summary>
/// <param name="LastOffer">The last time it was offered to a device; before every moment when it was not.</param>
/// <param name="LastFreshRequest">The latest request that was answered with a fresh ticket.</param>
/// <param name="WithdrawnAt">When it was withdrawn; never, when it was not.</param>
/// <param name="SigningStoppedAt">When the signing service stopped signing it; never, when it did not.</param>
public sealed record ReleaseFinding(
    string Release, VirtualTime LastOffer, VirtualTime LastFreshRequest, VirtualTime WithdrawnAt,
    VirtualTime SigningStoppedAt)
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

/// <summary>What one process found about one application under one response.</summary>
/// <param name="FirstFetched">
/// When a device fetched the list by which it recommended a removal because of it: the first such moment; never, when
/// no removal was recommended.
/// </param>
/// <param name="PublishedAt">When it was first on the list of affected applications; never, when it was not.</param>
public sealed record ListFinding(
    string Release, string Application, VirtualTime FirstFetched, VirtualTime PublishedAt)
{
    public ListFinding And(ListFinding other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            FirstFetched = VirtualTime.Min(FirstFetched, other.FirstFetched),
            PublishedAt = VirtualTime.Min(PublishedAt, other.PublishedAt),
        };
    }
}

/// <summary>The findings of one epoch or of all epochs, one for each release, in ordinal order.</summary>
public sealed record ReleaseFindings(ImmutableArray<ReleaseFinding> Releases)
{
    public static readonly ReleaseFindings None = new([]);

    /// <summary>One for each release and application, in ordinal order.</summary>
    public ImmutableArray<ListFinding> Lists { get; init; } = [];

    public bool IsEmpty => Releases.IsEmpty && Lists.IsEmpty;

    /// <summary>Adds what follows from a device's event; the same when nothing follows.</summary>
    /// <param name="before">The device's history up to the event.</param>
    public ReleaseFindings WithDeviceEvent(RecordedEvent happened, DeviceFacts before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return happened.Event is DeviceEvent.RemovalRecommended e
            ? With(new ListFinding(e.Release, e.Application, before.FetchedAt, VirtualTime.Never))
            : With(happened, before.RequestedAt);
    }

    /// <summary>Adds what follows from an event; the same when nothing follows.</summary>
    /// <param name="requestedAt">When the device of the event last requested a ticket.</param>
    public ReleaseFindings With(RecordedEvent happened, VirtualTime requestedAt) => happened.Event switch
    {
        AnalyticsEvent.AffectedApplicationsPublished e => e.Applications.Aggregate(
            this,
            (all, application) => all.With(new ListFinding(e.Release, application, VirtualTime.Never, happened.At))),
        _ => Of(happened, requestedAt) is { } finding ? With(finding) : this,
    };

    /// <summary>The finding that follows from an event; null when there is none.</summary>
    /// <param name="requestedAt">When the device of the event last requested a ticket.</param>
    public static ReleaseFinding? Of(RecordedEvent happened, VirtualTime requestedAt) => happened.Event switch
    {
        DeviceEvent.ResponseOffered e => ReleaseFinding.Nothing(e.Release) with { LastOffer = happened.At },
        DeviceEvent.SoftwareUpdateOffered e => ReleaseFinding.Nothing(e.Release) with { LastOffer = happened.At },
        DeviceEvent.TicketIssued { Reused: false } e =>
            ReleaseFinding.Nothing(e.Release) with { LastFreshRequest = requestedAt },
        DeviceEvent.BootTicketIssued e => ReleaseFinding.Nothing(e.Release) with { LastFreshRequest = requestedAt },
        ReleaseEvent.Withdrawn => ReleaseFinding.Nothing(happened.Entity.ReleaseId!) with { WithdrawnAt = happened.At },
        SigningEvent.SigningPolicyChanged { Eligible: false } e =>
            ReleaseFinding.Nothing(e.Release) with { SigningStoppedAt = happened.At },
        _ => null,
    };

    public ReleaseFindings With(ReleaseFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var merged = Merged(
            Releases, finding, static (x, y) => string.CompareOrdinal(x.Release, y.Release), static (x, y) => x.And(y));
        return merged == Releases ? this : this with { Releases = merged };
    }

    public ReleaseFindings With(ListFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var merged = Merged(
            Lists, finding,
            static (x, y) => string.CompareOrdinal(x.Release, y.Release) is not 0 and var order
                ? order
                : string.CompareOrdinal(x.Application, y.Application),
            static (x, y) => x.And(y));
        return merged == Lists ? this : this with { Lists = merged };
    }

    public ReleaseFindings And(ReleaseFindings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var releases = other.Releases.Aggregate(this, (all, finding) => all.With(finding));
        return other.Lists.Aggregate(releases, (all, finding) => all.With(finding));
    }

    /// <returns>The same array when the finding adds nothing.</returns>
    private static ImmutableArray<T> Merged<T>(ImmutableArray<T> all, T finding, Comparison<T> order, Func<T, T, T> and)
    {
        for (var i = 0; i < all.Length; i++)
        {
            var sign = order(all[i], finding);
            if (sign > 0)
                return all.Insert(i, finding);
            if (sign < 0)
                continue;
            var both = and(all[i], finding);
            return Equals(both, all[i]) ? all : all.SetItem(i, both);
        }

        return all.Add(finding);
    }
}

/// <summary>
/// A removal is recommended only for an application on a list that was published, had propagated, and was fetched by
/// the device.
/// </summary>
public static class RecommendationFollowsList
{
    public const string Rule = "A recommendation is for an application on a list published before.";

    public static ImmutableArray<string> Judge(ReleaseFindings all, TimeSpan propagation)
    {
        ArgumentNullException.ThrowIfNull(all);
        return
        [
            .. all.Lists
                .Where(one => !one.FirstFetched.IsNever && one.FirstFetched < one.PublishedAt + propagation)
                .Select(one => $"Removing {one.Release} because of {one.Application} "
                    + $"was recommended by a list of {one.FirstFetched}, "
                    + $"and the list that names it was published at {one.PublishedAt}."),
        ];
    }
}

/// <summary>
/// After a withdrawal and the propagation of the catalogue nothing is offered. No request that was made after signing
/// stopped gets a ticket.
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
                broken.Add(
                    $"{release.Release} was withdrawn at {release.WithdrawnAt} and offered at {release.LastOffer}.");
            if (release.LastFreshRequest > release.SigningStoppedAt)
            {
                broken.Add(
                    $"Signing of {release.Release} stopped at {release.SigningStoppedAt}, "
                    + $"and a request of {release.LastFreshRequest} got a ticket.");
            }
        }

        return broken.ToImmutable();
    }
}
