using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>Compares two rates, each estimated by a count over an exposure: the exact conditional test.</summary>
/// <remarks>
/// Given n events in all, the first count is binomial with p = t1 / (t1 + t2) when the rates are equal (Przyborowski
/// and Wilenski 1940); the method is that of R's poisson.test for two counts. Binomial terms are computed from their
/// ratios, relative to the largest one, so that no logarithm is needed and small chances keep their digits. Nothing is
/// allocated, and a chance takes at most 2 n steps.
/// </remarks>
/// <param name="First">The count in question, with its exposure.</param>
/// <param name="Second">The count it is compared with, with its exposure in the same unit.</param>
public readonly record struct PoissonComparison(CountOver First, CountOver Second)
{
    // R's tolerance: outcomes as likely as the observed one must not be lost to rounding.
    private const double RelativeTolerance = 1 + 1e-7;

    private int Total => checked(First.Count + Second.Count);

    /// <summary>
    /// First rate divided by second rate; infinite when only the second count is zero, NaN when both are.
    /// </summary>
    public double RateRatio => First.Rate / Second.Rate;

    /// <summary>
    /// The two-sided p-value: the chance, at equal rates, of an outcome that is no more likely than the observed one.
    /// </summary>
    public double TwoSided
    {
        get
        {
            var odds = First.Exposure / Second.Exposure;
            var observed = 0.0;
            foreach (var (k, term) in new Terms(Total, odds))
            {
                if (k == First.Count)
                    observed = term;
            }

            var (all, asRare) = (0.0, 0.0);
            foreach (var (_, term) in new Terms(Total, odds))
            {
                all += term;
                asRare += term <= observed * RelativeTolerance ? term : 0;
            }

            return Math.Min(1, asRare / all);
        }
    }

    /// <summary>The one-sided p-value: the chance, at equal rates, of a first count at least as large.</summary>
    public double Greater => new Split(Total, First.Count, First.Exposure / Second.Exposure).AtLeast;

    /// <summary>The two-sided interval of the rate ratio by Clopper and Pearson (1934).</summary>
    public RatioInterval Interval(double confidence = 0.95)
    {
        var tail = PortableMath.Log((1 - confidence) / 2);
        var scale = Second.Exposure / First.Exposure;
        return new(
            First.Count == 0 ? 0 : scale * LeastOdds(First.Count, Total, tail),
            Second.Count == 0 ? double.PositiveInfinity : scale / LeastOdds(Second.Count, Total, tail));
    }

    /// <summary>
    /// The odds at which at least x of n have the given chance. Its logarithm is concave in the logarithm of the odds,
    /// y, with slope x (1 - p) P(x) / P(x or more), so Newton's method comes from below and never passes the root.
    /// </summary>
    private static double LeastOdds(int x, int n, double logChance)
    {
        var y = PortableMath.Log(x / (n - x + 0.5));
        for (var i = 0; i < 100; i++)
        {
            var odds = PortableMath.Exp(y);
            var split = new Split(n, x, odds);
            var step = (logChance - PortableMath.Log(split.AtLeast)) * split.AtLeast * (1 + odds) / (x * split.Exactly);
            y += step;
            if (Math.Abs(step) < 1e-14)
                break;
        }

        return PortableMath.Exp(y);
    }

    /// <summary>The binomial distribution on both sides of a count.</summary>
    private readonly ref struct Split
    {
        public Split(int n, int x, double odds)
        {
            var (all, atLeast, exactly) = (0.0, 0.0, 0.0);
            foreach (var (k, term) in new Terms(n, odds))
            {
                all += term;
                atLeast += k >= x ? term : 0;
                exactly += k == x ? term : 0;
            }

            (AtLeast, Exactly) = (atLeast / all, exactly / all);
        }

        public double AtLeast { get; }

        public double Exactly { get; }
    }

    /// <summary>
    /// Binomial chances relative to the largest one: first those below the most likely count, downwards, then that
    /// count and those above, upwards. Terms too small for a double are left out.
    /// </summary>
    private ref struct Terms
    {
        private readonly int _n;
        private readonly double _odds;
        private readonly int _mode;
        private bool _up;
        private int _k;
        private double _term;

        public Terms(int n, double odds)
        {
            (_n, _odds) = (n, odds);
            _mode = Math.Clamp((int)((n + 1.0) * (odds / (1 + odds))), 0, n);
            (_k, _term) = (_mode, 1);
        }

        public readonly (int Count, double Term) Current => (_k, _term);

        public readonly Terms GetEnumerator() => this;

        public bool MoveNext()
        {
            if (!_up)
            {
                if (_k > 0)
                {
                    _term *= _k / ((_n - _k + 1) * _odds);
                    _k--;
                    if (_term > 0)
                        return true;
                }

                (_up, _k, _term) = (true, _mode, 1);
                return true;
            }

            if (_k == _n)
                return false;

            _term *= (_n - _k) * _odds / (_k + 1);
            _k++;
            return _term > 0;
        }
    }
}

/// <summary>Events counted over an exposure above zero: hours of use, device days, person-time.</summary>
public readonly record struct CountOver(int Count, double Exposure)
{
    public double Rate => Count / Exposure;
}

/// <summary>An interval of a ratio of two rates, or of a mean.</summary>
public readonly record struct RatioInterval(double Low, double High);
