using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Designs;

/// <summary>
/// How the values of a factor are distributed between two ends. A coordinate of a design is a chance; the value is its
/// quantile. 0 gives the lower end, 1 the upper one. All values are in the factor's unit.
/// </summary>
public abstract record FactorDistribution
{
    private FactorDistribution(double from, double to)
    {
        Arguments.ThrowIfNotFinite(from);
        Arguments.ThrowIfNotFinite(to);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        (From, To) = (from, to);
    }

    public double From { get; }

    public double To { get; }

    /// <summary>The value below which the given part of the distribution is.</summary>
    /// <param name="chance">At least 0, at most 1.</param>
    public double Quantile(double chance)
    {
        if (!(chance is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(chance), chance, "It must be at least 0 and at most 1.");

        // The ends are exact, whatever the rounding between them.
        return chance == 0 ? From : chance == 1 ? To : Math.Clamp(Inside(chance), From, To);
    }

    /// <param name="chance">Above 0 and below 1.</param>
    private protected abstract double Inside(double chance);

    /// <summary>All values are equally likely.</summary>
    public sealed record Uniform : FactorDistribution
    {
        public Uniform(double from, double to) : base(from, to)
        {
        }

        private protected override double Inside(double chance) => From + chance * (To - From);
    }

    /// <summary>All orders of magnitude are equally likely: the logarithm is uniform. Both ends are above 0.</summary>
    public sealed record LogUniform : FactorDistribution
    {
        public LogUniform(double from, double to) : base(from, to) =>
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);

        private protected override double Inside(double chance) =>
            From * PortableMath.Exp(chance * PortableMath.Log(To / From));
    }

    /// <summary>The normal distribution without its tails beyond the ends.</summary>
    public sealed record Normal : FactorDistribution
    {
        /// <param name="mean">Of the distribution with its tails.</param>
        /// <param name="deviation">Of the distribution with its tails; above 0.</param>
        public Normal(double mean, double deviation, double from, double to) : base(from, to)
        {
            Arguments.ThrowIfNotFinite(mean);
            Arguments.ThrowIfNotFinite(deviation);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
            (Mean, Deviation) = (mean, deviation);
        }

        public double Mean { get; }

        public double Deviation { get; }

        private protected override double Inside(double chance)
        {
            var below = NormalChance.Of((From - Mean) / Deviation);
            var above = NormalChance.Of((To - Mean) / Deviation);
            var place = below + chance * (above - below);

            // Between ends so far from the mean that no chance is left, the nearer end has all of it.
            return place <= 0 ? To : place >= 1 ? From : Mean + Deviation * NormalQuantile.Of(place);
        }
    }

    /// <summary>The density rises from one end to the mode and falls to the other end, in straight lines.</summary>
    public sealed record Triangular : FactorDistribution
    {
        /// <param name="mode">The most likely value; not outside of the ends.</param>
        public Triangular(double from, double mode, double to) : base(from, to)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(mode, from);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(mode, to);
            Mode = mode;
        }

        public double Mode { get; }

        private protected override double Inside(double chance) => chance * (To - From) < Mode - From
            ? From + Math.Sqrt(chance * (To - From) * (Mode - From))
            : To - Math.Sqrt((1 - chance) * (To - From) * (To - Mode));
    }
}
