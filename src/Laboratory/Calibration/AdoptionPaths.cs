using System.Collections.Immutable;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Laboratory.Calibration;

/// <summary>Continues observed adoption as simulated adoption went on.</summary>
internal static class AdoptionPaths
{
    /// <summary>
    /// From a share that was observed: of the devices without the release, the part gets it in each interval that got
    /// it in the simulation.
    /// </summary>
    /// <param name="expected">
    /// The simulated share at the moment of the observed one, and at the moments after it.
    /// </param>
    /// <param name="noise">
    /// 1 / n to add the chance of n devices; 0 where the simulated shares have that chance already.
    /// </param>
    public static ImmutableArray<double> From(double observed, IReadOnlyList<double> expected, double noise, Dice dice)
    {
        var path = ImmutableArray.CreateBuilder<double>(expected.Count - 1);
        var now = observed;
        for (var i = 1; i < expected.Count; i++)
        {
            var (before, after) = (Math.Clamp(expected[i - 1], 0, 1), Math.Clamp(expected[i], 0, 1));
            var rest = 1 - before;
            var part = rest <= 1e-9 ? 0 : (after - before) / rest;
            var chance = Math.Clamp(part, 0, 1);
            var deviation = Math.Sqrt(Math.Max(0, (1 - now) * chance * (1 - chance) * noise));
            var step = part < 0 ? now * Math.Max(-1, (after - before) / Math.Max(before, 1e-9)) : (1 - now) * part;
            now = Math.Clamp(now + step + deviation * NormalDraw.Of(dice, Purpose.FleetNoise, i), 0, 1);
            path.Add(now);
        }

        return path.ToImmutable();
    }

    /// <summary>When a path reaches a share, by straight lines between its moments; infinite for never.</summary>
    public static double ReachedAt(double share, IReadOnlyList<double> days, IReadOnlyList<double> path)
    {
        for (var i = 0; i < path.Count; i++)
        {
            if (path[i] < share)
                continue;
            return i == 0 || path[i] <= path[i - 1]
                ? days[i]
                : days[i - 1] + (share - path[i - 1]) / (path[i] - path[i - 1]) * (days[i] - days[i - 1]);
        }

        return double.PositiveInfinity;
    }
}
