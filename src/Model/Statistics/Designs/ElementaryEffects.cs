using System.Collections.Immutable;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Designs;

/// <summary>In which unit elementary effects are.</summary>
public enum EffectScale
{
    /// <summary>The response's unit, for a change of the factor over its whole range.</summary>
    Response,

    /// <summary>
    /// Standard deviations of the response for one of the factor, both within the trajectory, so that responses can be
    /// compared: after Sin and Gernaey (2009), as SALib's <c>scaled</c> has it. 0 where the response does not change.
    /// </summary>
    Standardized,
}

/// <summary>What the elementary effects of one factor say.</summary>
/// <param name="Factor">Its place, from 0.</param>
/// <param name="Effects">One for each trajectory.</param>
/// <param name="Mean">μ, in which effects of different signs cancel.</param>
/// <param name="MeanOfSizes">
/// μ*, the mean of their absolute values: near 0 for a factor without effect. Campolongo, Cariboni and Saltelli, An
/// effective screening design for sensitivity analysis of large models, Environmental Modelling and Software 22 (2007)
/// 1509-1518.
/// </param>
/// <param name="Spread">
/// σ, their standard deviation: large for a factor whose effect depends on its level or on other factors. NaN with one
/// trajectory.
/// </param>
public sealed record ElementaryEffect(
    int Factor, ImmutableArray<double> Effects, double Mean, double MeanOfSizes, double Spread)
{
    internal static ElementaryEffect Of(int factor, ImmutableArray<double> effects)
    {
        var sample = SampleMoments.Of(effects);
        return new(factor, effects, sample.Mean, effects.Average(Math.Abs), sample.StandardDeviation);
    }

    /// <summary>The t-interval of μ*; trajectories are independent.</summary>
    public Interval IntervalOfSizes(double confidence = 0.95) =>
        MeanEstimate.Of(Effects.Select(Math.Abs), confidence).Interval;
}

/// <summary>
/// Elementary effects: along each trajectory, the change of the response divided by the change of the one factor that
/// changed. Morris, Technometrics 33 (1991) 161-174.
/// </summary>
public static class ElementaryEffects
{
    /// <param name="trajectories">Not empty.</param>
    /// <param name="responses">
    /// For each trajectory the finite responses at its points. Runs at the points of a trajectory must share their
    /// random numbers, or their noise counts as effect.
    /// </param>
    /// <returns>For each factor, in their order.</returns>
    public static ImmutableArray<ElementaryEffect> Of(
        IReadOnlyList<Trajectory> trajectories,
        IReadOnlyList<IReadOnlyList<double>> responses,
        EffectScale scale = EffectScale.Response)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentOutOfRangeException.ThrowIfZero(trajectories.Count, nameof(trajectories));
        Arguments.ThrowIfDifferentCounts(trajectories.Count, responses.Count, nameof(responses));
        var factors = trajectories[0].Points[0].Length;
        var effects = Enumerable.Range(0, factors)
            .Select(_ => ImmutableArray.CreateBuilder<double>(trajectories.Count)).ToArray();
        for (var i = 0; i < trajectories.Count; i++)
            AddEffects(effects, trajectories[i].Points, responses[i], scale);
        return [.. effects.Select((all, factor) => ElementaryEffect.Of(factor, all.MoveToImmutable()))];
    }

    private static void AddEffects(
        ImmutableArray<double>.Builder[] effects,
        ImmutableArray<ImmutableArray<double>> points,
        IReadOnlyList<double> responses,
        EffectScale scale)
    {
        Arguments.ThrowIfDifferentCounts(points.Length, responses.Count, nameof(responses));
        Arguments.ThrowIfDifferentCounts(effects.Length + 1, points.Length, nameof(points));
        foreach (var response in responses)
            Arguments.ThrowIfNotFinite(response, nameof(responses));
        for (var i = 1; i < points.Length; i++)
        {
            var factor = Enumerable.Range(0, effects.Length).Single(one => points[i][one] != points[i - 1][one]);
            var effect = (responses[i] - responses[i - 1]) / (points[i][factor] - points[i - 1][factor]);
            effects[factor].Add(effect == 0 || scale == EffectScale.Response
                ? effect
                : effect * Deviation(points.Select(point => point[factor])) / Deviation(responses));
        }
    }

    private static double Deviation(IEnumerable<double> values) => SampleMoments.Of(values).StandardDeviation;
}
