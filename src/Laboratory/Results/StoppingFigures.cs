using System.Collections.Immutable;
using RsrActors.Laboratory.Measures;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Results;

/// <summary>What the stopping rule of an experiment says; empty with a fixed number of replications.</summary>
/// <param name="Precisions">One for each measure with a precision and cell.</param>
/// <param name="Selections">One for each condition, when the best cell is selected.</param>
public sealed record StoppingFigures(
    ImmutableArray<PrecisionFigures> Precisions, ImmutableArray<SelectionFigures> Selections)
{
    public static readonly StoppingFigures None = new([], []);
}

/// <summary>How exactly a mean is known.</summary>
/// <param name="Cell">The place of the cell, from 0.</param>
/// <param name="Precision">What was asked for.</param>
/// <param name="Verdict">Whether it is met.</param>
/// <param name="Replications">Those that were counted until then.</param>
public sealed record PrecisionFigures(
    Measure Measure, int Cell, Precision Precision, ReplicationVerdict Verdict, int Replications)
{
    /// <summary>
    /// The half-width of the interval of those replications: relative to the mean, or in the unit of the measure, as
    /// the precision is. Infinite when they do not bound the mean.
    /// </summary>
    public required double Reached { get; init; }
}

/// <summary>Which cell of a condition is the best.</summary>
/// <param name="Condition">Empty when there is one condition.</param>
/// <param name="IndifferenceZone">The smallest difference that matters, in the unit of the measure.</param>
/// <param name="Selected">The place of the selected cell; null when the experiment ended before.</param>
/// <param name="Replications">Of the cells that were left at the end.</param>
/// <param name="Eliminations">In their order, with the places of the cells in the experiment.</param>
public sealed record SelectionFigures(
    Measure Measure, string Condition, double IndifferenceZone, int? Selected, int Replications,
    ImmutableArray<Elimination> Eliminations);
