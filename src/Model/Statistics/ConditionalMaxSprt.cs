using System.Collections.Concurrent;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>
/// The maximized sequential probability ratio test for a baseline that is estimated from a count: c events in a history
/// of fixed length V. With k events in a surveillance of length P, and r = P / V, the logarithm of the likelihood ratio
/// is c ln(c (1 + r) / (c + k)) + k ln(k (1 + r) / (r (c + k))) for k / r above c, else 0. The unknown rate cancels
/// out.
/// </summary>
/// <remarks>
/// The CMaxSPRT of Li and Kulldorff (Statistics in Medicine 29 (2010) 284-295) in the conservative form of Silva, Li
/// and Kulldorff (Sequential Analysis 38 (2019) 115-133), with the end of surveillance on the scale of P / V. The
/// history ends at a moment and not at an event, so V, in units of one over the rate, lies between the c-th and the
/// c+1-st arrival; V is taken as the latter, a gamma variable of shape c + 1. For a single look that is the exact
/// conditional binomial test. It holds for c = 0 too, and tends to <see cref="PoissonMaxSprt"/> as the history grows.
/// </remarks>
public sealed class ConditionalMaxSprt
{
    private const int MostKnown = 1024;

    private static readonly ConcurrentDictionary<(double, double, int, int), double> Known = new();

    /// <param name="alpha">Chance of a signal when the rate is the history's, above 0 and at most 0.5.</param>
    /// <param name="limit">Length of the surveillance at its end, as a multiple of the history's length.</param>
    /// <param name="historicalEvents">Events in the history.</param>
    /// <param name="leastEvents">With fewer events there is no signal.</param>
    public ConditionalMaxSprt(double alpha, double limit, int historicalEvents, int leastEvents = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(alpha, 0.5);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfNegative(historicalEvents);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastEvents, 1);
        if (!double.IsFinite(alpha) || !double.IsFinite(limit))
            throw new ArgumentOutOfRangeException(nameof(limit), "Alpha and limit must be finite.");

        (Alpha, Limit, HistoricalEvents, LeastEvents) = (alpha, limit, historicalEvents, leastEvents);
        if (Known.Count >= MostKnown)
            Known.Clear();
        CriticalValue = Known.GetOrAdd((alpha, limit, historicalEvents, leastEvents), static test =>
            CriticalValueSearch.For(test.Item1, value => SequentialWalk.OfPolya(
                Looks(value, test.Item2, test.Item3, test.Item4), test.Item3 + 1.0, 1)));
    }

    public double Alpha { get; }

    public double Limit { get; }

    public int HistoricalEvents { get; }

    public int LeastEvents { get; }

    public double CriticalValue { get; }

    /// <summary>
    /// For k events in a surveillance of r times the history's length; 0 when their rate is not above the history's.
    /// </summary>
    public double LogLikelihoodRatio(long events, double length)
    {
        if (events <= HistoricalEvents * length)
            return 0;
        return length <= 0 ? double.PositiveInfinity : Ratio(HistoricalEvents, events, length);
    }

    /// <summary>Whether that many events are a signal; after the limit there is none.</summary>
    public bool Signals(long events, double length) =>
        events >= LeastEvents && events > HistoricalEvents * length && length <= Limit
        && LogLikelihoodRatio(events, length) >= CriticalValue;

    /// <summary>Chance of a signal when the true rate is <paramref name="rateRatio"/> times the history's.</summary>
    public double Power(double rateRatio)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rateRatio);
        return Math.Min(1, SequentialWalk.OfPolya(
            Looks(CriticalValue, Limit, HistoricalEvents, LeastEvents), HistoricalEvents + 1.0, rateRatio));
    }

    private static Look[] Looks(double criticalValue, double limit, int historicalEvents, int leastEvents)
    {
        var looks = new List<Look>();
        for (var k = leastEvents; ; k++)
        {
            var latest = LatestLength(historicalEvents, k, criticalValue);
            looks.Add(new(Math.Min(latest, limit), k - 1));
            if (latest >= limit)
                return [.. looks];
        }
    }

    /// <summary>
    /// The longest surveillance in which k events are still a signal. In w = ln r the statistic is convex and lies
    /// above its asymptote for small r. Newton's method starts where that line reaches the critical value, so it never
    /// passes the root.
    /// </summary>
    internal static double LatestLength(int historicalEvents, int k, double criticalValue)
    {
        double c = historicalEvents;
        if (criticalValue <= 0)
            return c == 0 ? double.PositiveInfinity : k / c;

        var constant = c == 0 ? 0 : -c * PortableMath.Log1P(k / c) - k * PortableMath.Log1P(c / k);
        var w = (constant - criticalValue) / k;
        for (var i = 0; i < 100; i++)
        {
            var r = PortableMath.Exp(w);
            var step = (Ratio(c, k, r) - criticalValue) * (1 + r) / (k - c * r);
            w += step;
            if (Math.Abs(step) <= 1e-13)
                break;
        }

        return PortableMath.Exp(w);
    }

    private static double Ratio(double c, double k, double r) => c == 0
        ? k * PortableMath.Log1P(1 / r)
        : c * PortableMath.Log1P((c * r - k) / (c + k)) + k * PortableMath.Log1P((k - c * r) / (r * (c + k)));
}
