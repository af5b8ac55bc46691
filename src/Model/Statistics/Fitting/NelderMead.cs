using System.Collections.Immutable;

namespace RsrActors.Model.Statistics.Fitting;

/// <summary>A point with the value of a function there.</summary>
/// <param name="Evaluations">How often the function was computed to find it.</param>
public sealed record Minimum(ImmutableArray<double> Point, double Value, int Evaluations);

/// <summary>
/// The simplex method of Nelder and Mead, A simplex method for function minimization, Computer Journal 7 (1965)
/// 308-313, with the order of operations of Lagarias et al., SIAM Journal on Optimization 9 (1998) 112-147. It needs no
/// derivatives, so it suits functions with steps. A value that is no number counts as infinite.
/// </summary>
public static class NelderMead
{
    /// <param name="steps">The size of the first simplex along each axis.</param>
    /// <param name="tolerance">
    /// It ends when the values of the simplex, and its points, differ by no more than this.
    /// </param>
    /// <param name="most">How often the function may be computed.</param>
    public static Minimum Minimise(
        Func<ImmutableArray<double>, double> function, ImmutableArray<double> start, ImmutableArray<double> steps,
        double tolerance = 1e-9, int most = 4000)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfZero(start.Length, nameof(start));
        ArgumentOutOfRangeException.ThrowIfNotEqual(steps.Length, start.Length, nameof(steps));
        var count = 0;
        var simplex = new List<(ImmutableArray<double> Point, double Value)> { At(start) };
        for (var i = 0; i < start.Length; i++)
            simplex.Add(At(start.SetItem(i, start[i] + steps[i])));
        Order();
        while (count < most && !IsSmall())
        {
            var worst = simplex[^1];
            var middle = Middle();
            var reflected = At(Along(middle, worst.Point, -1));
            if (reflected.Value < simplex[0].Value)
            {
                var expanded = At(Along(middle, worst.Point, -2));
                simplex[^1] = expanded.Value < reflected.Value ? expanded : reflected;
            }
            else if (reflected.Value < simplex[^2].Value)
                simplex[^1] = reflected;
            else
            {
                var isOutside = reflected.Value < worst.Value;
                var contracted = At(Along(middle, worst.Point, isOutside ? -0.5 : 0.5));
                if (contracted.Value < Math.Min(worst.Value, reflected.Value))
                    simplex[^1] = contracted;
                else
                    Shrink();
            }

            Order();
        }

        return new(simplex[0].Point, simplex[0].Value, count);

        (ImmutableArray<double> Point, double Value) At(ImmutableArray<double> point)
        {
            count++;
            var value = function(point);
            return (point, double.IsNaN(value) ? double.PositiveInfinity : value);
        }

        // Stable, so that equal values keep their order.
        void Order() => simplex = [.. simplex.OrderBy(one => one.Value)];

        bool IsSmall() => simplex[^1].Value - simplex[0].Value <= tolerance
            && simplex.All(one => one.Point.Zip(simplex[0].Point).All(
                pair => Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(pair.Second)) * 1e3));

        ImmutableArray<double> Middle() =>
        [
            .. Enumerable.Range(0, start.Length)
                .Select(i => simplex.Take(start.Length).Sum(one => one.Point[i]) / start.Length),
        ];

        void Shrink()
        {
            var best = simplex[0].Point;
            for (var i = 1; i < simplex.Count; i++)
                simplex[i] = At(Along(best, simplex[i].Point, 0.5));
        }
    }

    /// <summary>From one point towards another, by a multiple of the way.</summary>
    private static ImmutableArray<double> Along(ImmutableArray<double> from, ImmutableArray<double> to, double part) =>
        [.. from.Zip(to).Select(pair => pair.First + part * (pair.Second - pair.First))];
}
