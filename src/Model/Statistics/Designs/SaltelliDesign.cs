using System.Collections.Immutable;

namespace RsrActors.Model.Statistics.Designs;

/// <summary>
/// The points at which Sobol indices are estimated: Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola, Variance
/// based sensitivity analysis of model output, Computer Physics Communications 181 (2010) 259-270. A point of the Sobol
/// sequence in twice as many dimensions as factors is a point A and a point B. Between them comes, for each factor,
/// the point A with this factor of B. All these points are a set.
/// </summary>
/// <remarks>
/// Factors may be put into groups, whose members come from B together: then a group has the indices.
/// </remarks>
public sealed record SaltelliDesign
{
    private SaltelliDesign(int sets, int factors, ImmutableArray<ImmutableArray<int>> groups, uint first)
    {
        Sets = sets;
        FactorGroups = groups;
        Points =
        [
            .. SobolSequence.Points(sets, 2 * factors, first).SelectMany(point => PointsOf(point, factors, groups)),
        ];
    }

    /// <summary>N, how many points of the Sobol sequence; a power of two fills the cube evenly.</summary>
    public int Sets { get; }

    /// <summary>The factors of each group, by their places from 0; a factor alone is a group of one.</summary>
    public ImmutableArray<ImmutableArray<int>> FactorGroups { get; }

    /// <summary>How many points belong to a set: A, one for each group, and B.</summary>
    public int PointsPerSet => FactorGroups.Length + 2;

    /// <summary>All N (k + 2) points of the unit cube, set by set.</summary>
    public ImmutableArray<ImmutableArray<double>> Points { get; }

    /// <param name="sets">N.</param>
    /// <param name="factors">At most half of <see cref="SobolSequence.MostDimensions"/>.</param>
    /// <param name="first">The place of the first set in the Sobol sequence.</param>
    public static SaltelliDesign Of(int sets, int factors, uint first = 0) =>
        OfGroups(sets, [.. Enumerable.Range(0, factors).Select(factor => ImmutableArray.Create(factor))], first);

    /// <param name="groups">Each factor, by its place from 0, is in exactly one.</param>
    public static SaltelliDesign OfGroups(int sets, ImmutableArray<ImmutableArray<int>> groups, uint first = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sets, 2);
        ArgumentOutOfRangeException.ThrowIfZero(groups.Length, nameof(groups));
        int[] members = [.. groups.SelectMany(group => group).Order()];
        if (groups.Any(group => group.IsEmpty) || !members.SequenceEqual(Enumerable.Range(0, members.Length)))
            throw new ArgumentException("Each factor must be in one group, and no group empty.", nameof(groups));
        return new(sets, members.Length, groups, first);
    }

    private static IEnumerable<ImmutableArray<double>> PointsOf(
        ImmutableArray<double> point, int factors, ImmutableArray<ImmutableArray<int>> groups)
    {
        var (a, b) = (point[..factors], point[factors..]);
        yield return a;
        foreach (var group in groups)
            yield return [.. a.Select((x, factor) => group.Contains(factor) ? b[factor] : x)];
        yield return b;
    }
}
