using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>Rules in words, for documents, the command line and the console.</summary>
public static class RuleWords
{
    /// <summary>The devices over which a mean wait is taken.</summary>
    private const int Devices = 10_000;

    /// <summary>The kinds of evidence: <c>offers, installs</c>; <c>nothing</c> for none.</summary>
    public static string Reads(EvidenceNeeds needs)
    {
        ArgumentNullException.ThrowIfNull(needs);
        return needs.Kinds == EvidenceKinds.None
            ? "nothing"
            : string.Join(", ", Enum.GetValues<EvidenceKinds>()
                .Where(kind => kind != EvidenceKinds.None && needs.Reads(kind)).Select(Words.Of));
    }

    /// <summary>
    /// The mean time from the publication to the moment at which a device is within the ramp, by the ramp alone; null
    /// for a ramp that evidence or a server moves.
    /// </summary>
    public static TimeSpan? WaitOf(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.Grants is not null || rule.Ramp.Reads.Kinds != EvidenceKinds.None)
            return null;
        return RampWait.Course(rule.Ramp).Count() > 1
            ? RampWait.OfPercentages(rule.Ramp)
            : RampWait.Mean(rule.Ramp, Devices);
    }

    /// <summary>When a brake is asked; its interval is for <see cref="BrakeTiming.AtInterval"/>.</summary>
    public static string Asked(IBrake brake)
    {
        ArgumentNullException.ThrowIfNull(brake);
        return brake.Timing switch
        {
            BrakeTiming.BeforeStep => "before each step",
            BrakeTiming.AtInterval => $"every {new RuleValue.Duration(brake.Interval)}",
            BrakeTiming.OnEvidence => "when evidence has changed",
            var other => throw new ArgumentOutOfRangeException(
                nameof(brake), other, "A new timing needs its words here."),
        };
    }

    /// <summary>What follows from a decision of a brake, as the end of a sentence.</summary>
    public static string Consequence(RuleDecision decision) => decision switch
    {
        RuleDecision.Hold => "the ramp stays where it is",
        RuleDecision.Withdraw { RemoveFromDevices: true } => Removed,
        RuleDecision.Withdraw => "the release is withdrawn",
        RuleDecision.Halt { Effects: HaltEffects.Alert } => "people are told, and the rollout goes on",
        RuleDecision.Halt { Effects: var effects } when effects.HasFlag(HaltEffects.Uninstall) => Removed,
        RuleDecision.Halt { Effects: HaltEffects.LowerToZero } =>
            "the percentage becomes 0 until a person resumes the rollout",
        RuleDecision.Halt { Effects: var effects } when effects.HasFlag(HaltEffects.CancelQueued) =>
            "what is queued is cancelled, and no further device is offered it until a person resumes the rollout",
        RuleDecision.Halt => "no further device is offered it until a person resumes the rollout",
        _ => throw new ArgumentOutOfRangeException(
            nameof(decision), decision, "A brake whose strongest decision is this needs its words here."),
    };

    private const string Removed = "the release is withdrawn, and devices that update automatically remove it";
}
