namespace RsrActors.Model.Statistics;

/// <summary>
/// The root of a continuous function between two points at which its sign differs: Brent, Algorithms for Minimization
/// without Derivatives (1973), zeroin. R's uniroot and Kayenta's judge take the same steps.
/// </summary>
internal static class BrentRoot
{
    private const double Epsilon = 2.220446049250313e-16;

    private const int MostSteps = 1001;

    public static double Find(
        double low, double high, double atLow, double atHigh, double tolerance, Func<double, double> function)
    {
        var (a, fa) = (low, atLow);
        var (b, fb) = (high, atHigh);
        var (c, fc) = (a, fa);
        if (fa == 0)
            return a;

        for (var i = 0; i < MostSteps && fb != 0; i++)
        {
            var last = b - a;
            if (Math.Abs(fc) < Math.Abs(fb))
            {
                // b becomes the best point so far.
                (a, fa) = (b, fb);
                (b, fb) = (c, fc);
                (c, fc) = (a, fa);
            }

            var least = 2 * Epsilon * Math.Abs(b) + tolerance / 2;
            var step = (c - b) / 2;
            if (Math.Abs(step) <= least || fb == 0)
                return b;

            if (Math.Abs(last) >= least && Math.Abs(fa) > Math.Abs(fb))
            {
                var (p, q) = Interpolate(a, fa, b, fb, c, fc);
                if (p < 0.75 * (c - b) * q - Math.Abs(least * q) / 2 && p < Math.Abs(last * q / 2))
                    step = p / q;
            }

            if (Math.Abs(step) < least)
                step = step > 0 ? least : -least;
            (a, fa) = (b, fb);
            b += step;
            fb = function(b);
            if (fb > 0 && fc > 0 || fb < 0 && fc < 0)
                (c, fc) = (a, fa);
        }

        return b;
    }

    /// <summary>The step p / q, with p not below zero: linear with two points, else inverse quadratic.</summary>
    private static (double P, double Q) Interpolate(double a, double fa, double b, double fb, double c, double fc)
    {
        double p, q;
        var s = fb / fa;
        if (a == c)
        {
            p = (c - b) * s;
            q = 1 - s;
        }
        else
        {
            var (t, r) = (fa / fc, fb / fc);
            p = s * ((c - b) * t * (t - r) - (b - a) * (r - 1));
            q = (t - 1) * (r - 1) * (s - 1);
        }

        return p > 0 ? (p, -q) : (-p, q);
    }
}
