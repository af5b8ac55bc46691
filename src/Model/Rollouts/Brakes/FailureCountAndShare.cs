using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// The rollback policy of Azure Device Update: when both a number and a percentage of the devices have failed, all
/// devices go back.
/// </summary>
/// <param name="Percent">Of the devices to which it was offered.</param>
public sealed record FailureCountAndShare(long Count, double Percent)
    : BrakeBase("failure-count-and-share", new(EvidenceKinds.Offers | EvidenceKinds.Installs))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var (failed, offered) = (evidence.Installs.Failed, evidence.Installs.Offered);
        return HaltIf(
            failed >= Count && Share.IsAtLeast(failed, offered, Percent), state, Because.Of(
                $"{failed} of {offered} failed, policy {Count} devices and {Percent:0.##} %",
                new("failed", failed), new("offered", offered)));
    }
}
