using System.Collections.Immutable;

namespace RsrActors.Model.Statistics.Designs;

/// <summary>
/// The Sobol sequence of points that fill the unit cube evenly, not scrambled: Sobol (1967), with the direction numbers
/// of Joe and Kuo (2008) and in the order of Antonov and Saleev (1979), the Gray code. Every point is computed by
/// itself.
/// </summary>
/// <remarks>
/// Take as many points as a power of two, from the first one on: only then does each of that many equal parts of each
/// axis have exactly one point. The first point is the corner 0, which many distributions map to their lower end.
/// </remarks>
public static class SobolSequence
{
    /// <summary>The largest dimension of the cube.</summary>
    public static readonly int MostDimensions = JoeKuoNumbers.Rows.Length + 1;

    private const int Bits = 32;

    private const double Unit = 1.0 / (1UL << Bits);

    private static readonly ImmutableArray<ImmutableArray<uint>> Directions =
    [
        [.. Enumerable.Range(0, Bits).Select(i => 1u << (Bits - 1 - i))],
        .. JoeKuoNumbers.Rows.Select(row => DirectionsOf(row.Coefficients, row.Initial)),
    ];

    /// <param name="index">Its place in the sequence, from 0.</param>
    /// <param name="dimensions">At most <see cref="MostDimensions"/>.</param>
    /// <returns>The coordinates, at least 0 and below 1, with 32 bits.</returns>
    public static ImmutableArray<double> Point(uint index, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, MostDimensions);
        return [.. Enumerable.Range(0, dimensions).Select(dimension => Coordinate(index, Directions[dimension]))];
    }

    /// <param name="first">The place of the first of the points.</param>
    public static ImmutableArray<ImmutableArray<double>> Points(int count, int dimensions, uint first = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. Enumerable.Range(0, count).Select(i => Point(checked(first + (uint)i), dimensions))];
    }

    private static double Coordinate(uint index, ImmutableArray<uint> directions)
    {
        var x = 0u;
        var bit = 0;
        for (var gray = index ^ (index >> 1); gray != 0; gray >>= 1, bit++)
            x ^= (gray & 1) == 1 ? directions[bit] : 0;
        return x * Unit;
    }

    /// <summary>
    /// The recurrence of Bratley and Fox, Algorithm 659, ACM Transactions on Mathematical Software 14 (1988) 88-100.
    /// </summary>
    private static ImmutableArray<uint> DirectionsOf(uint coefficients, ImmutableArray<uint> initial)
    {
        var degree = initial.Length;
        var directions = new uint[Bits];
        for (var i = 0; i < degree; i++)
            directions[i] = initial[i] << (Bits - 1 - i);
        for (var i = degree; i < Bits; i++)
        {
            directions[i] = directions[i - degree] ^ (directions[i - degree] >> degree);
            for (var k = 1; k < degree; k++)
                directions[i] ^= (coefficients >> (degree - 1 - k) & 1) * directions[i - k];
        }

        return [.. directions];
    }
}
