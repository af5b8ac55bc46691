using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Ramps;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>Rules of systems that deliver services and features.</summary>
internal static class DeliveryPresets
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly RulePreset GrowthBook = new(
        "growthbook",
        "10, 25, 50, 75 and 100 % over a quarter of the monitoring; a sequential test against the concurrent control.",
        "GrowthBook, safe rollouts",
        [
            RuleKey.Duration(
                "monitoring", 4 * CommonKeys.Day, TimeSpan.FromHours(1), CommonKeys.Year, "How long it is monitored."),
            CommonKeys.Alpha(0.05),
            RuleKey.Number("tuning", 5000, 10, 100_000_000, "The number of devices at which the test is best."),
            RuleKey.Flag("auto-rollback", true, "Whether a failed test takes the release back, or only alerts."),
        ],
        keys =>
        {
            var quarter = keys.Duration("monitoring") / 16;
            return new Rule(
                "growthbook",
                new StepsRamp(
                    "safe-rollout",
                    [
                        new(TimeSpan.Zero, 10), new(quarter, 25), new(quarter * 2, 50), new(quarter * 3, 75),
                        new(quarter * 4, 100),
                    ]),
                [
                    new SafeRollout(keys.Duration("monitoring"), keys.Number("alpha"), keys.Number("tuning"))
                    {
                        Effects = keys.Flag("auto-rollback")
                            ? HaltEffects.StopOffering | HaltEffects.Uninstall
                            : HaltEffects.Alert,
                    },
                ]);
        });

    private static readonly RulePreset Flagger = new(
        "flagger",
        "A weight further at each tick whose checks pass; failed checks add up, and enough of them roll back.",
        "Flagger 15bd6ad, canary analysis",
        [
            RuleKey.Duration(
                "interval", 60 * Second, 10 * Second, 30 * CommonKeys.Day, "The time between two ticks.").OfBoth(),
            RuleKey.Count("threshold", 1, 1, 1000, "Failed checks before the rollback."),
            RuleKey.Number("step-weight", 10, 1, 100, "What each tick adds, in percent.").OfRamp(),
            RuleKey.Number(
                "max-weight", 100, 1, 100, "The weight after which everything is promoted, in percent.").OfRamp(),
            RuleKey.Duration(
                "metric-interval", 60 * Second, 10 * Second, 30 * CommonKeys.Day, "The time that a metric is read of."),
            RuleKey.Percent("success-rate", 99, "The least success rate of installations, in percent; 0 is no check."),
            RuleKey.Percent(
                "crashed-share", 1, "The largest share of devices with a crash, in percent; 100 is no check."),
        ],
        keys => new Rule(
            "flagger",
            new TickRamp(
                "weights", TickRamp.Every(keys.Number("step-weight"), keys.Number("max-weight")),
                keys.Duration("interval")),
            [
                new FlaggerChecks(FlaggerMetrics(keys), keys.Count("threshold"), keys.Duration("metric-interval"))
                {
                    Interval = keys.Duration("interval"),
                    Effects = HaltEffects.StopOffering | HaltEffects.Uninstall,
                },
            ]));

    private static readonly RulePreset Argo = new(
        "argo", "Steps with pauses, and a background analysis that aborts, pauses or ends by its measurements.",
        "Argo Rollouts 9f8d111d, analysis/analysis.go",
        [
            RuleKey.Steps(
                "steps",
                [
                    new(TimeSpan.Zero, 20), new(TimeSpan.FromMinutes(10), 40), new(TimeSpan.FromMinutes(20), 60),
                    new(TimeSpan.FromMinutes(30), 80), new(TimeSpan.FromMinutes(40), 100),
                ],
                "The weights.").OfRamp(),
            RuleKey.Duration(
                "interval", 5 * CommonKeys.Minute, Second, 30 * CommonKeys.Day, "Between two measurements."),
            RuleKey.Percent("success-most", 1, "A success up to this share of devices with a crash, in percent."),
            RuleKey.Percent(
                "failure-above", 100,
                "A failure above this share, inconclusive between the two; at 100 what is no success is a failure."),
            RuleKey.Count("failure-limit", 0, -1, 1000, "More failures than this fail; -1 is off."),
            RuleKey.Count("inconclusive-limit", 0, 0, 1000, "More inconclusive measurements than this pause."),
            RuleKey.Count("consecutive-error-limit", 4, 0, 1000, "More errors in a row than this are an error."),
            RuleKey.Count("consecutive-success-limit", 0, 0, 1000, "So many successes in a row end it; 0 is off."),
            RuleKey.Count("count", 0, 0, 100_000, "The number of measurements; 0 is no end."),
            RuleKey.Word(
                "no-data", "error", ["successful", "failed", "inconclusive", "error"],
                "What a measurement without active devices is."),
        ],
        keys => new Rule(
            "argo", new StepsRamp("weights", keys.Steps("steps")),
            [
                new ArgoAnalysis(
                    new(
                        keys.Count("failure-limit"), keys.Count("inconclusive-limit"),
                        keys.Count("consecutive-error-limit"), keys.Count("consecutive-success-limit"),
                        keys.Count("count") == 0 ? null : keys.Count("count")),
                    keys.Number("success-most"),
                    keys.Number("failure-above") >= 100 ? null : keys.Number("failure-above"),
                    Words.TryParse<ArgoPhase>(keys.Word("no-data"), out var phase) ? phase : ArgoPhase.Error,
                    keys.Duration("interval"))
                {
                    Effects = HaltEffects.StopOffering | HaltEffects.Uninstall,
                },
            ]));

    private static readonly RulePreset Kayenta = new(
        "kayenta",
        "The crash rates of devices with and without the release are compared by a rank test, and the score decides.",
        "Spinnaker Kayenta a69573be, NetflixACAJudge",
        [
            .. CommonKeys.Linear,
            RuleKey.Percent("marginal", 75, "A score below this halts."),
            RuleKey.Percent("pass", 95, "A score below this halts at the end."),
            RuleKey.Duration(
                "window", TimeSpan.FromHours(1), CommonKeys.Minute, CommonKeys.Day, "The time of one value."),
            RuleKey.Duration(
                "analysis", TimeSpan.FromHours(1), CommonKeys.Minute, CommonKeys.Day, "Between two analyses."),
            RuleKey.Duration(
                "begin-after", TimeSpan.Zero, TimeSpan.Zero, 30 * CommonKeys.Day, "The time before the first value."),
            RuleKey.Duration(
                "lifetime", 3 * CommonKeys.Day, TimeSpan.FromHours(1), CommonKeys.Year, "The whole analysis."),
            RuleKey.Number("allowed-increase", 1, 1, 1000, "A rise of the mean by less than this factor passes."),
            RuleKey.Flag("critical", false, "Whether a rise makes the score zero."),
            RuleKey.Flag("must-have-data", false, "Whether no data is a failure of the metric."),
            RuleKey.Flag(
                "replace-missing", false, "Whether a window without use is a rate of zero; else it is left out."),
            RuleKey.Flag("remove-outliers", true, "Whether values far from the quartiles are left out."),
        ],
        keys => new Rule(
            "kayenta", CommonKeys.LinearRamp(keys),
            [
                new KayentaJudge(
                    new(MetricDirection.Increase)
                    {
                        AllowedIncrease = keys.Number("allowed-increase"),
                        IsCritical = keys.Flag("critical"),
                        MustHaveData = keys.Flag("must-have-data"),
                        ReplacesMissing = keys.Flag("replace-missing"),
                        RemovesOutliers = keys.Flag("remove-outliers"),
                    },
                    keys.Number("marginal"), keys.Number("pass"), keys.Duration("window"),
                    keys.Duration("begin-after"), keys.Duration("lifetime"))
                {
                    Every = keys.Duration("analysis"),
                },
            ]));

    public static readonly ImmutableArray<RulePreset> All = [GrowthBook, Flagger, Argo, Kayenta];

    private static ImmutableArray<FlaggerMetric> FlaggerMetrics(RuleParameters keys)
    {
        var (success, crashed) = (keys.Number("success-rate"), keys.Number("crashed-share"));
        var metrics = ImmutableArray.CreateBuilder<FlaggerMetric>();
        if (success > 0)
            metrics.Add(new(FlaggerChecks.SuccessRate, success, null));
        if (crashed < 100)
            metrics.Add(new(FlaggerChecks.CrashedShare, null, crashed));
        return metrics.ToImmutable();
    }
}
