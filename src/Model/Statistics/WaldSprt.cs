using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>
/// Wald's sequential probability ratio test of a Poisson rate: the baseline's against <paramref name="Ratio"/> times
/// the baseline's (Wald, Sequential Analysis, 1947).
/// </summary>
/// <param name="Ratio">The rate ratio to be found, above 1.</param>
/// <param name="Alpha">The chance of a halt at the baseline's rate, about.</param>
/// <param name="Beta">The chance of clearing at the ratio, about.</param>
public readonly record struct WaldSprt(double Ratio, double Alpha, double Beta)
{
    /// <summary>At or above it the test halts: ln((1 - beta) / alpha).</summary>
    public double Upper => PortableMath.Log((1 - Beta) / Alpha);

    /// <summary>At or below it the test clears: ln(beta / (1 - alpha)).</summary>
    public double Lower => PortableMath.Log(Beta / (1 - Alpha));

    /// <summary>n ln R - mu (R - 1).</summary>
    public double LogLikelihoodRatio(long events, double expected) =>
        events * PortableMath.Log(Ratio) - expected * (Ratio - 1);
}
