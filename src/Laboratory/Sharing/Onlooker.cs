using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Laboratory.Sharing;

/// <summary>
/// A brake that never acts, and tells a listener what it was asked. With it a run collects the evidence that other
/// rules read. Its answers do not depend on what the listener does with it.
/// </summary>
/// <param name="reads">The evidence of all rules that are asked on it.</param>
/// <param name="asked">
/// Called with the number of the release, in the order of publication from 1, for each question about it.
/// </param>
internal sealed class Onlooker(EvidenceNeeds reads, Action<int, RolloutEvidence, RuleMoment> asked) : IBrake
{
    private const int Release = 0;

    private int _releases;

    public string Name => "onlooker";

    public EvidenceNeeds Reads => reads;

    public BrakeTiming Timing => BrakeTiming.OnEvidence;

    public TimeSpan Interval => TimeSpan.Zero;

    public RuleDecision Strongest => Nothing;

    private RuleDecision.Continue Nothing => new(Name, Because.Nothing);

    public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        // The state is empty at the first question about a release, at its publication.
        if (state[Release] == 0)
            state = state.With(Release, Interlocked.Increment(ref _releases));
        asked((int)state[Release], evidence, moment);
        return new(Nothing, state, VirtualTime.Never);
    }
}
