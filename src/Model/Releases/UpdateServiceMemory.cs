using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Grants;
using RsrActors.Model.Rollouts.Rules;
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
/// <param name="Rules">What the rollout rules remember; one per published release, in ordinal order.</param>
/// <param name="Evidence">
/// What has arrived about releases, apart from tickets; one for each that a rule reads it of, in ordinal order.
/// </param>
/// <param name="Grants">Grants to single devices; one for each release that was asked for, in ordinal order.</param>
public sealed record UpdateServiceWorking(
    Catalogue Catalogue, ImmutableArray<SigningTally> Tallies, ImmutableArray<RolloutStanding> Rules,
    ImmutableArray<ReleaseEvidence> Evidence, ImmutableArray<GrantBook> Grants)
{
    public static readonly UpdateServiceWorking Empty = new(Catalogue.Empty, [], [], [], []);

    public bool IsEmpty =>
        Catalogue.Version == 0 && Tallies.IsEmpty && Rules.IsEmpty && Evidence.IsEmpty && Grants.IsEmpty;

    /// <summary>The signing service reports a tally.</summary>
    public UpdateServiceWorking Reported(SigningTally tally) =>
        this with { Tallies = With(Tallies, tally, static one => one.Release) };

    /// <summary>What a release's rule remembers; empty and never due before the publication.</summary>
    public RolloutStanding StandingOf(string release) =>
        Rules.FirstOrDefault(one => one.Release == release) ?? new(release, RuleState.Empty, VirtualTime.Never);

    public UpdateServiceWorking With(RolloutStanding standing) =>
        this with { Rules = With(Rules, standing, static one => one.Release) };

    /// <summary>The command that asks a release's rule, with all evidence that has arrived.</summary>
    /// <param name="grants">The rule that grants it to single devices; null for none.</param>
    public ReleaseCommand.Review Review(string release, VirtualTime at, IGrantRule? grants)
    {
        var evidence = EvidenceOf(release).At(at);
        return new(
            grants is null ? evidence : GrantArrivals.With(evidence, GrantsOf(release), grants, at),
            StandingOf(release).State);
    }

    public bool HasGrantsOf(string release) => Grants.Any(one => one.Release == release);

    /// <summary>The grants of a release; those of a new one when no device has asked for it.</summary>
    public GrantBook GrantsOf(string release) =>
        Grants.FirstOrDefault(one => one.Release == release) ?? GrantBook.New(release);

    public UpdateServiceWorking With(GrantBook grants) =>
        this with { Grants = With(Grants, grants, static one => one.Release) };

    /// <summary>All evidence that has arrived about a release.</summary>
    public RolloutEvidence EvidenceOf(string release)
    {
        var tally = Tallies.FirstOrDefault(one => one.Release == release) ?? new(release, 0, 0);
        var arrived = Evidence.FirstOrDefault(one => one.Release == release)?.Arrived ?? RolloutEvidence.Empty;
        return arrived with { Tickets = new(tally.Issued, tally.Refused) };
    }

    public UpdateServiceWorking With(ReleaseEvidence evidence) =>
        this with { Evidence = With(Evidence, evidence, static one => one.Release) };

    private static ImmutableArray<T> With<T>(ImmutableArray<T> all, T one, Func<T, string> release)
    {
        for (var i = 0; i < all.Length; i++)
        {
            var order = string.CompareOrdinal(release(all[i]), release(one));
            if (order == 0)
                return all.SetItem(i, one);
            if (order > 0)
                return all.Insert(i, one);
        }

        return all.Add(one);
    }
}

/// <summary>What has arrived about a release, apart from tickets.</summary>
public sealed record ReleaseEvidence(string Release, RolloutEvidence Arrived);

/// <summary>What a release's rollout rule remembers, and when it is asked next.</summary>
/// <param name="Next">Never, when neither the rule nor new evidence asks for it.</param>
public sealed record RolloutStanding(string Release, RuleState State, VirtualTime Next);
