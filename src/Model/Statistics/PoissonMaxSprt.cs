using System.Collections.Concurrent;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>
/// The maximized sequential probability ratio test for Poisson counts with a known baseline. It looks at the count
/// after every event, and its chance of a false alarm is alpha. With mu events expected and n seen, the logarithm of
/// the likelihood ratio, maximized over all rates above the baseline, is mu - n + n ln(n / mu) for n above mu, else 0.
/// The test signals when this reaches the critical value, and ends when <see cref="Limit"/> events are expected.
/// </summary>
/// <remarks>
/// Kulldorff, Davis, Kolczak, Lewis, Lieu, Platt: A maximized sequential probability ratio test for drug and vaccine
/// safety surveillance, Sequential Analysis 30 (2011) 58-78. The critical value is computed, not read from a table: n
/// events are a signal up to the time mu(n) at which their ratio equals the critical value. So the chance of a signal
/// follows from the Poisson increases between mu(1), mu(2), … and the limit, as in the R package Sequential (Silva and
/// Kulldorff).
/// </remarks>
public sealed class PoissonMaxSprt
{
    private const int MostKnown = 1024;

    private static readonly ConcurrentDictionary<(double, double, int), double> Known = new();

    /// <param name="alpha">Chance of a signal when the rate is the baseline's, above 0 and at most 0.5.</param>
    /// <param name="limit">Events expected when the surveillance ends.</param>
    /// <param name="leastEvents">
    /// With fewer events there is no signal. Four are a good rule (Kulldorff and Silva 2015).
    /// </param>
    public PoissonMaxSprt(double alpha, double limit, int leastEvents = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(alpha, 0.5);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastEvents, 1);
        if (!double.IsFinite(alpha) || !double.IsFinite(limit))
            throw new ArgumentOutOfRangeException(nameof(limit), "Alpha and limit must be finite.");

        (Alpha, Limit, LeastEvents) = (alpha, limit, leastEvents);
        CriticalValue = KnownCriticalValue(alpha, limit, leastEvents);
    }

    public double Alpha { get; }

    public double Limit { get; }

    public int LeastEvents { get; }

    /// <summary>
    /// Zero when the surveillance is so short that a signal at the first event above the expected count keeps within
    /// alpha.
    /// </summary>
    public double CriticalValue { get; }

    /// <summary>mu - n + n ln(n / mu) for more events than expected, else 0.</summary>
    public static double LogLikelihoodRatio(long events, double expected) =>
        events <= expected ? 0
        : expected <= 0 ? double.PositiveInfinity
        : expected - events + events * PortableMath.Log(events / expected);

    /// <summary>
    /// Whether that many events are a signal when <paramref name="expected"/> are expected; after the limit there is
    /// none.
    /// </summary>
    public bool Signals(long events, double expected) =>
        events >= LeastEvents && events > expected && expected <= Limit
        && LogLikelihoodRatio(events, expected) >= CriticalValue;

    /// <summary>The largest expected count at which that many events are a signal: mu(n).</summary>
    public double LatestSignal(int events) =>
        events < LeastEvents ? 0 : Math.Min(Limit, LatestExpected(events, CriticalValue));

    /// <summary>
    /// The test's performance when the true rate is <paramref name="rateRatio"/> times the baseline's.
    /// </summary>
    public MaxSprtPerformance Under(double rateRatio)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rateRatio);
        var chance = SequentialWalk.OfPoisson(Looks(CriticalValue, Limit, LeastEvents), rateRatio);
        return new(
            Math.Min(1, chance.Probability),
            chance.Time / chance.Probability,
            chance.Time + Limit * Math.Max(0, 1 - chance.Probability));
    }

    private static double KnownCriticalValue(double alpha, double limit, int leastEvents)
    {
        // A cache of a pure function: clearing it, or computing a value twice, changes no result.
        if (Known.Count >= MostKnown)
            Known.Clear();
        return Known.GetOrAdd((alpha, limit, leastEvents), static test => CriticalValueSearch.For(
            test.Item1, value => SequentialWalk.OfPoisson(Looks(value, test.Item2, test.Item3), 1).Probability));
    }

    private static Look[] Looks(double criticalValue, double limit, int leastEvents)
    {
        var looks = new List<Look>();
        for (var n = leastEvents; ; n++)
        {
            var latest = LatestExpected(n, criticalValue);
            looks.Add(new(Math.Min(latest, limit), n - 1));
            if (latest >= limit)
                return [.. looks];
        }
    }

    /// <summary>
    /// The mu below n with mu - n + n ln(n / mu) = cv. With y = ln(n / mu) that is e^-y - 1 + y = cv / n. This is
    /// convex, so Newton's method from above never passes the root.
    /// </summary>
    private static double LatestExpected(int n, double criticalValue)
    {
        var goal = criticalValue / n;
        if (goal <= 0)
            return n;

        var y = goal + Math.Sqrt(2 * goal);
        for (var i = 0; i < 50; i++)
        {
            var e = PortableMath.Exp(-y);
            var step = (e - 1 + y - goal) / (1 - e);
            y -= step;
            if (Math.Abs(step) <= 1e-14 * y)
                break;
        }

        return n * PortableMath.Exp(-y);
    }
}

/// <summary>The expected performance of a sequential test at one true rate.</summary>
/// <param name="Power">Chance of a signal before the surveillance ends.</param>
/// <param name="ExpectedAtSignal">
/// Mean of the expected count at the signal, given that there is one; NaN if there is none.
/// </param>
/// <param name="ExpectedAtEnd">Mean of the expected count at the signal or at the end, whichever comes first.</param>
public sealed record MaxSprtPerformance(double Power, double ExpectedAtSignal, double ExpectedAtEnd)
{
    /// <summary>
    /// Mean time to a signal, given how many events per hour the baseline expects in the whole fleet.
    /// </summary>
    public TimeSpan TimeToSignal(double expectedPerHour) => TimeSpan.FromHours(ExpectedAtSignal / expectedPerHour);

    /// <summary>
    /// Mean duration of the surveillance, given how many events per hour the baseline expects in the whole fleet.
    /// </summary>
    public TimeSpan TimeToEnd(double expectedPerHour) => TimeSpan.FromHours(ExpectedAtEnd / expectedPerHour);
}
