using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>Finds the smallest critical value for which the chance of a false alarm is at most alpha.</summary>
internal static class CriticalValueSearch
{
    private const double Precision = 1e-10;

    /// <param name="falseSignal">
    /// The chance of a false alarm as a function of the critical value; it is decreasing.
    /// </param>
    /// <returns>Zero when even a critical value of zero gives at most <paramref name="alpha"/>.</returns>
    public static double For(double alpha, Func<double, double> falseSignal)
    {
        // The logarithm of the chance is nearly a straight line of slope -1, so false position (Illinois) converges
        // fast.
        var goal = PortableMath.Log(alpha);
        var (low, high) = (0.0, 2.0 - goal);
        var above = Excess(low);
        if (above <= 0)
            return 0;

        var below = Excess(high);
        while (below > 0)
        {
            (low, above) = (high, below);
            high *= 2;
            below = Excess(high);
        }

        var value = high;
        for (var side = 0; high - low > Precision;)
        {
            var next = double.IsFinite(below) ? (low * -below + high * above) / (above - below) : (low + high) / 2;
            if (Math.Abs(next - value) < Precision)
                return next;

            value = next;
            var excess = Excess(value);
            if (excess > 0)
            {
                (low, above) = (value, excess);
                below = side > 0 ? below / 2 : below;
                side = 1;
            }
            else
            {
                (high, below) = (value, excess);
                above = side < 0 ? above / 2 : above;
                side = -1;
            }
        }

        return value;

        double Excess(double critical) => PortableMath.Log(falseSignal(critical)) - goal;
    }
}
