using System.Collections.Immutable;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>A judged metric with its groups.</summary>
public sealed record ScoredMetric(MetricJudgement Judgement, params ImmutableArray<string> Groups);

/// <summary>
/// Kayenta's score: the share of passes in each group, weighted. A critical failure, or no data for half of the
/// metrics, is a score of zero.
/// </summary>
public static class KayentaScore
{
    private const double MostNodata = 50;

    /// <param name="weights">
    /// The weight of each group, together up to 100; groups without one share the rest equally.
    /// </param>
    public static double Of(
        IReadOnlyList<ScoredMetric> metrics, IReadOnlyDictionary<string, double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        weights ??= ImmutableDictionary<string, double>.Empty;
        if (metrics.Any(metric => metric.Judgement is { IsCritical: true, Label: not MetricLabel.Pass }))
            return 0;
        var nodata = metrics.Count(metric => metric.Judgement.Label is MetricLabel.Nodata);
        if (metrics.Count == 0 || 100.0 * nodata / metrics.Count >= MostNodata)
            return 0;

        var groups = metrics
            .SelectMany(metric => metric.Groups.Select(name => (Name: name, metric.Judgement.Label)))
            .GroupBy(one => one.Name, one => one.Label, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var unlisted = groups.Count(group => !weights.ContainsKey(group.Key));
        var rest = unlisted == 0 ? 0 : (100 - weights.Values.Sum()) / unlisted;
        var sum = groups.Sum(group => ScoreOf(group) * weights.GetValueOrDefault(group.Key, rest) / 100);
        return Math.Round(sum, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>Of one group; a group without data counts full.</summary>
    private static double ScoreOf(IEnumerable<MetricLabel> labels)
    {
        var (passed, judged) = (0, 0);
        foreach (var label in labels)
        {
            passed += label is MetricLabel.Pass ? 1 : 0;
            judged += label is MetricLabel.Nodata or MetricLabel.Error ? 0 : 1;
        }

        return judged == 0 ? 100 : 100.0 * passed / judged;
    }
}
