using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;

namespace RsrActors.Laboratory.Results;

/// <summary>A threshold of an experiment with what was found.</summary>
/// <param name="Findings">One for each cell that it is about.</param>
public sealed record ThresholdResult(Threshold Threshold, ImmutableArray<ThresholdFinding> Findings)
{
    /// <summary>Whether all its cells meet it.</summary>
    public bool IsMet => Findings.All(finding => finding.IsMet);

    /// <summary>The finding that is the farthest on the wrong side, or the nearest to it.</summary>
    public ThresholdFinding Worst => Findings.OrderBy(finding => finding.IsMet)
        .ThenBy(finding => Threshold.Comparison is ">" or ">=" ? finding.Found : -finding.Found)
        .First();
}

/// <summary>What a threshold finds in one cell.</summary>
/// <param name="Cell">The name of the cell.</param>
/// <param name="Found">The statistic; null when no run of the cell has the measure, and then it is not met.</param>
public sealed record ThresholdFinding(string Cell, double? Found, bool IsMet);
