namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// An interval of the real line, in the unit of what it estimates. An end may be infinite: then the sample does not
/// bound the estimate on that side.
/// </summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The interval of a sample that says nothing about the estimate.</summary>
    public static readonly Interval Everything = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The values that are at most this far from the centre.</summary>
    /// <param name="halfWidth">Infinite for <see cref="Everything"/>.</param>
    public static Interval Around(double centre, double halfWidth) =>
        double.IsFinite(centre) && double.IsFinite(halfWidth)
            ? new(centre - halfWidth, centre + halfWidth)
            : Everything;

    /// <summary>
    /// The part of the interval that is not below a bound of what it estimates. It contains every value that the whole
    /// interval contains and that is possible.
    /// </summary>
    public Interval AtLeast(double least) => new(Math.Max(Low, least), Math.Max(High, least));

    /// <summary>True also at the ends.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
