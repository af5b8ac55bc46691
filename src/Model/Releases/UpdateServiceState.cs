using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>All responses and software updates, as a fold of their events.</summary>
/// <param name="Seq">The number of the service's own last event.</param>
/// <param name="Releases">The responses and then the software updates, in the order of the scenario.</param>
public sealed record UpdateServiceState(int Seq, ImmutableArray<ReleaseState> Releases)
{
    public static UpdateServiceState Initial(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return new(0, [.. scenario.AllReleases.Select(
            release => ReleaseState.Undrafted(release) with
            {
                Rings = scenario.Fleet.Rings, IsDeferrable = scenario.Fleet.HasDeferrals,
            })]);
    }

    /// <param name="release">The id of a response, or the version of a software update.</param>
    public ReleaseState Find(string release) => Releases.First(state => state.Release.Id == release);

    public UpdateServiceState With(ReleaseState changed) => this with
    {
        Releases = [.. Releases.Select(state => state.Release.Id == changed.Release.Id ? changed : state)],
    };

    public UpdateServiceState Evolve(RecordedEvent happened) => happened.Event switch
    {
        ReleaseEvent e => With(ReleaseState.Evolve(Find(happened.Entity.ReleaseId!), e, happened.At)),
        UpdateEvent.SecurityContentPublished => this with { Seq = Seq + 1 },
        var other => throw new ArgumentOutOfRangeException(nameof(happened), other, "A new event needs a rule here."),
    };

    /// <summary>
    /// The next catalogue for the fleet; <paramref name="last"/> when nothing has changed. Of the updates for one build
    /// the newest comes first, because a device takes the first that it is offered.
    /// </summary>
    public Catalogue CatalogueAfter(Catalogue last, VirtualTime effectiveAt)
    {
        ArgumentNullException.ThrowIfNull(last);
        var next = new Catalogue(
            last.Version + 1,
            effectiveAt,
            [.. Releases.Select(state => state.Entry).OfType<CatalogueEntry>()],
            [.. Releases.SelectMany(state => state.UpdateEntries)
                .GroupBy(entry => entry.Platform)
                .SelectMany(group => group.OrderByDescending(entry => entry.Build, BuildOrder.Of(group.Key)))]);
        return next.Responses.SequenceEqual(last.Responses) && next.Updates.SequenceEqual(last.Updates) ? last : next;
    }
}
