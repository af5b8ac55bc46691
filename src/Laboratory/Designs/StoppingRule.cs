using System.Collections.Immutable;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Designs;

/// <summary>When an experiment has enough replications, where their number is not given.</summary>
public abstract record StoppingRule
{
    private StoppingRule()
    {
    }

    /// <summary>Law's advice, and that of Hoad, Robinson and Davies for many models.</summary>
    public const int UsualAtLeast = 10;

    /// <summary>The most replications of each cell, unless the experiment says so.</summary>
    public const int UsualAtMost = 1000;

    public const double UsualConfidence = 0.95;

    /// <summary>The replications of each cell before the first decision.</summary>
    public int AtLeast { get; init; } = UsualAtLeast;

    /// <summary>
    /// Of the intervals whose width is compared, or of the selection, above 0 and below 1.
    /// </summary>
    public double Confidence { get; init; } = UsualConfidence;

    /// <summary>
    /// The experiment ends when the mean of every measure that is named is known with its precision in every cell:
    /// <see cref="ReplicationRule"/>. All cells have the same replications.
    /// </summary>
    public sealed record Precise(ImmutableArray<MeasurePrecision> Measures) : StoppingRule;

    /// <summary>
    /// A cell ends as soon as another one of its condition is better, and the experiment when one cell of each
    /// condition is left: <see cref="Model.Statistics.Comparisons.SelectionRule"/>.
    /// </summary>
    /// <param name="Measure">The measure by which cells are compared.</param>
    /// <param name="IndifferenceZone">The smallest difference that matters, in the unit of the measure.</param>
    public sealed record SelectBest(string Measure, double IndifferenceZone) : StoppingRule;
}

/// <summary>How exactly the mean of a measure is to be known.</summary>
public sealed record MeasurePrecision(string Measure, Precision Precision);
