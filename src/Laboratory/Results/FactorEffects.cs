using System.Collections.Immutable;
using RsrActors.Laboratory.Measures;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Results;

/// <summary>
/// What the factors of a sampled design do to one measure, in one condition. The response at a point is the mean of the
/// replications that all points have; a time that never came counts as the time to the end of the run.
/// </summary>
/// <param name="Condition">Empty without a factor that is a condition.</param>
public abstract record FactorEffects(Measure Measure, string Condition)
{
    /// <summary>Elementary effects along the trajectories of a Morris design.</summary>
    /// <param name="Factors">In the order of the experiment.</param>
    public sealed record Screening(Measure Measure, string Condition, ImmutableArray<ScreenedFactor> Factors)
        : FactorEffects(Measure, Condition);

    /// <summary>Sobol indices from the sets of a Saltelli design.</summary>
    /// <param name="Factors">In the order of the experiment.</param>
    public sealed record Indices(Measure Measure, string Condition, ImmutableArray<IndexedFactor> Factors)
        : FactorEffects(Measure, Condition);
}

/// <summary>
/// The elementary effects of one factor, in the unit of the measure for a change over the factor's whole range.
/// </summary>
/// <param name="MeanOfSizes">μ*: how much the factor matters.</param>
/// <param name="MeanOfSizesInterval">Of 95 %, by bootstrap over the trajectories.</param>
/// <param name="Mean">μ, in which effects of different signs cancel.</param>
/// <param name="Spread">
/// σ: large when the effect depends on the factor's level or on other factors. NaN with one trajectory.
/// </param>
public sealed record ScreenedFactor(
    string Factor, double MeanOfSizes, Interval MeanOfSizesInterval, double Mean, double Spread);

/// <summary>Which part of the measure's variance comes from one factor; NaN when the measure does not vary.</summary>
/// <param name="First">S, by the factor alone.</param>
/// <param name="FirstInterval">Of 95 %, by bootstrap over the sets.</param>
/// <param name="Total">S_T, with all its interactions.</param>
/// <param name="TotalInterval">Of 95 %, by bootstrap over the sets.</param>
public sealed record IndexedFactor(
    string Factor, double First, Interval FirstInterval, double Total, Interval TotalInterval);
