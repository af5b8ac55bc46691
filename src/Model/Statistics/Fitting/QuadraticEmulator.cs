using System.Collections.Immutable;

namespace RsrActors.Model.Statistics.Fitting;

/// <summary>
/// Stands for a simulation: several outputs as polynomials of second degree of its parameters, by weighted least
/// squares. Box and Wilson, On the experimental attainment of optimum conditions, Journal of the Royal Statistical
/// Society B 13 (1951) 1-45, a response surface.
/// </summary>
public sealed class QuadraticEmulator
{
    /// <summary>Keeps the normal equations solvable where an axis hardly varies.</summary>
    private const double Ridge = 1e-8;

    private readonly double[] _centre;
    private readonly double[] _scale;
    private readonly double[,] _lower;
    private readonly double[][] _coefficients;

    private QuadraticEmulator(double[] centre, double[] scale, double[,] lower, double[][] coefficients) =>
        (_centre, _scale, _lower, _coefficients) = (centre, scale, lower, coefficients);

    /// <summary>How many coefficients each output has.</summary>
    public int Terms => _lower.GetLength(0);

    /// <summary>How many coefficients there are for so many parameters.</summary>
    public static int TermsFor(int dimensions) => 1 + dimensions + dimensions * (dimensions + 1) / 2;

    /// <param name="points">The parameters of each simulation.</param>
    /// <param name="outputs">Of each simulation, equally many.</param>
    /// <param name="weights">Of each simulation, above 0 for more than there are terms.</param>
    public static QuadraticEmulator Fit(
        IReadOnlyList<ImmutableArray<double>> points, IReadOnlyList<double[]> outputs, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(weights);
        var (n, dimensions, count) = (points.Count, points[0].Length, outputs[0].Length);
        var sum = weights.Sum();
        var centre = new double[dimensions];
        var scale = new double[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            for (var i = 0; i < n; i++)
                centre[d] += weights[i] * points[i][d] / sum;
            for (var i = 0; i < n; i++)
                scale[d] += weights[i] * (points[i][d] - centre[d]) * (points[i][d] - centre[d]) / sum;
            scale[d] = Math.Max(Math.Sqrt(scale[d]), 1e-6);
        }

        var terms = TermsFor(dimensions);
        var normal = new double[terms, terms];
        var right = new double[count][];
        for (var k = 0; k < count; k++)
            right[k] = new double[terms];
        for (var i = 0; i < n; i++)
        {
            if (weights[i] <= 0)
                continue;
            var x = TermsOf(points[i], centre, scale);
            for (var a = 0; a < terms; a++)
            {
                for (var b = 0; b < terms; b++)
                    normal[a, b] += weights[i] * x[a] * x[b];
                for (var k = 0; k < count; k++)
                    right[k][a] += weights[i] * x[a] * outputs[i][k];
            }
        }

        for (var a = 0; a < terms; a++)
            normal[a, a] += Ridge * sum;
        var lower = SymmetricMatrix.Cholesky(normal);
        return new(centre, scale, lower, [.. right.Select(one => SymmetricMatrix.Solve(lower, one))]);
    }

    /// <summary>All outputs at a point.</summary>
    public double[] At(ImmutableArray<double> point)
    {
        var x = TermsOf(point, _centre, _scale);
        var outputs = new double[_coefficients.Length];
        for (var k = 0; k < outputs.Length; k++)
        {
            var coefficients = _coefficients[k];
            var sum = 0.0;
            for (var a = 0; a < x.Length; a++)
                sum += coefficients[a] * x[a];
            outputs[k] = sum;
        }

        return outputs;
    }

    /// <summary>
    /// The variance of an output's estimate at a point, as a multiple of the variance of a simulation of weight 1.
    /// </summary>
    public double LeverageAt(ImmutableArray<double> point) =>
        SymmetricMatrix.Forward(_lower, TermsOf(point, _centre, _scale)).Sum(one => one * one);

    private static double[] TermsOf(ImmutableArray<double> point, double[] centre, double[] scale)
    {
        var d = point.Length;
        var terms = new double[TermsFor(d)];
        terms[0] = 1;
        for (var i = 0; i < d; i++)
            terms[1 + i] = (point[i] - centre[i]) / scale[i];
        var place = 1 + d;
        for (var i = 0; i < d; i++)
        {
            for (var j = i; j < d; j++)
                terms[place++] = terms[1 + i] * terms[1 + j];
        }

        return terms;
    }
}
