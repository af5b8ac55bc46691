using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics.Fitting;

/// <summary>
/// How a release is adopted, in a closed form: F(t) = s + (1 - s - m) (1 - exp(-(t / λ)^k)). Seekers s have it at once,
/// immune devices m never, and the others after times of a Weibull distribution.
/// </summary>
/// <param name="Seekers">s, a share.</param>
/// <param name="Immune">m, a share.</param>
/// <param name="Shape">k; 1 is the exponential distribution, below 1 adoption becomes slower with time.</param>
/// <param name="Scale">λ, in the unit of the times: 63 % of the others have it by then.</param>
public sealed record WeibullAdoption(double Seekers, double Immune, double Shape, double Scale)
{
    /// <summary>The share that has the release.</summary>
    /// <param name="time">Since the publication.</param>
    public double At(double time) => time <= 0
        ? 0
        : Seekers + (1 - Seekers - Immune) * (1 - PortableMath.Exp(-Power(time / Scale, Shape)));

    /// <summary>When the share is reached; infinite when it never is.</summary>
    public double TimeOf(double share)
    {
        var rest = 1 - (share - Seekers) / (1 - Seekers - Immune);
        return share <= Seekers ? 0
            : rest <= 0 ? double.PositiveInfinity
            : Scale * Power(-PortableMath.Log(rest), 1 / Shape);
    }

    /// <summary>
    /// The curve without seekers and immune devices through two points:
    /// k = ln(ln(1 - F₂) / ln(1 - F₁)) / ln(t₂ / t₁), λ = t₁ (-ln(1 - F₁))^(-1/k).
    /// </summary>
    /// <exception cref="ArgumentException">Time or share do not rise, or a share is not between 0 and 1.</exception>
    public static WeibullAdoption Through(AdoptionPoint first, AdoptionPoint second)
    {
        if (!(first.Time > 0 && second.Time > first.Time && first.Share > 0 && second.Share > first.Share
            && second.Share < 1))
        {
            throw new ArgumentException("Times and shares must rise, and shares lie between 0 and 1.", nameof(second));
        }

        var (one, other) = (-PortableMath.Log(1 - first.Share), -PortableMath.Log(1 - second.Share));
        var shape = PortableMath.Log(other / one) / PortableMath.Log(second.Time / first.Time);
        return new(0, 0, shape, first.Time * Power(one, -1 / shape));
    }

    /// <summary>
    /// The curve with the smallest weighted sum of squares. Four points or more give all parameters; three leave the
    /// immune share at 0, and two the seekers as well.
    /// </summary>
    /// <param name="points">At least one with a time above 0 and a share above 0.</param>
    public static WeibullAdoption Fit(ImmutableArray<AdoptionPoint> points)
    {
        AdoptionPoint[] used = [.. points.Where(point => point.Time > 0).OrderBy(point => point.Time)];
        ArgumentOutOfRangeException.ThrowIfZero(used.Length, nameof(points));
        var times = used.Select(point => point.Time).Distinct().Count();
        var middle = used[used.Length / 2].Time;
        Minimum? best = null;
        foreach (var (seekers, immune, shape, scale) in Starts(used))
        {
            var found = NelderMead.Minimise(
                Loss,
                [Logit(seekers), Logit(immune), PortableMath.Log(shape), PortableMath.Log(scale)], [1, 1, 0.4, 0.7],
                tolerance: 1e-10);
            if (best is null || found.Value < best.Value)
                best = found;
        }

        return Of(best!.Point);

        WeibullAdoption Of(ImmutableArray<double> x)
        {
            var seekers = times < 3 ? 0 : Logistic(x[0]);
            var immune = times < 4 ? 0 : Logistic(x[1]);
            var shape = times < 2 ? 1 : PortableMath.Exp(Math.Clamp(x[2], -3, 2));
            return new(
                seekers, immune * (1 - seekers), shape,
                PortableMath.Exp(Math.Clamp(x[3], PortableMath.Log(middle) - 12, PortableMath.Log(middle) + 12)));
        }

        double Loss(ImmutableArray<double> x)
        {
            var curve = Of(x);
            return used.Sum(point => point.Weight * Square(curve.At(point.Time) - point.Share));
        }
    }

    private static IEnumerable<WeibullAdoption> Starts(AdoptionPoint[] points)
    {
        var (first, last) = (points[0], points[^1]);
        var plateau = Math.Clamp(last.Share, 0.02, 0.98);
        var half = points.First(point => point.Share >= plateau / 2 || point == last).Time;
        yield return new(Math.Clamp(first.Share / 2, 0.01, 0.5), 1 - plateau, 1, half * 1.4);
        yield return new(Math.Clamp(first.Share, 0.01, 0.9), Math.Max(0.02, (1 - plateau) / 2), 0.7, half * 3);
        yield return new(0.01, 0.02, 0.5, half * 5);
    }

    private static double Square(double x) => x * x;

    private static double Logit(double share) => PortableMath.Log(share / (1 - share));

    private static double Logistic(double x) => 1 / (1 + PortableMath.Exp(-Math.Clamp(x, -30, 30)));

    private static double Power(double x, double exponent) =>
        x <= 0 ? 0 : PortableMath.Exp(exponent * PortableMath.Log(x));
}

/// <summary>A point of an adoption curve.</summary>
/// <param name="Time">Since the publication.</param>
/// <param name="Share">From 0 to 1.</param>
/// <param name="Weight">Of its squared error, relative to that of the others.</param>
public readonly record struct AdoptionPoint(double Time, double Share, double Weight = 1);
