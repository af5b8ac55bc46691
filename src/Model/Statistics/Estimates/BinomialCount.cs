using MathNet.Numerics;

namespace RsrActors.Model.Statistics.Estimates;

/// <summary>How often something happens in independent trials: the binomial distribution.</summary>
/// <param name="Trials">Not below 0.</param>
/// <param name="Rate">The chance in each trial, above 0 and below 1.</param>
public readonly record struct BinomialCount(int Trials, double Rate)
{
    /// <summary>So that a chance is not missed by a rounding error.</summary>
    private const double RelativeTolerance = 1 + 1e-12;

    /// <summary>The chance of at most so many.</summary>
    public double ChanceOfAtMost(int count) =>
        count < 0 ? 0 : count >= Trials ? 1 : SpecialFunctions.BetaRegularized(Trials - count, count + 1, 1 - Rate);

    /// <summary>
    /// The chance of at least so many: the p-value of the one-sided test whether the rate is larger.
    /// </summary>
    public double ChanceOfAtLeast(int count) =>
        count <= 0 ? 1 : count > Trials ? 0 : SpecialFunctions.BetaRegularized(count, Trials - count + 1, Rate);

    /// <summary>The smallest count that is not exceeded with at least the given chance.</summary>
    public int Quantile(double chance)
    {
        var self = this;
        return Smallest(count => self.ChanceOfAtMost(count) * RelativeTolerance >= chance);
    }

    /// <summary>
    /// The smallest count at which the one-sided test rejects the rate; one more than the trials when no count does.
    /// </summary>
    /// <param name="level">The largest chance of a false rejection.</param>
    public int SmallestSignificant(double level)
    {
        var self = this;
        return Smallest(count => self.ChanceOfAtLeast(count) <= level * RelativeTolerance);
    }

    /// <param name="holds">False up to some count, true from there on.</param>
    private int Smallest(Func<int, bool> holds)
    {
        var (low, high) = (0, Trials + 1);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
