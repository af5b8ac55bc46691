namespace RsrActors.Model.Statistics.Fitting;

/// <summary>
/// Factors of symmetric matrices: Golub and Van Loan, Matrix Computations, 4th edition (2013), sections 4.2 and 8.5.
/// Rows and columns count from 0.
/// </summary>
public static class SymmetricMatrix
{
    private const int MostSweeps = 60;

    /// <summary>
    /// The lower triangle L with L Lᵀ = A. A pivot that is not positive, because rows depend on each other, is replaced
    /// by a small one.
    /// </summary>
    public static double[,] Cholesky(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var lower = new double[n, n];
        var least = Largest(matrix) * 1e-13 + double.Epsilon;
        for (var j = 0; j < n; j++)
        {
            var pivot = matrix[j, j];
            for (var k = 0; k < j; k++)
                pivot -= lower[j, k] * lower[j, k];
            lower[j, j] = Math.Sqrt(Math.Max(pivot, least));
            for (var i = j + 1; i < n; i++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                    sum -= lower[i, k] * lower[j, k];
                lower[i, j] = sum / lower[j, j];
            }
        }

        return lower;
    }

    /// <summary>x with L x = b.</summary>
    public static double[] Forward(double[,] lower, ReadOnlySpan<double> right)
    {
        var x = right.ToArray();
        for (var i = 0; i < x.Length; i++)
        {
            for (var k = 0; k < i; k++)
                x[i] -= lower[i, k] * x[k];
            x[i] /= lower[i, i];
        }

        return x;
    }

    /// <summary>x with Lᵀ x = b.</summary>
    public static double[] Backward(double[,] lower, ReadOnlySpan<double> right)
    {
        var x = right.ToArray();
        for (var i = x.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < x.Length; k++)
                x[i] -= lower[k, i] * x[k];
            x[i] /= lower[i, i];
        }

        return x;
    }

    /// <summary>x with L Lᵀ x = b.</summary>
    public static double[] Solve(double[,] lower, ReadOnlySpan<double> right) =>
        Backward(lower, Forward(lower, right));

    /// <summary>L x.</summary>
    public static double[] Times(double[,] lower, ReadOnlySpan<double> vector)
    {
        var product = new double[vector.Length];
        for (var i = 0; i < product.Length; i++)
        {
            for (var k = 0; k <= i; k++)
                product[i] += lower[i, k] * vector[k];
        }

        return product;
    }

    /// <summary>The eigenvalues, and the eigenvectors as columns, by the cyclic method of Jacobi.</summary>
    public static (double[] Values, double[,] Vectors) Eigen(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var vectors = new double[n, n];
        for (var i = 0; i < n; i++)
            vectors[i, i] = 1;
        for (var sweep = 0; sweep < MostSweeps && Off(a) > 1e-30 * Largest(matrix) * Largest(matrix); sweep++)
        {
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                    Rotate(a, vectors, p, q);
            }
        }

        return ([.. Enumerable.Range(0, n).Select(i => a[i, i])], vectors);
    }

    private static void Rotate(double[,] a, double[,] vectors, int p, int q)
    {
        if (a[p, q] == 0)
            return;
        var half = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (half >= 0 ? 1 : -1) / (Math.Abs(half) + Math.Sqrt(half * half + 1));
        var cosine = 1 / Math.Sqrt(t * t + 1);
        var sine = t * cosine;
        var n = a.GetLength(0);
        for (var k = 0; k < n; k++)
            (a[k, p], a[k, q]) = (cosine * a[k, p] - sine * a[k, q], sine * a[k, p] + cosine * a[k, q]);
        for (var k = 0; k < n; k++)
        {
            (a[p, k], a[q, k]) = (cosine * a[p, k] - sine * a[q, k], sine * a[p, k] + cosine * a[q, k]);
            (vectors[k, p], vectors[k, q]) =
                (cosine * vectors[k, p] - sine * vectors[k, q], sine * vectors[k, p] + cosine * vectors[k, q]);
        }
    }

    private static double Off(double[,] a)
    {
        var sum = 0.0;
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < i; j++)
                sum += a[i, j] * a[i, j];
        }

        return sum;
    }

    private static double Largest(double[,] a)
    {
        var largest = 0.0;
        foreach (var value in a)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
