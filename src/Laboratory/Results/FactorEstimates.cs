using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Model.Statistics;
using RsrActors.Model.Statistics.Designs;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Results;

/// <summary>Estimates the effects of the factors of a sampled design from the responses at its points.</summary>
internal static class FactorEstimates
{
    private const double Confidence = 0.95;
    private const int Resamples = 200;

    /// <summary>Whether effects follow from a design of this method.</summary>
    public static bool Has(SamplingMethod method) => method is SamplingMethod.Morris or SamplingMethod.Saltelli;

    /// <param name="responses">At each point of the design, in their order, finite.</param>
    public static FactorEffects Of(
        Measure measure, string condition, ExperimentDesign.Sampled design, ulong seed,
        IReadOnlyList<double> responses) => design.Method switch
    {
        SamplingMethod.Morris => new FactorEffects.Screening(measure, condition, Screen(design, seed, responses)),
        SamplingMethod.Saltelli => new FactorEffects.Indices(measure, condition, Index(design, seed, responses)),
        _ => throw new ArgumentOutOfRangeException(nameof(design), design.Method, "It has no effects."),
    };

    private static ImmutableArray<ScreenedFactor> Screen(
        ExperimentDesign.Sampled design, ulong seed, IReadOnlyList<double> responses)
    {
        var factors = design.Sampling;
        var trajectories = MorrisDesign.Trajectories(design.Number, factors.Length, seed);
        var effects = ElementaryEffects.Of(trajectories, [.. responses.Chunk(factors.Length + 1)]);
        var errors = Bootstrap.StandardErrors(
            trajectories.Length, Resamples, seed,
            drawn => [.. effects.Select(effect => drawn.Average(i => Math.Abs(effect.Effects[i])))]);
        var z = NormalQuantile.Of((1 + Confidence) / 2);
        return
        [
            .. effects.Select(effect => new ScreenedFactor(
                factors[effect.Factor].Name,
                effect.MeanOfSizes,
                trajectories.Length > 1
                    ? Interval.Around(effect.MeanOfSizes, z * errors[effect.Factor]).AtLeast(0)
                    : Interval.Everything,
                effect.Mean,
                effect.Spread)),
        ];
    }

    private static ImmutableArray<IndexedFactor> Index(
        ExperimentDesign.Sampled design, ulong seed, IReadOnlyList<double> responses)
    {
        var factors = design.Sampling;
        var indices = SobolIndices.Of(
            SaltelliDesign.Of(design.Number, factors.Length), responses, seed, Resamples, Confidence);
        return
        [
            .. indices.PerFactorGroup.Select(index => new IndexedFactor(
                factors[index.FactorGroup].Name,
                index.First, index.FirstInterval, index.Total, index.TotalInterval)),
        ];
    }
}
