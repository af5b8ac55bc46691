using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>All releases and published updates, as a fold of their events.</summary>
/// <param name="Seq">The number of the service's own last event.</param>
/// <param name="Releases">All releases, in the order of the scenario.</param>
/// <param name="Updates">The versions of the software updates that are published.</param>
public sealed record UpdateServiceState(int Seq, ImmutableArray<ReleaseState> Releases, ImmutableArray<string> Updates)
{
    public static UpdateServiceState Initial(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return new(0, [.. scenario.Releases.Select(ReleaseState.Undrafted)], []);
    }

    public ReleaseState Find(string release) => Releases.First(state => state.Release.Id == release);

    public UpdateServiceState With(ReleaseState changed) => this with
    {
        Releases = [.. Releases.Select(state => state.Release.Id == changed.Release.Id ? changed : state)],
    };

    public UpdateServiceState Evolve(RecordedEvent happened) => happened.Event switch
    {
        ReleaseEvent e => With(ReleaseState.Evolve(Find(happened.Entity.ReleaseId!), e, happened.At)),
        UpdateEvent.SoftwareUpdatePublished e => this with { Seq = Seq + 1, Updates = Updates.Add(e.Version) },
        UpdateEvent.SecurityContentPublished => this with { Seq = Seq + 1 },
        var other => throw new ArgumentOutOfRangeException(nameof(happened), other, "A new event needs a rule here."),
    };

    /// <summary>The next catalogue for the fleet; <paramref name="last"/> when nothing has changed.</summary>
    public Catalogue CatalogueAfter(Catalogue last, VirtualTime effectiveAt, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(scenario);
        var next = new Catalogue(
            last.Version + 1,
            effectiveAt,
            [.. Releases.Select(state => state.Entry).OfType<CatalogueEntry>()],
            [.. scenario.Updates
                .Where(update => Updates.Contains(update.Version))
                .SelectMany(update => update.Targets)
                .Select(target => new UpdateEntry(
                    target.Version, target.Platform, target.FromBuild, target.Build, target.Download))]);
        return next.Responses.SequenceEqual(last.Responses) && next.Updates.SequenceEqual(last.Updates) ? last : next;
    }
}
