using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>
/// Evidence against the null hypothesis that can be looked at at any time: its expectation is at most 1 when the
/// hypothesis is true, so the chance that it ever reaches 1/alpha is at most alpha (Ville).
/// </summary>
public static class EvidenceProcess
{
    /// <summary>
    /// The logarithm of the factor by which two arms' new events multiply the evidence: a mixture over the share of the
    /// treated arm, beta distributed, against the share that follows from the exposures.
    /// </summary>
    /// <remarks>
    /// Lindon and Malek, Anytime-valid inference for multinomial count data, NeurIPS 2022. A factor for each span with
    /// its own exposures keeps the evidence valid when their shares drift.
    /// </remarks>
    /// <param name="prior">The parameters of the beta distribution before any event.</param>
    /// <param name="before">Events of the two arms before this span.</param>
    /// <param name="now">Events of the two arms in this span.</param>
    /// <param name="share">The treated arm's share of the exposure in this span, above 0 and below 1.</param>
    public static double LogFactor(
        (double Treated, double Control) prior, (long Treated, long Control) before, (long Treated, long Control) now,
        double share)
    {
        var (a, b) = (prior.Treated + before.Treated, prior.Control + before.Control);
        return GammaFunction.LogBeta(a + now.Treated, b + now.Control) - GammaFunction.LogBeta(a, b)
            - now.Treated * PortableMath.Log(share) - now.Control * PortableMath.Log1P(-share);
    }

    /// <summary>The evidence of all events at once, at one share of the exposure.</summary>
    public static double OfCounts(long treated, long control, double share, double a, double b) =>
        PortableMath.Exp(LogFactor((a, b), (0, 0), (treated, control), share));

    /// <summary>
    /// The logarithm of the evidence of one count with a known expectation: a mixture over the rate ratio, gamma
    /// distributed with shape a and rate b. It is two-sided: also too few events are evidence.
    /// </summary>
    public static double LogOfCount(long events, double expected, double a, double b) =>
        a * PortableMath.Log(b) - (a + events) * PortableMath.Log(b + expected)
        + GammaFunction.Log(a + events) - GammaFunction.Log(a) + expected;
}
