using System.Collections.Immutable;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>A command to a release.</summary>
public abstract record ReleaseCommand
{
    private ReleaseCommand()
    {
    }

    public sealed record Draft : ReleaseCommand;

    /// <param name="Percent">
    /// The share at publication. If null, the rollout rule gives it and goes on ramping. A given percentage holds until
    /// <see cref="Resume"/>, as one of <see cref="Ramp"/> does.
    /// </param>
    public sealed record Publish(double? Percent) : ReleaseCommand;

    /// <summary>Sets the ramp, up or down. It holds until <see cref="Resume"/>.</summary>
    public sealed record Ramp(double Percent) : ReleaseCommand;

    /// <summary>Evaluates the rollout rule.</summary>
    public sealed record Review(long Issued, long Refused) : ReleaseCommand;

    public sealed record Pause(string Cause) : ReleaseCommand;

    /// <summary>
    /// Ends a pause, and gives a ramp that an operator has set back to the rollout rule. The rule goes on with its step
    /// of that moment, and never lowers a ramp.
    /// </summary>
    public sealed record Resume(string Cause) : ReleaseCommand;

    /// <param name="RemoveFromDevices">
    /// Whether devices that update automatically remove it. A software update stays: a device cannot undo it.
    /// </param>
    public sealed record Withdraw(string Cause, bool RemoveFromDevices) : ReleaseCommand;

    public sealed record Supersede(string By) : ReleaseCommand;

    /// <summary>
    /// Crash analytics has found that applications crash more often; the rollout rule decides what follows.
    /// </summary>
    /// <param name="Rule">The detection rule that found it.</param>
    /// <param name="Applications">The applications, separated by commas.</param>
    public sealed record Alarm(string Rule, string Applications) : ReleaseCommand;
}

/// <summary>
/// A release's rules. A command that does not fit the phase changes nothing, and neither does a repeated command.
/// </summary>
public static class ReleaseDecider
{
    public static ImmutableArray<ReleaseEvent> Decide(
        ReleaseState state, ReleaseCommand command, VirtualTime at, RolloutRule rule)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(rule);
        return (state.Phase, command) switch
        {
            (ReleasePhase.Undrafted, ReleaseCommand.Draft) =>
                [new ReleaseEvent.Drafted(state.Release.Letter, state.Release.Targets)],
            (ReleasePhase.Draft, ReleaseCommand.Publish { Percent: { } percent }) =>
                [new ReleaseEvent.Published(percent, RampSource.Operator)],
            (ReleasePhase.Draft, ReleaseCommand.Publish) =>
                [new ReleaseEvent.Published(rule.Steps[0].Percent, RampSource.Rule)],
            (ReleasePhase.Ramping p, ReleaseCommand.Ramp c) when c.Percent != p.Percent || p.SetBy is RampSource.Rule =>
                [new ReleaseEvent.RampAdvanced(c.Percent, RampSource.Operator)],
            (ReleasePhase.Paused p, ReleaseCommand.Ramp c) when c.Percent != p.Percent =>
                [new ReleaseEvent.RampAdvanced(c.Percent, RampSource.Operator)],
            (ReleasePhase.Ramping { SetBy: RampSource.Rule } p, ReleaseCommand.Review c) => Review(p, c, at, rule),
            (ReleasePhase.Ramping, ReleaseCommand.Pause c) => [new ReleaseEvent.Paused(c.Cause)],
            (ReleasePhase.Paused or ReleasePhase.Ramping { SetBy: RampSource.Operator }, ReleaseCommand.Resume c) =>
                [new ReleaseEvent.Resumed(c.Cause)],
            (ReleasePhase.Ramping or ReleasePhase.Paused or ReleasePhase.Superseded, ReleaseCommand.Withdraw c) =>
                [new ReleaseEvent.Withdrawn(c.Cause, c.RemoveFromDevices && !state.IsUpdate)],
            (ReleasePhase.Ramping or ReleasePhase.Paused, ReleaseCommand.Supersede c) =>
                [new ReleaseEvent.Superseded(c.By)],
            (_, ReleaseCommand.Alarm c) => React(state, c, at, rule),
            _ => [],
        };
    }

    /// <summary>The first moment at or after another at which the rollout rule is due for a review.</summary>
    public static VirtualTime NextReview(ReleaseState state, VirtualTime after, RolloutRule rule)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(rule);
        if (state.Phase is not ReleasePhase.Ramping { Percent: < 100, SetBy: RampSource.Rule } ramping)
            return VirtualTime.Never;

        return rule.NextReview(
            VirtualTime.Max(after, ramping.Since.Next()) - ramping.Since, ramping.Percent) is { } review
            ? ramping.Since + review
            : VirtualTime.Never;
    }

    /// <summary>Decides the reaction like the operator's command, so it fits the same phases.</summary>
    private static ImmutableArray<ReleaseEvent> React(
        ReleaseState state, ReleaseCommand.Alarm alarm, VirtualTime at, RolloutRule rule)
    {
        var cause = $"{alarm.Rule} found more crashes of {alarm.Applications}";
        return rule.OnRegression switch
        {
            RegressionReaction.None => [],
            RegressionReaction.Pause => Decide(state, new ReleaseCommand.Pause(cause), at, rule),
            RegressionReaction.Withdraw => Decide(state, new ReleaseCommand.Withdraw(cause, false), at, rule),
            RegressionReaction.WithdrawAndRemove => Decide(state, new ReleaseCommand.Withdraw(cause, true), at, rule),
            _ => throw new ArgumentOutOfRangeException(
                nameof(rule), rule.OnRegression, "A new reaction needs a rule here."),
        };
    }

    private static ImmutableArray<ReleaseEvent> Review(
        ReleasePhase.Ramping phase, ReleaseCommand.Review command, VirtualTime at, RolloutRule rule) =>
        rule.Advise(new(at - phase.Since, phase.Percent, command.Issued, command.Refused, phase.Held)) switch
        {
            RolloutAdvice.Advance advice => [new ReleaseEvent.RampAdvanced(advice.Percent, RampSource.Rule)],
            RolloutAdvice.Hold advice => [new ReleaseEvent.RolloutHeld(advice.Rule, advice.Why)],
            _ => [],
        };
}
