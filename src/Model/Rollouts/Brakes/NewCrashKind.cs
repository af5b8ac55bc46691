using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Halts on a kind of crash that was not seen on the version before and affects more than some devices. Rare kinds of
/// crash cause false alarms.
/// </summary>
/// <remarks>
/// Ubuntu's phased-updater: buckets that are new in the version, affecting more than two systems; signatures that start
/// with "failed:" are failures to retrace and do not count.
/// </remarks>
/// <param name="MoreThan">The largest number of devices that is tolerated.</param>
public sealed record NewCrashKind(
    int MoreThan = 2, BrakeTiming Timing = BrakeTiming.BeforeStep, HaltEffects Effects = HaltEffects.LowerToZero)
    : IBrake
{
    private const string NotRetraced = "failed:";

    public string Name => "new-crash-kind";

    public EvidenceNeeds Reads => new(EvidenceKinds.CrashKinds);

    public TimeSpan Interval => TimeSpan.Zero;

    public RuleDecision Strongest => new RuleDecision.Halt(Effects, Name, Because.Nothing);

    public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var worst = evidence.Kinds
            .Where(kind => !kind.SeenOnBase && kind.Devices > MoreThan
                && !kind.Signature.StartsWith(NotRetraced, StringComparison.Ordinal))
            .MaxBy(kind => kind.Devices);
        RuleDecision decision = worst is null
            ? new RuleDecision.Continue(Name, Because.Nothing)
            : new RuleDecision.Halt(Effects, Name, Because.Of(
                $"{worst.Application}: {worst.Signature} is new and affects {worst.Devices} devices",
                new("devices", worst.Devices), new("crashes", worst.Crashes)));
        return new(decision, state, VirtualTime.Never);
    }
}
