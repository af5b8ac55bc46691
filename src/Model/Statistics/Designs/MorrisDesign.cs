using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics.Designs;

/// <summary>
/// Points of the unit cube, each of which differs from the one before it in one factor: k + 1 points, so that each of
/// k factors changes once.
/// </summary>
public sealed record Trajectory(ImmutableArray<ImmutableArray<double>> Points);

/// <summary>
/// Random trajectories on a grid, for the screening of many factors with few runs: Morris, Factorial sampling plans for
/// preliminary computational experiments, Technometrics 33 (1991) 161-174.
/// </summary>
public static class MorrisDesign
{
    /// <summary>Δ = p / (2 (p - 1)), by which a factor changes: then all levels are equally likely.</summary>
    public static double StepOf(int levels) => levels / (2.0 * (levels - 1));

    /// <param name="count">
    /// How many trajectories; 10 to 50 are usual. The design has count × (factors + 1) points.
    /// </param>
    /// <param name="factors">k.</param>
    /// <param name="seed">The same seed gives the same trajectories.</param>
    /// <param name="levels">p, even: the grid has the levels 0, 1 / (p - 1), …, 1 of each factor.</param>
    public static ImmutableArray<Trajectory> Trajectories(int count, int factors, ulong seed, int levels = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(factors, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(levels % 2, 0, nameof(levels));
        return
        [
            .. Enumerable.Range(0, count).Select(i => OfOne(factors, levels, new(seed, (ulong)i))),
        ];
    }

    private static Trajectory OfOne(int factors, int levels, Dice dice)
    {
        // A factor goes up from a level of the lower half, or back down to it.
        var low = new int[factors];
        var isUp = new bool[factors];
        for (var factor = 0; factor < factors; factor++)
        {
            low[factor] = IndexDraws.Below(levels / 2, dice, Purpose.TrajectoryLevel, factor);
            isUp[factor] = dice.Chance(0.5, Purpose.TrajectoryDirection, factor);
        }

        var point = Enumerable.Range(0, factors)
            .Select(factor => LevelOf(low[factor], !isUp[factor], levels)).ToImmutableArray();
        var points = ImmutableArray.CreateBuilder<ImmutableArray<double>>(factors + 1);
        points.Add(point);
        foreach (var factor in IndexDraws.Permutation(factors, dice, Purpose.TrajectoryOrder))
        {
            point = point.SetItem(factor, LevelOf(low[factor], isUp[factor], levels));
            points.Add(point);
        }

        return new(points.MoveToImmutable());
    }

    private static double LevelOf(int low, bool isRaised, int levels) =>
        (double)(low + (isRaised ? levels / 2 : 0)) / (levels - 1);
}
