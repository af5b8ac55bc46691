using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Ramps;

/// <summary>
/// A ramp in groups, as Eclipse hawkBit has it: the next group starts when enough of the present group has finished
/// with success, or when the whole group has ended, whatever the result. An empty group is a success.
/// </summary>
/// <remarks>
/// hawkBit 67ca1c4 (ThresholdRolloutGroupSuccessCondition, RolloutHandler). A group's devices are the slices whose ring
/// is its number. State: the number of groups that have started after the first.
/// </remarks>
/// <param name="Shares">The share of the fleet in each group, in percent; together 100.</param>
/// <param name="SuccessPercent">The share of a group, in percent, that starts the next one.</param>
/// <param name="Interval">The time between two looks at the groups.</param>
public sealed record GroupsRamp(
    string Name, ImmutableArray<double> Shares, int SuccessPercent, TimeSpan Interval) : IRamp
{
    public IAdmission Admission => ShareOfFleet.ByDraw;

    public EvidenceNeeds Reads => new(EvidenceKinds.Offers | EvidenceKinds.Installs | EvidenceKinds.ByRing);

    public double FirstPercent => PercentOf(0);

    /// <summary>The name of a group in the evidence: its number, from 1.</summary>
    public static string RingOf(int group) => (group + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The group of a device, from 0, by its draw for the release.</summary>
    public int GroupOf(double draw)
    {
        var group = 0;
        while (group + 1 < Shares.Length && draw * 100 >= PercentOf(group))
            group++;
        return group;
    }

    /// <summary>
    /// hawkBit's success condition, in single precision as hawkBit compares; an empty group meets it.
    /// </summary>
    public static bool Succeeds(long finished, long total, int percent) =>
        total == 0 || finished / (float)total >= percent / 100f;

    public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(moment);
        var group = (int)state[0];
        var counts = evidence.InstallsOf(RingOf(group));
        var (total, finished) = (counts.Eligible, counts.Succeeded);
        var ended = finished + counts.Failed + counts.Rejected;
        if (group + 1 >= Shares.Length || !(Succeeds(finished, total, SuccessPercent) || ended >= total))
            return new(new RuleDecision.Continue(Name, Because.Nothing), state, VirtualTime.Never);

        var next = group + 1;
        return new(
            new RuleDecision.Promote(next + 1, PercentOf(next), Name, Because.Of(
                $"group {group + 1}: {finished} of {total} finished, {ended} ended",
                new("group", group + 1), new("total", total), new("finished", finished), new("ended", ended))),
            state.With(0, next), moment.Now + Interval);
    }

    public VirtualTime NextStep(PartState state, RuleMoment moment) => VirtualTime.Never;

    private double PercentOf(int group) => group + 1 == Shares.Length ? 100 : Shares.Take(group + 1).Sum();
}
