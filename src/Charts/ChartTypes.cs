using System.Collections.Immutable;

namespace RsrActors.Charts;

/// <summary>The words of a chart.</summary>
/// <param name="Title">What it shows, in one line.</param>
/// <param name="Description">What can be seen, for a reader who cannot see it.</param>
/// <param name="Across">The title of the lower axis, with its unit.</param>
/// <param name="Up">The title of the left axis, with its unit.</param>
public sealed record ChartText(string Title, string Description, string Across, string Up);

/// <summary>A named line.</summary>
/// <param name="Points">In rising order of X.</param>
public sealed record ChartLine(string Name, ImmutableArray<(double X, double Y)> Points);

/// <summary>A moment that is marked above the lower axis.</summary>
public sealed record ChartMark(double X, string Name);

/// <summary>A value with its interval; an end that is infinite is not drawn.</summary>
public readonly record struct ChartEstimate(double Value, double Low, double High)
{
    /// <summary>Its numbers that can be drawn.</summary>
    internal IEnumerable<double> Finite => ((double[])[Low, Value, High]).Where(double.IsFinite);

    internal bool HasInterval => double.IsFinite(Low) && double.IsFinite(High);
}

/// <summary>A point with an interval in both directions.</summary>
/// <param name="IsMuted">It is drawn in grey, with an open marker: it is not one of those that matter.</param>
public sealed record ChartPoint(string Name, ChartEstimate X, ChartEstimate Y, bool IsMuted = false);
