using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>Logarithms of the gamma and the beta function for arguments above zero, to about 14 digits.</summary>
internal static class GammaFunction
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>Below this, the recurrence leads to the series of Stirling.</summary>
    private const double Large = 16;

    public static double Log(double x)
    {
        var product = 1.0;
        for (; x < Large; x++)
            product *= x;

        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680
            - square * (1.0 / 1188 - square * (691.0 / 360360 - square / 156))))));
        return (x - 0.5) * PortableMath.Log(x) - x + HalfLogTwoPi + series - PortableMath.Log(product);
    }

    public static double LogBeta(double a, double b) => Log(a) + Log(b) - Log(a + b);
}
