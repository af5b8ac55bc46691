using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>
/// The cumulative sum of counts above a reference value: C = max(0, C + count - reference), a signal when C reaches
/// the threshold.
/// </summary>
/// <remarks>
/// Lucas, Counted data CUSUM's, Technometrics 27 (1985) 129-144. The average run length is exact: C moves on a lattice,
/// so it is a Markov chain, as R's surveillance::arlCusum computes it (Brook and Evans 1972).
/// </remarks>
/// <param name="Reference">k, between the mean in control and the mean to be found.</param>
/// <param name="Threshold">h.</param>
public readonly record struct PoissonCusum(double Reference, double Threshold)
{
    private const double Rounding = 1e-9;

    /// <summary>k for two means: (mu1 - mu0) / ln(mu1 / mu0).</summary>
    public static double ReferenceFor(double inControl, double toBeFound) =>
        (toBeFound - inControl) / PortableMath.Log(toBeFound / inControl);

    /// <summary>
    /// k for a rate ratio, where the mean in control is the expected count: k = expected (ratio - 1) / ln(ratio).
    /// </summary>
    public static double ReferenceForRatio(double expected, double ratio) =>
        expected * (ratio - 1) / PortableMath.Log(ratio);

    public static double Next(double sum, double count, double reference) => Math.Max(0, sum + count - reference);

    public bool Signals(double sum) => sum >= Threshold - Rounding;

    /// <summary>The mean number of counts up to the signal.</summary>
    /// <param name="mean">The true mean of a count.</param>
    /// <param name="start">Where the sum starts: 0, or half the threshold for a fast initial response.</param>
    /// <param name="lattice">Reference, threshold and start are multiples of it.</param>
    public double AverageRunLength(double mean, double start = 0, double lattice = 0.1)
    {
        var states = (int)Math.Ceiling(Threshold / lattice - Rounding);
        var chances = Chances(mean, (int)Math.Ceiling(Threshold + Reference) + 1);
        var system = new double[states, states + 1];
        for (var from = 0; from < states; from++)
        {
            system[from, from] = 1;
            system[from, states] = 1;
            for (var count = 0; count < chances.Length; count++)
            {
                var to = (int)Math.Round((from * lattice + count - Reference) / lattice);
                if (to < states)
                    system[from, Math.Max(0, to)] -= chances[count];
            }
        }

        return Solve(system, states)[(int)Math.Round(start / lattice)];
    }

    /// <summary>The smallest threshold on the lattice whose average run length at a mean is long enough.</summary>
    public static double SmallestThreshold(double reference, double mean, double least, double lattice = 0.1)
    {
        for (var i = 1; ; i++)
        {
            var threshold = i * lattice;
            if (new PoissonCusum(reference, threshold).AverageRunLength(mean, 0, lattice) >= least)
                return Math.Round(threshold, 6);
        }
    }

    private static double[] Chances(double mean, int most)
    {
        var chances = new double[most + 1];
        var chance = PortableMath.Exp(-mean);
        for (var count = 0; count <= most; count++)
        {
            chances[count] = chance;
            chance *= mean / (count + 1);
        }

        return chances;
    }

    /// <summary>Elimination by Gauss with pivots; the last column is the right side.</summary>
    private static double[] Solve(double[,] system, int n)
    {
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
                pivot = Math.Abs(system[row, column]) > Math.Abs(system[pivot, column]) ? row : pivot;
            for (var k = column; k <= n; k++)
                (system[column, k], system[pivot, k]) = (system[pivot, k], system[column, k]);
            for (var row = column + 1; row < n; row++)
            {
                var factor = system[row, column] / system[column, column];
                for (var k = column; factor != 0 && k <= n; k++)
                    system[row, k] -= factor * system[column, k];
            }
        }

        var solution = new double[n];
        for (var row = n - 1; row >= 0; row--)
        {
            var sum = system[row, n];
            for (var k = row + 1; k < n; k++)
                sum -= system[row, k] * solution[k];
            solution[row] = sum / system[row, row];
        }

        return solution;
    }
}
