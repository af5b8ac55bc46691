using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>What the crash-analytics service stores of one response, apart from the counts.</summary>
/// <param name="Since">When its surveillance started; never, before it is published.</param>
/// <param name="History">
/// What was reported of the base until then, by <see cref="Surveillance.CellWithin"/>; empty before.
/// </param>
/// <param name="Signals">
/// By <see cref="Surveillance.CellWithin"/>, a bit for each rule that has signalled: its place in
/// <see cref="DetectionRules.Names"/>.
/// </param>
/// <param name="Findings">Signals of the scenario's rule, in their order.</param>
/// <param name="Listed">Applications on the published list, in the scenario's order.</param>
/// <param name="ListDue">When the list is published next; never, when it holds every finding.</param>
/// <param name="Recommendations">The answers that devices reported, by application.</param>
public sealed record WatchedRelease(
    VirtualTime Since,
    ImmutableArray<ReportedUse> History,
    ImmutableArray<int> Signals,
    ImmutableArray<RegressionSignal> Findings,
    ImmutableArray<string> Listed,
    VirtualTime ListDue,
    ImmutableArray<RecommendationCount> Recommendations)
{
    public bool IsWatched => !Since.IsNever;

    public static WatchedRelease Unwatched(Surveillance surveillance)
    {
        ArgumentNullException.ThrowIfNull(surveillance);
        return new(
            VirtualTime.Never, [], [.. new int[surveillance.CellsPerRelease]], [], [], VirtualTime.Never,
            [.. new RecommendationCount[surveillance.Applications.Length]]);
    }

    /// <param name="cell">By <see cref="Surveillance.CellWithin"/>.</param>
    /// <param name="rule">The place of its name in <see cref="DetectionRules.Names"/>.</param>
    public bool HasSignalled(int cell, int rule) => (Signals[cell] >> rule & 1) != 0;
}

/// <summary>A signal of the scenario's rule, with its moment.</summary>
public sealed record RegressionSignal(VirtualTime At, AnalyticsEvent.RegressionDetected Detected);

/// <summary>How people answered the recommendation to remove a response.</summary>
public readonly record struct RecommendationCount(int Accepted, int Declined)
{
    public RecommendationCount With(bool accepted) =>
        accepted ? this with { Accepted = Accepted + 1 } : this with { Declined = Declined + 1 };
}
