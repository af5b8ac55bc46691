using System.Collections.Immutable;

namespace RsrActors.Model.Statistics.Designs;

/// <summary>
/// How unevenly points fill the unit cube and all its faces; smaller is more even, and it does not change when an axis
/// is reversed. The squared centred discrepancy: Hickernell, A generalized discrepancy and quadrature error bound,
/// Mathematics of Computation 67 (1998) 299-322.
/// </summary>
public static class CentredDiscrepancy
{
    /// <param name="points">Not empty, all of the same dimension, each coordinate between 0 and 1.</param>
    public static double Of(IReadOnlyList<ImmutableArray<double>> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfZero(points.Count, nameof(points));
        var (n, dimension) = (points.Count, points[0].Length);
        var whole = 1.0;
        for (var k = 0; k < dimension; k++)
            whole *= 13.0 / 12;
        var single = points.Sum(x => Product(dimension, k => 1 + (Distance(x[k]) - Square(Distance(x[k]))) / 2));
        var pairs = points.Sum(x => points.Sum(y => Product(
            dimension, k => 1 + (Distance(x[k]) + Distance(y[k]) - Math.Abs(x[k] - y[k])) / 2)));
        return whole - 2 * single / n + pairs / n / n;
    }

    private static double Product(int dimension, Func<int, double> factor)
    {
        var product = 1.0;
        for (var k = 0; k < dimension; k++)
            product *= factor(k);
        return product;
    }

    private static double Distance(double x) => Math.Abs(x - 0.5);

    private static double Square(double x) => x * x;
}
