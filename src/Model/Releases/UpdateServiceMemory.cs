using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>Everything that the update service's decisions depend on.</summary>
/// <param name="State">The fold of its events and of those of its releases.</param>
/// <param name="Working">What it needs and no event contains.</param>
/// <param name="ReviewsFrom">All reviews before this moment are done.</param>
public sealed record UpdateServiceMemory(
    UpdateServiceState State, UpdateServiceWorking Working, VirtualTime ReviewsFrom)
{
    public static UpdateServiceMemory Initial(Scenario scenario) =>
        new(UpdateServiceState.Initial(scenario), UpdateServiceWorking.Empty, VirtualTime.Zero);
}

/// <summary>What the update service's decisions need and no event contains.</summary>
/// <param name="Catalogue">The catalogue that was published last.</param>
/// <param name="Tallies">
/// The tallies that the signing service reported last; one per release, in ordinal order.
/// </param>
/// <param name="Reviewed">
/// The tallies at the last review of each release; one per release, in ordinal order.
/// </param>
public sealed record UpdateServiceWorking(
    Catalogue Catalogue, ImmutableArray<SigningTally> Tallies, ImmutableArray<SigningTally> Reviewed)
{
    public static readonly UpdateServiceWorking Empty = new(Catalogue.Empty, [], []);

    public bool IsEmpty => Catalogue.Version == 0 && Tallies.IsEmpty && Reviewed.IsEmpty;

    /// <summary>The signing service reports a tally.</summary>
    public UpdateServiceWorking Reported(SigningTally tally) => this with { Tallies = With(Tallies, tally) };

    /// <summary>
    /// A review of a release, with the numbers of tickets issued and refused since the review before.
    /// </summary>
    public (ReleaseCommand.Review Review, UpdateServiceWorking Working) Review(string release)
    {
        var (now, before) = (Find(Tallies, release), Find(Reviewed, release));
        return (
            new(now.Issued - before.Issued, now.Refused - before.Refused),
            this with { Reviewed = With(Reviewed, now) });
    }

    private static SigningTally Find(ImmutableArray<SigningTally> tallies, string release) =>
        tallies.FirstOrDefault(tally => tally.Release == release) ?? new(release, 0, 0);

    private static ImmutableArray<SigningTally> With(ImmutableArray<SigningTally> tallies, SigningTally tally)
    {
        for (var i = 0; i < tallies.Length; i++)
        {
            var order = string.CompareOrdinal(tallies[i].Release, tally.Release);
            if (order == 0)
                return tallies.SetItem(i, tally);
            if (order > 0)
                return tallies.Insert(i, tally);
        }

        return tallies.Add(tally);
    }
}
