using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics.Designs;

/// <summary>
/// A Latin hypercube: n points in the unit cube so that each of n equal parts of each axis has exactly one of them,
/// x_ij = (π_j(i) + u_ij) / n. McKay, Beckman and Conover, A comparison of three methods for selecting values of input
/// variables in the analysis of output from a computer code, Technometrics 21 (1979) 239-245.
/// </summary>
public static class LatinHypercube
{
    /// <param name="count">n, how many points.</param>
    /// <param name="factors">
    /// The dimension of the cube. A factor's values do not depend on how many others there are.
    /// </param>
    /// <param name="seed">The same seed gives the same points.</param>
    /// <returns>For each point its coordinates, at least 0 and below 1.</returns>
    public static ImmutableArray<ImmutableArray<double>> Points(int count, int factors, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(factors, 1);
        var columns = Enumerable.Range(0, factors).Select(factor => Column(count, new(seed, (ulong)factor))).ToArray();
        return
        [
            .. Enumerable.Range(0, count).Select(i => columns.Select(column => column[i]).ToImmutableArray()),
        ];
    }

    private static double[] Column(int count, Dice dice) =>
    [
        .. IndexDraws.Permutation(count, dice, Purpose.StratumOrder)
            .Select((stratum, i) => Within(stratum, count, dice.Uniform(Purpose.StratumPlace, i))),
    ];

    /// <summary>The rounded quotient must not reach the next part.</summary>
    private static double Within(int stratum, int count, double place)
    {
        var x = (stratum + place) / count;
        return x * count < stratum + 1 ? x : Math.BitDecrement((stratum + 1.0) / count);
    }
}
