using System.Collections.Immutable;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Decisions;

/// <summary>What one may choose.</summary>
/// <param name="Runs">One for each replication; replication r has the same seed in all alternatives.</param>
public sealed record Alternative(string Name, ImmutableArray<RunAmounts> Runs);

/// <summary>An alternative with its loss.</summary>
/// <param name="Loss">The expected loss with its t-interval, in the unit of the prices.</param>
/// <param name="Mean">Of each priced thing.</param>
/// <param name="MoreThanBest">
/// Its loss minus that of the first of the ranking, paired by replication; null for the first.
/// </param>
/// <param name="IsOnFront">
/// Whether no other alternative is as good in exposure, harm and false halts, in mean, and better in one of them: the
/// Pareto front. One that is not on it is the best for no prices.
/// </param>
public sealed record RankedAlternative(
    string Name, MeanEstimate Loss, RunAmounts Mean, PairedComparison? MoreThanBest, bool IsOnFront);

/// <summary>A price ratio at which two alternatives change places.</summary>
/// <param name="Ratio">
/// The price of a harmed device divided by that of a device-hour of exposure, with Fieller's interval, not below 0:
/// within it the runs do not tell which of the two is better.
/// </param>
/// <param name="Below">The better one at smaller ratios.</param>
/// <param name="Above">The better one at larger ratios.</param>
/// <param name="ChangesBest">Whether another alternative is the best above the ratio than below it.</param>
public sealed record BreakEven(BreakEvenRatio Ratio, string Below, string Above, bool ChangesBest);
