using System.Globalization;
using RsrActors.Laboratory.Measures;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Output;

/// <summary>Values of measures as text: exact for programs, short for people.</summary>
internal static class MeasureText
{
    /// <summary>Above it a short number would not be a decimal.</summary>
    private const double Largest = 1e20;

    /// <summary>
    /// With 12 digits at most: the further ones may differ from machine to machine. Never is <c>inf</c>.
    /// </summary>
    public static string Exact(double value) =>
        double.IsPositiveInfinity(value) ? "inf"
        : double.IsNegativeInfinity(value) ? "-inf"
        : Rounded(value).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The same number with 12 digits at most; zero has no sign.</summary>
    public static double Rounded(double value) =>
        double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + 0.0;

    public static string Short(Measure measure, double value) =>
        double.IsPositiveInfinity(value) ? measure.Kind == MeasureKind.Time ? "never" : "∞"
        : double.IsNegativeInfinity(value) ? "-∞"
        : Math.Abs(value) > Largest ? Exact(value)
        : ShortNumber.Of((decimal)Rounded(value));

    /// <summary>A time that never came has no unit.</summary>
    public static string WithUnit(Measure measure, double value) =>
        double.IsFinite(value) ? $"{Short(measure, value)} {measure.Unit}" : Short(measure, value);

    public static string Signed(Measure measure, double value) =>
        value > 0 ? $"+{Short(measure, value)}" : Short(measure, value);

    /// <summary>Which values are better, for headings.</summary>
    public static string Direction(Measure measure) =>
        (measure.Better == Better.Larger ? "higher is better" : "lower is better")
        + (measure.IsOfHarm ? " where a release does harm" : "");
}
