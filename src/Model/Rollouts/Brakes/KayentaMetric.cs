using RsrActors.Model.Statistics;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>Which change of a metric is bad.</summary>
public enum MetricDirection
{
    Increase,
    Decrease,
    Either,
}

/// <summary>The label of a metric by Kayenta's judge.</summary>
public enum MetricLabel
{
    Pass,
    High,
    Low,
    Nodata,

    /// <summary>No data where there must be some.</summary>
    NodataFail,

    /// <summary>It could not be judged.</summary>
    Error,
}

/// <summary>How the size of an effect is measured.</summary>
public enum EffectMeasure
{
    /// <summary>Mean of the experiment divided by the mean of the control.</summary>
    MeanRatio,

    /// <summary>The chance that a value of the experiment is above one of the control.</summary>
    Cles,
}

/// <summary>The judgement of one metric.</summary>
/// <param name="Deviation">The size of the effect; NaN when a mean is zero.</param>
/// <param name="IsCritical">Whether the metric is critical, and its effect is too.</param>
public readonly record struct MetricJudgement(MetricLabel Label, double Deviation, bool IsCritical);

/// <summary>
/// A metric of Kayenta's NetflixACAJudge: the experiment's values against the control's, by the interval of Mann and
/// Whitney (98 %) with a tolerance of a quarter of the shift, and by the size of the effect.
/// </summary>
/// <remarks>
/// Kayenta a69573be, MannWhitneyClassifier and NetflixACAJudge. Where both samples are constant Kayenta adds Gaussian
/// noise of 1e-5 of the value; here it is not random, but the normal quantiles of the places, so that nothing is drawn.
/// </remarks>
public sealed record KayentaMetric(MetricDirection Direction = MetricDirection.Either)
{
    private const double Confidence = 0.98;
    private const double Tolerance = 0.25;
    private const double Noise = 1e-5;

    /// <summary>Whether missing values are zero; otherwise they are removed.</summary>
    public bool ReplacesMissing { get; init; }

    /// <summary>Whether values outside the fences are removed.</summary>
    public bool RemovesOutliers { get; init; }

    public bool IsCritical { get; init; }

    public bool MustHaveData { get; init; }

    public EffectMeasure Measure { get; init; } = EffectMeasure.MeanRatio;

    /// <summary>High only from this effect on; null is the measure's neutral value.</summary>
    public double? AllowedIncrease { get; init; }

    /// <summary>Low only up to this effect.</summary>
    public double? AllowedDecrease { get; init; }

    /// <summary>Critical only from this effect on.</summary>
    public double? CriticalIncrease { get; init; }

    /// <summary>Critical only up to this effect.</summary>
    public double? CriticalDecrease { get; init; }

    private double Neutral => Measure is EffectMeasure.MeanRatio ? 1 : 0.5;

    /// <param name="control">NaN for a missing value.</param>
    /// <param name="experiment">NaN for a missing value.</param>
    public MetricJudgement Judge(IEnumerable<double> control, IEnumerable<double> experiment)
    {
        var (before, after) = (Prepared(control), Prepared(experiment));
        if (before.Length == 0 || after.Length == 0)
        {
            return ReplacesMissing ? new(MetricLabel.Pass, 1, IsCritical: false)
                : MustHaveData && !IsCritical ? new(MetricLabel.NodataFail, 1, IsCritical: false)
                : new(MetricLabel.Nodata, 1, IsCritical);
        }

        if (before.Order().SequenceEqual(after.Order()) || before.Concat(after).Distinct().Count() == 1)
            return new(MetricLabel.Pass, 1, IsCritical: false);
        if (before.Distinct().Count() == 1 && after.Distinct().Count() == 1)
            (before, after) = (WithNoise(before), WithNoise(after));
        return Compare(before, after);
    }

    private MetricJudgement Compare(double[] control, double[] experiment)
    {
        if (MannWhitney.Shift(experiment, control, Confidence) is not { } shift)
            return new(MetricLabel.Error, 1, IsCritical: false);

        var bound = Tolerance * Math.Abs(shift.Estimate);
        var effect = EffectOf(control, experiment);
        if (Direction is not MetricDirection.Decrease && shift.Low > bound && IsAtLeast(effect, AllowedIncrease))
            return new(MetricLabel.High, effect, IsCritical && IsAtLeast(effect, CriticalIncrease));
        if (Direction is not MetricDirection.Increase && shift.High < -bound && IsAtMost(effect, AllowedDecrease))
            return new(MetricLabel.Low, effect, IsCritical && IsAtMost(effect, CriticalDecrease));
        return new(MetricLabel.Pass, effect, IsCritical: false);
    }

    /// <summary>An effect that is not a number is ignored.</summary>
    private bool IsAtLeast(double effect, double? limit) => double.IsNaN(effect) || effect >= (limit ?? Neutral);

    private bool IsAtMost(double effect, double? limit) => double.IsNaN(effect) || effect <= (limit ?? Neutral);

    private double EffectOf(double[] control, double[] experiment)
    {
        if (Measure is EffectMeasure.Cles)
            return MannWhitney.ChanceAbove(experiment, control);
        var (before, after) = (control.Average(), experiment.Average());
        return before == 0 || after == 0 ? double.NaN : after / before;
    }

    private double[] Prepared(IEnumerable<double> values)
    {
        var known = ReplacesMissing
            ? values.Select(value => double.IsNaN(value) ? 0 : value).ToArray()
            : values.Where(value => !double.IsNaN(value)).ToArray();
        return RemovesOutliers ? Outliers.Removed(known) : known;
    }

    private static double[] WithNoise(double[] values) =>
    [
        .. values.Select((value, i) => value * (1 + Noise * NormalQuantile.Of((i + 0.5) / values.Length))),
    ];
}
