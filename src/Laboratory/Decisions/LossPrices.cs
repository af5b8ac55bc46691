namespace RsrActors.Laboratory.Decisions;

/// <summary>
/// What a rollout costs: Σ price × amount. The prices are in any one unit, such as euros. After Beattie, Arnold,
/// Cowan, Wagle, Wright and Shostack, Timing the application of security patches for optimal uptime, LISA 2002: the
/// cost of not being patched against the cost of a bad patch.
/// </summary>
/// <param name="Exposure">Of one device-hour without protection.</param>
/// <param name="Harm">Of one device that a response harms.</param>
/// <param name="FalseHalt">Of one halt of a release without harm.</param>
public readonly record struct LossPrices(double Exposure, double Harm, double FalseHalt)
{
    public double LossOf(RunAmounts run) =>
        Exposure * run.ExposedHours + Harm * run.DevicesHarmed + FalseHalt * run.FalseHalts;
}

/// <summary>What a run has of each priced thing.</summary>
/// <param name="ExposedHours">In device-hours.</param>
/// <param name="DevicesHarmed">In devices.</param>
/// <param name="FalseHalts">1 when a release without harm was halted, else 0.</param>
public readonly record struct RunAmounts(double ExposedHours, double DevicesHarmed, double FalseHalts);
