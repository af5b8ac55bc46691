using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// The monitoring rule of Windows deployments (Microsoft Graph, monitoringRule with the signal rollback): at least a
/// whole percentage of the devices to which the update was offered went back. It sees rollbacks only.
/// </summary>
public sealed record RollbackShare(int Threshold)
    : BrakeBase("rollback-share", new(EvidenceKinds.Offers | EvidenceKinds.Installs))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var (back, deployed) = (evidence.Installs.RolledBack, evidence.Installs.Offered);
        return HaltIf(
            Share.IsAtLeast(back, deployed, Threshold), state, Because.Of(
                $"{back} of {deployed} devices rolled back, threshold {Threshold} %",
                new("rolled-back", back), new("deployed", deployed)));
    }
}
