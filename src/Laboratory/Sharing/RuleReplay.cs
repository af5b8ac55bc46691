using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Laboratory.Sharing;

/// <summary>
/// Asks a rule on the evidence of a run that has the same ramp and no brake, until the rule would do something to the
/// rollout. So long the run is that of the rule too.
/// </summary>
internal sealed class RuleReplay(Rule rule)
{
    private readonly Dictionary<int, Standing> _releases = [];

    /// <summary>Whether the rule would have held, halted or withdrawn a release, or started it over.</summary>
    public bool HasActed { get; private set; }

    /// <summary>New evidence about a release, or a moment at which its ramp is due.</summary>
    /// <param name="release">Its number.</param>
    public void See(int release, RolloutEvidence evidence, RuleMoment moment)
    {
        if (HasActed)
            return;
        var standing = _releases.TryGetValue(release, out var before)
            ? AskedBefore(before, moment.Now)
            : new(RuleState.Empty, moment.Now, moment, evidence);
        standing = standing with
        {
            Moment = moment with { Percent = standing.Moment.Percent }, Evidence = evidence,
        };
        if (standing.Next <= moment.Now || rule.AsksOnEvidence)
            standing = Ask(standing);
        _releases[release] = standing with { Evidence = WithoutSilent(evidence) };
    }

    /// <summary>The run has ended: asks for the moments since the last evidence.</summary>
    public void End(VirtualTime end)
    {
        foreach (var standing in _releases.Values)
            AskedBefore(standing, end);
    }

    /// <summary>Asks at the moments that the rule named, which lie between two pieces of evidence.</summary>
    private Standing AskedBefore(Standing standing, VirtualTime end)
    {
        var arrived = standing.Evidence;
        while (!HasActed && standing.Next < end)
        {
            standing = Ask(standing with
            {
                Moment = standing.Moment with { Now = standing.Next }, Evidence = arrived.At(standing.Next),
            });
        }

        return standing;
    }

    private Standing Ask(Standing standing)
    {
        var moment = standing.Moment;
        var answer = RuleDecider.Ask(rule, standing.State, standing.Evidence, moment);
        HasActed |= answer.Changes && ChangesTheRollout(answer.Decision);
        return standing with
        {
            State = answer.State,
            Next = VirtualTime.Max(answer.Next, moment.Now.Next()),
            Moment = answer.Decision switch
            {
                RuleDecision.Advance advance => moment with { Percent = advance.Percent },
                RuleDecision.Promote promote => moment with { Percent = promote.Percent },
                _ => moment,
            },
        };
    }

    /// <summary>Steps of the ramp are those of the run; an alert and a clearance change nothing.</summary>
    private static bool ChangesTheRollout(RuleDecision decision) => decision
        is RuleDecision.Hold or RuleDecision.Withdraw or RuleDecision.StartOver
        or RuleDecision.Halt { Effects: not HaltEffects.Alert };

    /// <summary>The evidence as it arrived: which devices are silent follows from the moment.</summary>
    private static RolloutEvidence WithoutSilent(RolloutEvidence evidence) => evidence.Waits.IsEmpty
        ? evidence
        : evidence with
        {
            Slices =
            [
                .. evidence.Slices.Select(slice => slice with { Installs = slice.Installs with { Silent = 0 } }),
            ],
        };

    /// <param name="Next">When the rule wants to be asked.</param>
    /// <param name="Moment">Of the last question, with the percentage of the ramp.</param>
    private sealed record Standing(RuleState State, VirtualTime Next, RuleMoment Moment, RolloutEvidence Evidence);
}
