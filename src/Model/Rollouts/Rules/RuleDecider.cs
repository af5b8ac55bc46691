using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Rules;

/// <summary>The answer of a rule.</summary>
/// <param name="Decision">The strongest of its parts' decisions.</param>
/// <param name="State">The rule's new state.</param>
/// <param name="Next">When it is asked next, if no evidence changes before.</param>
/// <param name="Changes">Whether the decision changes something. Only such a decision is an event.</param>
public sealed record RuleAnswer(RuleDecision Decision, RuleState State, VirtualTime Next, bool Changes)
{
    /// <summary>What each part said that was asked, also where nothing changes, for people who look on.</summary>
    public ImmutableArray<RuleDecision> Said { get; init; } = [];
}

/// <summary>Asks a rule: first its brakes, and then its ramp, if no brake holds or halts.</summary>
public static class RuleDecider
{
    /// <summary>
    /// Decides for one moment. The first question is at the publication; the percentage is
    /// <see cref="IRamp.FirstPercent"/> then.
    /// </summary>
    public static RuleAnswer Ask(Rule rule, RuleState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(moment);
        if (state.HaltedBy is not null)
            return new(Nothing(rule), state, VirtualTime.Never, Changes: false);

        moment = moment with { Published = VirtualTime.Max(moment.Published, state.StartedOver) };
        if (state.Pending is { } pending && pending.At <= moment.Now)
            return Taken(rule, state with { Pending = null }, moment, pending.Brake, pending.Decision);

        if (state.Brakes.IsEmpty && !rule.Brakes.IsEmpty)
            state = state with { Brakes = [.. rule.Brakes.Select(_ => PartStanding.New)] };

        var rampIsDue = state.IsResumed || rule.Ramp.Reads.Kinds != EvidenceKinds.None
            || rule.Ramp.NextStep(state.Ramp.State, moment) <= moment.Now;
        var asked = AskBrakes(rule, state with { IsResumed = false }, evidence, moment, rampIsDue);
        return Strongest(rule, asked, evidence, moment, rampIsDue) with { Said = asked.Said };
    }

    /// <summary>The state after a person has resumed a rollout that the rule has halted.</summary>
    public static RuleState Resume(Rule rule, RuleState state)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(state);
        var resumed = state with { Pending = null, IsHeld = false, HaltedBy = null, IsResumed = true };
        if (state.HaltedBy is not { } i)
            return resumed;
        var standing = state.Brakes[i];
        return resumed with
        {
            Brakes = state.Brakes.SetItem(i, rule.Brakes[i].Resumed(standing.State) is { } kept
                ? standing with { State = kept }
                : standing with { IsDone = true }),
        };
    }

    /// <summary>A halt takes effect or waits for the person; a hold keeps the ramp; else the ramp is asked.</summary>
    private static RuleAnswer Strongest(
        Rule rule, AskedBrakes asked, RolloutEvidence evidence, RuleMoment moment, bool rampIsDue)
    {
        var state = asked.State;
        if (asked.Halt is { } halt)
        {
            if (rule.PersonFor(asked.HaltBy) is not { } person)
                return Taken(rule, state, moment, asked.HaltBy, halt);
            var pending = state.Pending ?? new(person.DecidesAt(moment), asked.HaltBy, halt);
            if (pending.At <= moment.Now)
                return Taken(rule, state with { Pending = null }, moment, pending.Brake, pending.Decision);
            state = state with { Pending = pending };
        }

        var wasHeld = state.IsHeld;
        state = state with { IsHeld = state.Brakes.Any(brake => brake is { Holds: true, IsDone: false }) };
        if (state.IsHeld)
        {
            var next = VirtualTime.Min(asked.Hold?.Until ?? VirtualTime.Never, NextOf(rule, state, moment));
            return new((RuleDecision?)asked.Hold ?? Nothing(rule), state, next, asked.Hold is not null && !wasHeld);
        }

        var answer = rampIsDue
            ? AskRamp(rule, state, evidence, moment)
            : new(Nothing(rule), state, NextOf(rule, state, moment), Changes: false);
        if (asked.Clear is not { } clear)
            return answer;
        if (!answer.Changes)
            return answer with { Decision = clear, Changes = true };

        // The step comes first, and the brake clears the release a moment later.
        var brakes = answer.State.Brakes;
        return answer with
        {
            State = answer.State with
            {
                Brakes = brakes.SetItem(
                    asked.ClearBy, brakes[asked.ClearBy] with { IsDone = false, Next = moment.Now.Next() }),
            },
            Next = moment.Now.Next(),
        };
    }

    /// <param name="State">With the brakes' new states.</param>
    private sealed record AskedBrakes(RuleState State)
    {
        public RuleDecision? Halt { get; init; }

        public int HaltBy { get; init; }

        public RuleDecision.Hold? Hold { get; init; }

        public RuleDecision? Clear { get; init; }

        public int ClearBy { get; init; }

        public ImmutableArray<RuleDecision> Said { get; init; } = [];

        public AskedBrakes With(int brake, RuleDecision decision)
        {
            var said = this with { Said = Said.Add(decision) };
            return decision switch
            {
                RuleDecision.Halt or RuleDecision.Withdraw or RuleDecision.StartOver
                    when decision.Strength > (Halt?.Strength ?? 0) => said with { Halt = decision, HaltBy = brake },
                RuleDecision.Hold hold when Hold is null => said with { Hold = hold },
                RuleDecision.Clear when Clear is null => said with { Clear = decision, ClearBy = brake },
                _ => said,
            };
        }
    }

    private static AskedBrakes AskBrakes(
        Rule rule, RuleState state, RolloutEvidence evidence, RuleMoment moment, bool rampIsDue)
    {
        var asked = new AskedBrakes(state);
        var brakes = state.Brakes.ToBuilder();
        for (var i = 0; i < brakes.Count; i++)
        {
            var (brake, standing) = (rule.Brakes[i], brakes[i]);
            if (standing.IsDone)
                continue;

            if (brake.Timing == BrakeTiming.AtInterval && standing.Next == VirtualTime.Zero)
                brakes[i] = standing = standing with { Next = moment.Published + brake.Interval };
            var isDue = brake.Timing switch
            {
                BrakeTiming.BeforeStep => rampIsDue,
                BrakeTiming.AtInterval => standing.Next <= moment.Now,
                _ => true,
            };
            if (!isDue)
                continue;

            var answer = brake.Ask(standing.State, evidence, moment);
            var next = brake.Timing switch
            {
                BrakeTiming.BeforeStep => VirtualTime.Never,
                BrakeTiming.AtInterval => NextOnGrid(standing.Next, brake.Interval, moment.Now),
                _ => answer.Next,
            };

            // Of two brakes that clear at one moment the second is asked again.
            var clears = answer.Decision is RuleDecision.Clear && asked.Clear is null;
            brakes[i] = new(answer.State, next, clears, answer.Decision is RuleDecision.Hold);
            asked = asked.With(i, answer.Decision);
        }

        return asked with { State = state with { Brakes = brakes.ToImmutable() } };
    }

    private static RuleAnswer AskRamp(Rule rule, RuleState state, RolloutEvidence evidence, RuleMoment moment)
    {
        var answer = rule.Ramp.Ask(state.Ramp.State, evidence, moment);
        var percent = answer.Decision switch
        {
            RuleDecision.Advance advance => advance.Percent,
            RuleDecision.Promote promote => promote.Percent,
            _ => moment.Percent,
        };
        state = state with { Ramp = new(answer.State, answer.Next) };
        return new(
            answer.Decision, state, NextOf(rule, state, moment with { Percent = percent }),
            answer.Decision is RuleDecision.Promote || percent != moment.Percent);
    }

    /// <summary>A brake's decision takes effect.</summary>
    private static RuleAnswer Taken(Rule rule, RuleState state, RuleMoment moment, int brake, RuleDecision decision)
    {
        state = decision switch
        {
            RuleDecision.Halt { Effects: HaltEffects.Alert } =>
                state with { Brakes = state.Brakes.SetItem(brake, state.Brakes[brake] with { IsDone = true }) },
            RuleDecision.StartOver => RuleState.Empty with { StartedOver = moment.Now },
            _ => state with { HaltedBy = brake },
        };
        var next = state.HaltedBy is null
            ? NextOf(rule, state, decision is RuleDecision.StartOver over
                ? moment with { Published = moment.Now, Percent = over.Percent }
                : moment)
            : VirtualTime.Never;
        return new(decision, state, next, Changes: true);
    }

    /// <summary>The next moment at which a part or the person wants to be asked.</summary>
    private static VirtualTime NextOf(Rule rule, RuleState state, RuleMoment moment)
    {
        var next = rule.Ramp.NextStep(state.Ramp.State, moment with { Now = moment.Now.Next() });
        if (state.Ramp.Next > moment.Now)
            next = VirtualTime.Min(next, state.Ramp.Next);
        for (var i = 0; i < rule.Brakes.Length; i++)
        {
            var brake = rule.Brakes[i];
            var standing = i < state.Brakes.Length ? state.Brakes[i] : PartStanding.New;
            if (standing.IsDone || brake.Timing == BrakeTiming.BeforeStep)
                continue;
            var due = brake.Timing == BrakeTiming.AtInterval && standing.Next == VirtualTime.Zero
                ? moment.Published + brake.Interval
                : standing.Next;
            if (due > moment.Now)
                next = VirtualTime.Min(next, due);
        }

        return state.Pending is { } pending ? VirtualTime.Min(next, pending.At) : next;
    }

    private static VirtualTime NextOnGrid(VirtualTime due, TimeSpan interval, VirtualTime now) =>
        due + interval * ((now - due).Ticks / interval.Ticks + 1);

    private static RuleDecision.Continue Nothing(Rule rule) => new(rule.Name, Because.Nothing);
}
