using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Ramps;

/// <summary>A ramp in steps: a percentage by the time since the publication. Pauses count.</summary>
/// <param name="Steps">Ascending in both values; the first is at zero.</param>
public sealed record StepsRamp(string Name, ImmutableArray<RampStep> Steps) : IRamp
{
    /// <summary>How often a step that a brake has held is tried again.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromHours(1);

    public IAdmission Admission { get; init; } = ShareOfFleet.ByDraw;

    public EvidenceNeeds Reads => EvidenceNeeds.None;

    public double FirstPercent => Steps[0].Percent;

    /// <summary>Equal steps from the publication to 100 %; the first admits 1 % at least.</summary>
    public static ImmutableArray<RampStep> Equal(TimeSpan over, TimeSpan every)
    {
        var count = Math.Max(1, (int)Math.Ceiling(over / every));
        return
        [
            .. Enumerable.Range(0, count + 1).Select(i => new RampStep(
                i == count ? over : every * i,
                i == count ? 100 : Math.Max(1, Math.Round(100.0 * i / count, 2)))),
        ];
    }

    public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var due = Steps.LastOrDefault(step => step.After <= moment.Elapsed);
        return due is null || due.Percent <= moment.Percent
            ? new(new RuleDecision.Continue(Name, Because.Nothing), state, VirtualTime.Never)
            : new(
                new RuleDecision.Advance(due.Percent, Name, Because.Of(
                    $"step of {due.Percent:0.##} %", new Figure("percent", due.Percent))),
                state, VirtualTime.Never);
    }

    public VirtualTime NextStep(PartState state, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var next = VirtualTime.Never;
        foreach (var step in Steps)
        {
            if (step.Percent <= moment.Percent)
                continue;

            // A brake held a step in the past; it is tried again a number of full intervals after that step.
            var missed = Math.Max(0, Math.Ceiling((moment.Elapsed - step.After) / Retry));
            next = VirtualTime.Min(next, moment.Published + step.After + Retry * missed);
        }

        return next;
    }

    public bool Equals(StepsRamp? other) =>
        other is not null && Name == other.Name && Steps.SequenceEqual(other.Steps) && Retry == other.Retry
        && Admission.Equals(other.Admission);

    public override int GetHashCode() => HashCode.Combine(Name, Steps.Length, Retry);
}
