using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Google's multi-window burn rate: the share of device-hours with a crash, divided by the budget, is above a limit in
/// a long and in a short window. Without use in a window it is silent.
/// </summary>
/// <remarks>
/// The Site Reliability Workbook, chapter 5: 14.4 for 1 h and 5 min, 6 for 6 h and 30 min, 1 for 3 d and 6 h.
/// </remarks>
/// <param name="Limit">The burn rate.</param>
/// <param name="Budget">The tolerated share, in percent: 100 minus the objective.</param>
public sealed record BurnRate(double Limit, TimeSpan LongWindow, TimeSpan ShortWindow, double Budget)
    : BrakeBase("burn-rate", new(EvidenceKinds.Use | EvidenceKinds.Windows, ShortWindow, LongWindow))
{
    /// <summary>The burn rate that uses a share of a budget of 30 days within a window.</summary>
    public static double LimitFor(double share, TimeSpan window) => share * 720 / window.TotalHours;

    /// <summary>
    /// How long a share of errors lasts, from a clean start, until the long window is above the limit.
    /// </summary>
    /// <param name="errors">In percent.</param>
    public TimeSpan TimeToFire(double errors) => LongWindow * (Budget * Limit / errors);

    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(moment);
        var inLong = evidence.Between(moment.Now - LongWindow, moment.Now).OnRelease;
        var inShort = evidence.Between(moment.Now - ShortWindow, moment.Now).OnRelease;
        return HaltIf(
            Burns(inLong.Crashes, inLong.UseMilliseconds) && Burns(inShort.Crashes, inShort.UseMilliseconds), state,
            Because.Of(
                $"{100 * inLong.Rate:0.###} % and {100 * inShort.Rate:0.###} % of hours, limit {Limit:0.#} budgets",
                new("long-rate", inLong.Rate), new("short-rate", inShort.Rate), new("limit", Limit)));
    }

    /// <summary>Whether crashes in some use are above the limit, in decimal numbers.</summary>
    public bool Burns(long crashes, long useMilliseconds) =>
        useMilliseconds > 0
        && crashes * 100m > (decimal)Limit * (decimal)Budget * (useMilliseconds / 3_600_000m);
}
