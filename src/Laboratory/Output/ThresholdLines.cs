using RsrActors.Laboratory.Results;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Output;

/// <summary>The thresholds of an experiment as lines: a tick or a cross, and what was found.</summary>
public static class ThresholdLines
{
    public static IEnumerable<string> Of(ExperimentSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        foreach (var result in summary.Thresholds)
        {
            var measure = summary.Measures.First(one => one.Measure.Name == result.Threshold.Measure).Measure;
            var worst = result.Worst;
            var found = worst.Found is { } value ? MeasureText.Short(measure, value) : "no run";
            var failed = result.Findings.Count(finding => !finding.IsMet);
            var others = result.Findings.Length == 1 ? ""
                : failed > 0
                    ? $"; not met in {HumanText.Count(failed)} of {HumanText.Count(result.Findings.Length, "cell")}"
                : $", the worst of {HumanText.Count(result.Findings.Length, "cell")}";
            yield return $"{(result.IsMet ? "✓" : "✗")} {result.Threshold}: found {found} in {worst.Cell}{others}";
        }
    }
}
