using System.Collections.Immutable;
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

    /// <summary>Promotes the rings that are due.</summary>
    /// <param name="Facts">What is known about the rings, beside time.</param>
    public sealed record PromoteDue(RingFacts Facts) : ReleaseCommand;

    /// <summary>An operator promotes a ring, and all rings before it that are not held.</summary>
    public sealed record Promote(string Ring) : ReleaseCommand;

    public sealed record HoldRing(string Ring, string Cause) : ReleaseCommand;

    public sealed record Supersede(string By) : ReleaseCommand;

    /// <summary>The server that grants single devices halts the rollout.</summary>
    public sealed record Halt(RuleDecision.Halt Decision) : ReleaseCommand;
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
            return new(EventsAfter(state, command, at), null);
        if (state.Phase is not ReleasePhase.Ramping { SetBy: RampSource.Rule } phase)
            return new([], null);
        var answer = RuleDecider.Ask(
            rollout.Rule, review.State, review.Evidence, new(at, phase.Since, start, phase.Percent));
        return new(answer.Changes ? EventsOf(answer.Decision, state, at) : [], answer);
    }

    private ImmutableArray<ReleaseEvent> EventsAfter(ReleaseState state, ReleaseCommand command, VirtualTime at)
    {
        return (state.Phase, command) switch
        {
            (ReleasePhase.Undrafted, ReleaseCommand.Draft) =>
                [new ReleaseEvent.Drafted(state.Release.Letter, state.Release.Targets)],
            (ReleasePhase.Draft, ReleaseCommand.Publish { Percent: { } percent }) =>
                Published(state, percent, RampSource.Operator, at),
            (ReleasePhase.Draft, ReleaseCommand.Publish) =>
                Published(state, rollout.Rule.Ramp.FirstPercent, RampSource.Rule, at),
            (ReleasePhase.Ramping p, ReleaseCommand.Ramp c) when c.Percent != p.Percent || p.SetBy is RampSource.Rule =>
                [new ReleaseEvent.RampAdvanced(c.Percent, RampSource.Operator)],
            (ReleasePhase.Paused p, ReleaseCommand.Ramp c) when c.Percent != p.Percent =>
                [new ReleaseEvent.RampAdvanced(c.Percent, RampSource.Operator)],
            (ReleasePhase.Ramping, ReleaseCommand.PromoteDue c) => [.. PromotionsDue(state, c.Facts, at)],
            (ReleasePhase.Ramping or ReleasePhase.Paused, ReleaseCommand.Promote c) => PromotedTo(state, c.Ring),
            (ReleasePhase.Ramping or ReleasePhase.Paused, ReleaseCommand.HoldRing c)
                when state.Standings is { } standings && state.PlaceOf(c.Ring) is >= 0 and var place
                && !standings.All[place].IsHeld =>
                [new ReleaseEvent.RingHeld(state.Release.Id, c.Ring, c.Cause)],
            (ReleasePhase.Ramping, ReleaseCommand.Halt c) => EventsOf(c.Decision, state, at),
            (ReleasePhase.Ramping, ReleaseCommand.Pause c) => [new ReleaseEvent.Paused(c.Cause)],
            (ReleasePhase.Paused or ReleasePhase.Ramping { SetBy: RampSource.Operator }, ReleaseCommand.Resume c) =>
                [new ReleaseEvent.Resumed(c.Cause)],
            (ReleasePhase.Ramping or ReleasePhase.Paused or ReleasePhase.Superseded, ReleaseCommand.Withdraw c) =>
                [new ReleaseEvent.Withdrawn(c.Cause, c.RemoveFromDevices && !state.IsUpdate)],
            (ReleasePhase.Ramping or ReleasePhase.Paused, ReleaseCommand.Supersede c) =>
                [new ReleaseEvent.Superseded(c.By)],
            _ => [],
        };
    }

    /// <summary>The publication, and the rings that it opens.</summary>
    private ImmutableArray<ReleaseEvent> Published(
        ReleaseState state, double percent, RampSource setBy, VirtualTime at)
    {
        var published = new ReleaseEvent.Published(percent, setBy) { Admission = rollout.Rule.Ramp.Admission };
        return [published, .. PromotionsDue(ReleaseState.Evolve(state, published, at), RingFacts.None, at)];
    }

    private static IEnumerable<ReleaseEvent> PromotionsDue(
        ReleaseState state, RingFacts facts, VirtualTime at) =>
        state.Standings is not { } standings
            ? []
            : RingSchedule.Due(state.Rings, standings, facts, at).Select(
                due => new ReleaseEvent.RingPromoted(state.Release.Id, state.Rings[due.Place].Name, due.By));

    private static ImmutableArray<ReleaseEvent> PromotedTo(ReleaseState state, string ring)
    {
        var last = state.PlaceOf(ring);
        return state.Standings is not { } standings
            ? []
            :
            [
                .. Enumerable.Range(0, last + 1)
                    .Where(place => !standings.All[place].IsOpen && (place == last || !standings.All[place].IsHeld))
                    .Select(place => new ReleaseEvent.RingPromoted(
                        state.Release.Id, state.Rings[place].Name, PromotedBy.Operator)),
            ];
    }

    /// <summary>
    /// The events of a decision that changes something. The step of a ramp that goes by the calendar is one event; any
    /// other decision is recorded with the figures that it saw, and then takes effect.
    /// </summary>
    private ImmutableArray<ReleaseEvent> EventsOf(RuleDecision decision, ReleaseState state, VirtualTime at)
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
                [decided, .. EventsAfter(state, new ReleaseCommand.Withdraw(cause, d.RemoveFromDevices), at)],
            RuleDecision.Halt { Effects: var effects } when effects.HasFlag(HaltEffects.Uninstall) =>
                [decided, .. EventsAfter(state, new ReleaseCommand.Withdraw(cause, RemoveFromDevices: true), at)],
            RuleDecision.Halt { Effects: HaltEffects.Alert } => [decided],
            RuleDecision.Halt { Effects: HaltEffects.LowerToZero } =>
                [decided, new ReleaseEvent.RampAdvanced(0, RampSource.Rule)],
            RuleDecision.Halt => [decided, .. EventsAfter(state, new ReleaseCommand.Pause(cause), at)],
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
    public const string Hold = "hold";
    public const string Halt = "halt";
    public const string Withdraw = "withdraw";

    /// <summary>Whether a decision, by its word, stops a rollout or keeps it where it is.</summary>
    public static bool Stops(string decision) => decision is Hold or Halt or Withdraw;

    public static string Of(RuleDecision decision) => decision switch
    {
        RuleDecision.Continue => "continue",
        RuleDecision.Advance => "advance",
        RuleDecision.Promote => "promote",
        RuleDecision.Hold => Hold,
        RuleDecision.Halt { Effects: HaltEffects.Alert } => "alert",
        RuleDecision.Halt => Halt,
        RuleDecision.Withdraw => Withdraw,
        RuleDecision.Clear => "clear",
        RuleDecision.StartOver => "start-over",
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "A new decision needs its word here."),
    };
}
