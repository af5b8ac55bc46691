namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>The phase of a measurement, of a metric and of an analysis of Argo Rollouts.</summary>
public enum ArgoPhase
{
    Pending,
    Running,
    Successful,
    Failed,
    Inconclusive,
    Error,
}

/// <summary>The measurements of a metric so far.</summary>
public readonly record struct ArgoCounts(
    int Successful, int Failed, int Inconclusive, int Errors, int ConsecutiveErrors, int ConsecutiveSuccesses)
{
    /// <summary>Measurements without an error.</summary>
    public int Count => Successful + Failed + Inconclusive;

    public ArgoCounts With(ArgoPhase measurement) => measurement switch
    {
        ArgoPhase.Successful => this with
        {
            Successful = Successful + 1, ConsecutiveErrors = 0, ConsecutiveSuccesses = ConsecutiveSuccesses + 1,
        },
        ArgoPhase.Failed => this with { Failed = Failed + 1, ConsecutiveErrors = 0, ConsecutiveSuccesses = 0 },
        ArgoPhase.Inconclusive => this with
        {
            Inconclusive = Inconclusive + 1, ConsecutiveErrors = 0, ConsecutiveSuccesses = 0,
        },
        ArgoPhase.Error => this with
        {
            Errors = Errors + 1, ConsecutiveErrors = ConsecutiveErrors + 1, ConsecutiveSuccesses = 0,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(measurement), measurement, "It is not complete."),
    };
}

/// <summary>How a metric of Argo Rollouts is judged (analysis/analysis.go, 9f8d111d).</summary>
/// <param name="FailureLimit">More failures than this fail the metric; below 0 it is off.</param>
/// <param name="ConsecutiveErrorLimit">More errors in a row than this are an error of the metric.</param>
/// <param name="ConsecutiveSuccessLimit">So many successes in a row end the metric; 0 is off.</param>
/// <param name="Count">The number of measurements; null is one without an interval, and no end with one.</param>
public sealed record ArgoMetric(
    int FailureLimit = 0, int InconclusiveLimit = 0, int ConsecutiveErrorLimit = 4, int ConsecutiveSuccessLimit = 0,
    int? Count = null, bool HasInterval = true)
{
    /// <summary>
    /// A measurement by its conditions, null where there is none: a failure wins, and neither is inconclusive.
    /// </summary>
    public static ArgoPhase Measure(bool? success, bool? failure) => (success, failure) switch
    {
        (_, true) => ArgoPhase.Failed,
        (true, _) => ArgoPhase.Successful,
        (null, false) or (null, null) => ArgoPhase.Successful,
        (false, null) => ArgoPhase.Failed,
        (false, false) => ArgoPhase.Inconclusive,
    };

    /// <summary>
    /// The phase of the metric. Of an error, inconclusive and failed the first that holds wins; then come successes in
    /// a row, and then the number of measurements.
    /// </summary>
    /// <param name="terminating">Whether the analysis is being ended, for another reason.</param>
    public ArgoPhase Assess(ArgoCounts counts, bool terminating = false)
    {
        if (counts.Count + counts.Errors == 0)
            return terminating ? ArgoPhase.Successful : ArgoPhase.Pending;
        if (counts.ConsecutiveErrors > ConsecutiveErrorLimit)
            return ArgoPhase.Error;
        if (counts.Inconclusive > InconclusiveLimit)
            return ArgoPhase.Inconclusive;
        if (FailureLimit >= 0 && counts.Failed > FailureLimit)
            return ArgoPhase.Failed;
        if (ConsecutiveSuccessLimit > 0 && counts.ConsecutiveSuccesses >= ConsecutiveSuccessLimit)
            return ArgoPhase.Successful;
        if ((Count ?? (HasInterval ? int.MaxValue : 1)) <= counts.Count)
            return ArgoPhase.Successful;
        return terminating ? ArgoPhase.Successful : ArgoPhase.Running;
    }
}
