using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// hawkBit's error condition: more than a percentage of a group's devices failed to install. The whole rollout pauses
/// until a person resumes it. Devices that say nothing are in the denominator, so it halts late.
/// </summary>
/// <remarks>
/// hawkBit 67ca1c4 (ThresholdRolloutGroupErrorCondition). State, for each group: 1 when its error has paused the
/// rollout, and a person may have resumed it.
/// </remarks>
/// <param name="Groups">The number of groups.</param>
/// <param name="ErrorPercent">A whole percentage of the group.</param>
public sealed record GroupErrors(int Groups, int ErrorPercent) : IBrake
{
    public string Name => "group-errors";

    public EvidenceNeeds Reads => new(EvidenceKinds.Offers | EvidenceKinds.Installs | EvidenceKinds.ByRing);

    public BrakeTiming Timing => BrakeTiming.OnEvidence;

    public TimeSpan Interval => TimeSpan.Zero;

    public RuleDecision Strongest => Pauses(Because.Nothing);

    /// <summary>
    /// In single precision, as hawkBit compares: 20 % is not more than 20 %. An empty group has no error.
    /// </summary>
    public static bool Fails(long errors, long total, int percent) =>
        total != 0 && errors / (float)total > percent / 100f;

    public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        for (var group = 0; group < Groups; group++)
        {
            var counts = evidence.InstallsOf(GroupsRamp.RingOf(group));
            if (state[group] != 0 || !Fails(counts.Failed, counts.Eligible, ErrorPercent))
                continue;

            var because = Because.Of(
                $"group {group + 1}: {counts.Failed} of {counts.Eligible} failed, more than {ErrorPercent} %",
                new("group", group + 1), new("failed", counts.Failed), new("total", counts.Eligible));
            return new(Pauses(because), state.With(group, 1), VirtualTime.Never);
        }

        return new(new RuleDecision.Continue(Name, Because.Nothing), state, VirtualTime.Never);
    }

    public PartState? Resumed(PartState state) => state;

    private RuleDecision.Halt Pauses(Because because) =>
        new(HaltEffects.StopOffering | HaltEffects.PauseUntilResumed, Name, because);
}
