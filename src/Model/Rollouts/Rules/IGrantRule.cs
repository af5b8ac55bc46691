namespace RsrActors.Model.Rollouts.Rules;

/// <summary>Why a grant is refused.</summary>
public enum GrantRefusal
{
    /// <summary>The update is disabled: by a person, or by the rule's own halt.</summary>
    UpdatesDisabled,

    /// <summary>Outside the office hours of the group.</summary>
    OfficeHours,

    /// <summary>As many as allowed were granted in the last period.</summary>
    PeriodLimit,

    /// <summary>As many as allowed are in progress.</summary>
    ConcurrentLimit,

    /// <summary>As many as tolerated have timed out.</summary>
    TimedOutLimit,

    /// <summary>The device is in the penalty box.</summary>
    PenaltyBox,
}

/// <summary>The answer to one device's request.</summary>
public abstract record GrantAnswer
{
    private GrantAnswer()
    {
    }

    public sealed record Granted : GrantAnswer
    {
        public static readonly Granted Now = new();
    }

    /// <param name="Halt">The halt of the rollout that comes with it; null when the rollout goes on.</param>
    public sealed record Refused(GrantRefusal Why, RuleDecision.Halt? Halt = null) : GrantAnswer;
}

/// <summary>What a rule of grants sees of the rollout when a device asks.</summary>
/// <param name="GrantedInPeriod">Devices whose last grant is within the rule's period.</param>
/// <param name="InProgress">Devices in progress for not longer than the timeout.</param>
/// <param name="TimedOut">Devices in progress for longer than the timeout.</param>
/// <param name="Ended">Devices that were granted this release and are no longer in progress.</param>
/// <param name="Notified">Devices that were ever granted this release.</param>
/// <param name="Succeeded">Devices that have it.</param>
public readonly record struct GrantCounts(
    long GrantedInPeriod, long InProgress, long TimedOut, long Ended, long Notified, long Succeeded);

/// <summary>
/// Decides which device may update now, where the vendor's server answers each request. It depends on its arguments
/// only; the ledger of the grants counts.
/// </summary>
public interface IGrantRule
{
    string Name { get; }

    /// <summary>The period of <see cref="GrantCounts.GrantedInPeriod"/>.</summary>
    TimeSpan Period { get; }

    /// <summary>The timeout of a grant.</summary>
    TimeSpan Timeout { get; }

    /// <summary>For how long after a device was last heard it still counts.</summary>
    TimeSpan Validity { get; }

    GrantAnswer Ask(GrantCounts counts, RuleMoment moment);
}
