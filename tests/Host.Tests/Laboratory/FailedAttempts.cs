using RsrActors.Laboratory.Measures;
using RsrActors.Model.Statistics.Comparisons;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>How often devices failed to install a response: the example of docs/laboratory.md.</summary>
internal static class FailedAttempts
{
    public static readonly Measure Measure = new(
        "failed-attempts", "attempts", Better.Smaller, MeasureKind.Amount,
        "Attempts to install a response that failed, each time.",
        static run => run.Report.Releases.Sum(release => release.FailedAttempts.Values.Sum()));
}
