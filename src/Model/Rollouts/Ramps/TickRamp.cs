using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Ramps;

/// <summary>
/// A ramp by ticks, as Flagger has it: each tick that no brake holds goes one weight further. A tick that is held is
/// lost, and the ramp does not catch up. It starts at 0 %.
/// </summary>
/// <remarks>State: the tick of the last weight.</remarks>
/// <param name="Weights">In percent, ascending; the last one is 100.</param>
public sealed record TickRamp(string Name, ImmutableArray<double> Weights, TimeSpan Interval) : IRamp
{
    public IAdmission Admission => ShareOfFleet.ByDraw;

    public EvidenceNeeds Reads => EvidenceNeeds.None;

    public double FirstPercent => 0;

    /// <summary>Steps of a weight up to the largest one, and then the promotion.</summary>
    public static ImmutableArray<double> Every(double step, double most)
    {
        var weights = ImmutableArray.CreateBuilder<double>();
        for (var i = 1; step * i < most; i++)
            weights.Add(step * i);
        if (most < 100)
            weights.Add(most);
        weights.Add(100);
        return weights.ToImmutable();
    }

    public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var tick = moment.Elapsed.Ticks / Interval.Ticks;
        var next = Weights.FirstOrDefault(weight => weight > moment.Percent);
        return tick <= state[0] || next == 0
            ? new(new RuleDecision.Continue(Name, Because.Nothing), state, VirtualTime.Never)
            : new(
                new RuleDecision.Advance(next, Name, Because.Of($"weight {next:0.##} %", new Figure("percent", next))),
                new(tick), VirtualTime.Never);
    }

    public VirtualTime NextStep(PartState state, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var tick = (moment.Elapsed.Ticks + Interval.Ticks - 1) / Interval.Ticks;
        return moment.Percent >= 100
            ? VirtualTime.Never
            : moment.Published + Interval * Math.Max(tick, state[0] + 1);
    }

    public bool Equals(TickRamp? other) =>
        other is not null && Name == other.Name && Weights.SequenceEqual(other.Weights) && Interval == other.Interval;

    public override int GetHashCode() => HashCode.Combine(Name, Weights.Length, Interval);
}
