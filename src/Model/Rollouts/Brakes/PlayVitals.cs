using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Google Play's thresholds of bad behaviour (Android vitals): more than a share of the daily users of the last days
/// had a crash, of all of them or of those of one model. It ignores the usual rate. Without users there is no data.
/// </summary>
/// <param name="Overall">In percent of daily users.</param>
/// <param name="PerModel">In percent of the daily users of a model.</param>
/// <param name="Window">The number of days, today included.</param>
public sealed record PlayVitals(double Overall = 1.09, double PerModel = 8, int Window = 28)
    : BrakeBase("play-vitals", new(EvidenceKinds.Use | EvidenceKinds.Days | EvidenceKinds.ByModel, Days: Window))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(moment);
        var from = moment.Midnight + TimeSpan.FromDays(1 - Window);
        var days = evidence.Days.Where(day => day.From >= from).ToArray();
        var all = Sum(days);
        if (Share.IsAbove(all.CrashedDevices, all.ActiveDevices, Overall))
            return Halt(state, Of(all, "all models"));

        foreach (var model in days.GroupBy(day => day.Key.Model).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var use = Sum(model);
            if (model.Key.Length > 0 && Share.IsAbove(use.CrashedDevices, use.ActiveDevices, PerModel))
                return Halt(state, Of(use, model.Key));
        }

        return Continue(state, Of(all, "all models"));
    }

    private Because Of(UseCounts use, string models) => Because.Of(
        $"{use.CrashedDevices} of {use.ActiveDevices} daily users of {models} had a crash in {Window} days",
        new("crashed-users", use.CrashedDevices), new("daily-users", use.ActiveDevices),
        new("percent", Share.Percent(use.CrashedDevices, use.ActiveDevices)));

    private static UseCounts Sum(IEnumerable<EvidenceWindow> days) =>
        days.Aggregate(default(UseCounts), (sum, day) => sum + day.OnRelease);
}
