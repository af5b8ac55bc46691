using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Holds before a step while more than a share of the ticket requests since the step before was refused. Without a
/// request since then nothing is known that would end a hold.
/// </summary>
/// <remarks>State: tickets issued and refused at the last look, and whether it held.</remarks>
/// <param name="Percent">The largest share of refused requests, in percent.</param>
public sealed record RefusedTickets(double Percent) : IBrake
{
    public string Name => "refused-tickets";

    public EvidenceNeeds Reads => new(EvidenceKinds.Tickets);

    public BrakeTiming Timing => BrakeTiming.BeforeStep;

    public TimeSpan Interval => TimeSpan.Zero;

    public RuleDecision Strongest => new RuleDecision.Hold(VirtualTime.Never, Name, Because.Nothing);

    public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var tickets = evidence.Tickets;
        var refused = tickets.Refused - (long)state[1];
        var asked = tickets.Issued - (long)state[0] + refused;
        var holds = asked == 0 ? state[2] != 0 : Share.IsAbove(refused, asked, Percent);
        var because = Because.Of(
            $"{refused} of {asked} ticket requests refused, {(holds ? "more" : "not more")} than {Percent:0.##} %",
            new("refused", refused), new("asked", asked));
        return new(
            holds
                ? new RuleDecision.Hold(VirtualTime.Never, Name, because)
                : new RuleDecision.Continue(Name, because),
            new(tickets.Issued, tickets.Refused, holds ? 1 : 0), VirtualTime.Never);
    }
}
