using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Halts when the crashes per active device exceed the baseline's by more than a constant on one day. Toy simulators
/// of rollouts have such a gate. It has no error control: on a few devices it halts by chance. What arrives more than a
/// week late is not looked at.
/// </summary>
/// <param name="Excess">Crashes per active device and day.</param>
public sealed record ToyGate(double Excess = 0.002)
    : BrakeBase("toy-gate", new(EvidenceKinds.Use | EvidenceKinds.Days, Days: 7))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        foreach (var day in evidence.Days.GroupBy(day => day.From).OrderBy(day => day.Key))
        {
            var use = day.Aggregate(default(UseCounts), (sum, slice) => sum + slice.OnRelease);
            if (use.Crashes - use.Expected > Excess * use.ActiveDevices)
            {
                return Halt(state, Because.Of(
                    $"{use.Crashes} crashes on {use.ActiveDevices} devices in a day, {use.Expected:0.##} expected",
                    new("crashes", use.Crashes), new("active-devices", use.ActiveDevices),
                    new("expected", use.Expected)));
            }
        }

        return Continue(state);
    }
}
