using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>The failures that a criterion of AWS IoT Jobs counts.</summary>
public enum FailureType
{
    Failed,
    Rejected,
    TimedOut,
    All,
}

/// <param name="Percent">The share of the devices that have ended, with two decimals.</param>
/// <param name="LeastExecuted">The criterion holds once so many devices have ended.</param>
public sealed record AbortCriterion(FailureType Type, double Percent, long LeastExecuted);

/// <summary>
/// The abort criteria of AWS IoT Jobs: once enough devices have ended, a share of failures of a type cancels what is
/// queued. What is in progress ends. With a small least number it cancels by chance.
/// </summary>
/// <remarks>
/// AWS IoT Jobs, AbortCriteria: at least the percentage, of the devices that succeeded, failed, rejected or timed out.
/// </remarks>
public sealed record FailuresOfExecuted(ImmutableArray<AbortCriterion> Criteria)
    : BrakeBase("failures-of-executed", new(EvidenceKinds.Installs))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var installs = evidence.Installs;
        foreach (var criterion in Criteria)
        {
            var failures = Count(installs, criterion.Type);
            if (installs.Executed >= criterion.LeastExecuted
                && Share.IsAtLeast(failures, installs.Executed, criterion.Percent))
            {
                return Halt(state, Because.Of(
                    $"{failures} of {installs.Executed} {Words.Of(criterion.Type)}, limit {criterion.Percent:0.##} %",
                    new("failures", failures), new("executed", installs.Executed)));
            }
        }

        return Continue(state);
    }

    public bool Equals(FailuresOfExecuted? other) => other is not null && Criteria.SequenceEqual(other.Criteria);

    public override int GetHashCode() => Criteria.Length;

    private static long Count(InstallCounts installs, FailureType type) => type switch
    {
        FailureType.Failed => installs.Failed,
        FailureType.Rejected => installs.Rejected,
        FailureType.TimedOut => installs.TimedOut,
        _ => installs.Failed + installs.Rejected + installs.TimedOut,
    };
}
