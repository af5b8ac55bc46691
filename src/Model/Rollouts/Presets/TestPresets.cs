using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Presets;

/// <summary>Rules that are a test of the crashes over a linear ramp.</summary>
internal static class TestPresets
{
    private static readonly RuleKey Ratio =
        RuleKey.Number("ratio", 2, 1.01, 1000, "The rate to be found, as a multiple of the baseline's.");

    private static readonly RulePreset BurnRatePreset = Of(
        "burn-rate", "Alerts by Google's burn rates in a long and in a short window; the two fast ones halt.",
        "Google, The Site Reliability Workbook, chapter 5",
        [
            RuleKey.Number(
                "budget", 0.1, 0.0001, 100, "The tolerated crashes per 100 device-hours: 100 minus the objective."),
            RuleKey.Number("fast", 14.4, 0.1, 10_000, "The burn rate of 1 h and 5 min that halts."),
            RuleKey.Number("slow", 6, 0.1, 10_000, "The burn rate of 6 h and 30 min that halts."),
            RuleKey.Number("ticket", 1, 0.1, 10_000, "The burn rate of 3 d and 6 h that alerts."),
        ],
        keys =>
        [
            Burn(keys.Number("fast"), 1, 1.0 / 12, keys), Burn(keys.Number("slow"), 6, 0.5, keys),
            Burn(keys.Number("ticket"), 72, 6, keys) with { Effects = HaltEffects.Alert },
        ]);

    private static readonly RulePreset Cusum = Of(
        "cusum", "Sums up the crashes above a reference that grows with the expected ones.",
        "Lucas, Technometrics 27 (1985)",
        [
            Ratio,
            RuleKey.Number("threshold", 5, 0.1, 10_000, "h: the sum that halts."),
            RuleKey.Number(
                "start", 0, 0, 10_000, "Where the sum starts; half the threshold is a fast initial response."),
        ],
        keys => [new CusumOfCrashes(keys.Number("ratio"), keys.Number("threshold"), keys.Number("start"))]);

    private static readonly RulePreset WaldSprtPreset = Of(
        "wald-sprt", "Wald's sequential test between the baseline's rate and a multiple of it; it halts or clears.",
        "Wald, Sequential Analysis (1947)",
        [
            Ratio, CommonKeys.Alpha(0.05),
            RuleKey.Number("beta", 0.1, 0.000001, 0.5, "The chance that a release at the ratio is cleared."),
        ],
        keys => [new WaldTest(new(keys.Number("ratio"), keys.Number("alpha"), keys.Number("beta")))]);

    private static readonly RulePreset MaxSprt = Of(
        "max-sprt", "The maximized sequential test: exact error control with a look after every report.",
        "Kulldorff and others, Sequential Analysis 30 (2011)",
        [
            CommonKeys.Alpha(0.05),
            RuleKey.Number("limit", 10, 0.1, 1000, "The crashes that are expected when the test ends."),
            RuleKey.Count("least-crashes", 1, 1, 1000, "With fewer crashes there is no signal."),
        ],
        keys =>
        [
            new PoissonSequential(keys.Number("alpha"), keys.Number("limit"), keys.Count("least-crashes")),
        ]);

    private static readonly RulePreset AnyTime = Of(
        "any-time", "Crashes on the release against crashes on the base at the same time, valid at any time.",
        "Lindon and Malek, NeurIPS 2022; Netflix",
        [
            CommonKeys.Alpha(0.05),
            RuleKey.Number(
                "prior-weight", 100, 0, 1_000_000, "How many crashes the prior is worth; 0 is the flat prior."),
        ],
        keys => [new TwoArmCounts(keys.Number("alpha"), keys.Number("prior-weight"))]);

    private static readonly RulePreset GammaMixturePreset = Of(
        "gamma-mixture",
        "The crashes against the baseline with a mixture over rate ratios: valid at any time, without end.",
        "Robbins's mixture for a Poisson count",
        [
            CommonKeys.Alpha(0.05),
            RuleKey.Number("shape", 1, 0.001, 1000, "The shape of the mixture."),
            RuleKey.Number("rate", 1, 0.001, 1000, "The rate of the mixture."),
        ],
        keys => [new GammaMixture(keys.Number("alpha"), keys.Number("shape"), keys.Number("rate"))]);

    private static readonly RulePreset ToyGatePreset = Of(
        "toy-gate", "Crashes per active device of one day above the baseline's by a constant; no error control.",
        "simulators of rollouts",
        [RuleKey.Number("excess", 0.002, 0, 1000, "The constant, in crashes per active device and day.")],
        keys => [new ToyGate(keys.Number("excess"))]);

    public static readonly ImmutableArray<RulePreset> All =
        [BurnRatePreset, Cusum, WaldSprtPreset, MaxSprt, AnyTime, GammaMixturePreset, ToyGatePreset];

    private static RulePreset Of(
        string name, string sentence, string source, ImmutableArray<RuleKey> keys,
        Func<RuleParameters, ImmutableArray<IBrake>> brakes) =>
        new(
            name, sentence, source, [.. CommonKeys.Linear, .. keys],
            values => new Rule(name, CommonKeys.LinearRamp(values), brakes(values)));

    private static BurnRate Burn(double limit, double hours, double shortHours, RuleParameters keys) =>
        new(limit, TimeSpan.FromHours(hours), TimeSpan.FromHours(shortHours), keys.Number("budget"))
        {
            Interval = TimeSpan.FromHours(shortHours),
        };
}
