using System.Collections.Immutable;
using RsrActors.Model.Rollouts;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Presets;
using RsrActors.Model.Rollouts.Rules;
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

    /// <summary>Asks the rollout rule.</summary>
    /// <param name="Evidence">What has arrived about the release.</param>
    /// <param name="State">What the rule remembers.</param>
    public sealed record Review(RolloutEvidence Evidence, RuleState State) : ReleaseCommand;

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
/// <param name="rollout">What sets the ramp.</param>
/// <param name="start">The calendar time of <see cref="VirtualTime.Zero"/>.</param>
public sealed class ReleaseDecider(RolloutSettings rollout, DateTimeOffset start)
{
    /// <summary>Decides on a command, and says what the rule answered when it was asked.</summary>
    public ReleaseDecision Decide(ReleaseState state, ReleaseCommand command, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (command is not ReleaseCommand.Review review)
            return new(EventsAfter(state, command), null);
        if (state.Phase is not ReleasePhase.Ramping { SetBy: RampSource.Rule } phase)
            return new([], null);
        var answer = RuleDecider.Ask(
            rollout.Rule, review.State, review.Evidence, new(at, phase.Since, start, phase.Percent));
        return new(answer.Changes ? EventsOf(answer.Decision, state) : [], answer);
    }

    private ImmutableArray<ReleaseEvent> EventsAfter(ReleaseState state, ReleaseCommand command)
    {
        return (state.Phase, command) switch
        {
            (ReleasePhase.Undrafted, ReleaseCommand.Draft) =>
                [new ReleaseEvent.Drafted(state.Release.Letter, state.Release.Targets)],
            (ReleasePhase.Draft, ReleaseCommand.Publish { Percent: { } percent }) =>
                [new ReleaseEvent.Published(percent, RampSource.Operator)],
            (ReleasePhase.Draft, ReleaseCommand.Publish) =>
                [new ReleaseEvent.Published(rollout.Rule.Ramp.FirstPercent, RampSource.Rule)],
            (ReleasePhase.Ramping p, ReleaseCommand.Ramp c) when c.Percent != p.Percent || p.SetBy is RampSource.Rule =>
                [new ReleaseEvent.RampAdvanced(c.Percent, RampSource.Operator)],
            (ReleasePhase.Paused p, ReleaseCommand.Ramp c) when c.Percent != p.Percent =>
                [new ReleaseEvent.RampAdvanced(c.Percent, RampSource.Operator)],
            (ReleasePhase.Ramping, ReleaseCommand.Pause c) => [new ReleaseEvent.Paused(c.Cause)],
            (ReleasePhase.Paused or ReleasePhase.Ramping { SetBy: RampSource.Operator }, ReleaseCommand.Resume c) =>
                [new ReleaseEvent.Resumed(c.Cause)],
            (ReleasePhase.Ramping or ReleasePhase.Paused or ReleasePhase.Superseded, ReleaseCommand.Withdraw c) =>
                [new ReleaseEvent.Withdrawn(c.Cause, c.RemoveFromDevices && !state.IsUpdate)],
            (ReleasePhase.Ramping or ReleasePhase.Paused, ReleaseCommand.Supersede c) =>
                [new ReleaseEvent.Superseded(c.By)],
            (_, ReleaseCommand.Alarm c) => React(state, c),
            _ => [],
        };
    }

    /// <summary>Decides the reaction like the operator's command, so it fits the same phases.</summary>
    private ImmutableArray<ReleaseEvent> React(ReleaseState state, ReleaseCommand.Alarm alarm)
    {
        var cause = $"{alarm.Rule} found more crashes of {alarm.Applications}";
        return rollout.OnRegression switch
        {
            RegressionReaction.None => [],
            RegressionReaction.Pause => EventsAfter(state, new ReleaseCommand.Pause(cause)),
            RegressionReaction.Withdraw => EventsAfter(state, new ReleaseCommand.Withdraw(cause, false)),
            RegressionReaction.WithdrawAndRemove => EventsAfter(state, new ReleaseCommand.Withdraw(cause, true)),
            var other => throw new ArgumentOutOfRangeException(
                nameof(alarm), other, "A new reaction needs a rule here."),
        };
    }

    /// <summary>
    /// The events of a decision that changes something. The step of a ramp that goes by the calendar is one event; any
    /// other decision is recorded with the figures that it saw, and then takes effect.
    /// </summary>
    private ImmutableArray<ReleaseEvent> EventsOf(RuleDecision decision, ReleaseState state)
    {
        var decided = new ReleaseEvent.RolloutDecided(
            rollout.Rule.Name, decision.By, RuleVerbs.Of(decision), decision.Because.Sentence,
            decision.Because.Figures);
        var cause = $"{decision.By}: {decision.Because.Sentence}";
        return decision switch
        {
            RuleDecision.Advance d when rollout.Rule.Ramp.Reads.Kinds == EvidenceKinds.None =>
                [new ReleaseEvent.RampAdvanced(d.Percent, RampSource.Rule)],
            RuleDecision.Advance d => [decided, new ReleaseEvent.RampAdvanced(d.Percent, RampSource.Rule)],
            RuleDecision.Promote d => [decided, new ReleaseEvent.RampAdvanced(d.Percent, RampSource.Rule)],
            RuleDecision.StartOver d => [decided, new ReleaseEvent.RampAdvanced(d.Percent, RampSource.Rule)],
            RuleDecision.Hold => [new ReleaseEvent.RolloutHeld(rollout.Rule.Name, decision.Because.Sentence)],
            RuleDecision.Withdraw d =>
                [decided, .. EventsAfter(state, new ReleaseCommand.Withdraw(cause, d.RemoveFromDevices))],
            RuleDecision.Halt { Effects: var effects } when effects.HasFlag(HaltEffects.Uninstall) =>
                [decided, .. EventsAfter(state, new ReleaseCommand.Withdraw(cause, RemoveFromDevices: true))],
            RuleDecision.Halt { Effects: HaltEffects.Alert } => [decided],
            RuleDecision.Halt { Effects: HaltEffects.LowerToZero } =>
                [decided, new ReleaseEvent.RampAdvanced(0, RampSource.Rule)],
            RuleDecision.Halt => [decided, .. EventsAfter(state, new ReleaseCommand.Pause(cause))],
            _ => [decided],
        };
    }
}

/// <summary>What a release decides on a command.</summary>
/// <param name="Answer">The rule's answer when it was asked; otherwise null.</param>
public sealed record ReleaseDecision(ImmutableArray<ReleaseEvent> Events, RuleAnswer? Answer);

/// <summary>The words for what a rule decides.</summary>
public static class RuleVerbs
{
    public static string Of(RuleDecision decision) => decision switch
    {
        RuleDecision.Continue => "continue",
        RuleDecision.Advance => "advance",
        RuleDecision.Promote => "promote",
        RuleDecision.Hold => "hold",
        RuleDecision.Halt { Effects: HaltEffects.Alert } => "alert",
        RuleDecision.Halt => "halt",
        RuleDecision.Withdraw => "withdraw",
        RuleDecision.Clear => "clear",
        RuleDecision.StartOver => "start-over",
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "A new decision needs its word here."),
    };
}
