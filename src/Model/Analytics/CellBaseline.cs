using RsrActors.Model.Statistics;

namespace RsrActors.Model.Analytics;

/// <summary>
/// The rate with which the crashes of one application under one response on one platform are compared, and the
/// sequential test that compares them.
/// </summary>
public abstract record CellBaseline
{
    private CellBaseline()
    {
    }

    /// <summary>Crashes per hour of use when the response does no harm.</summary>
    public abstract double PerHour { get; }

    public abstract double CriticalValue { get; }

    /// <summary>False when there is no rate to compare with.</summary>
    public virtual bool CanBeTested => true;

    public double Expected(ReportedUse use) => PerHour * use.Hours;

    public abstract double LogLikelihoodRatio(ReportedUse use);

    /// <summary>
    /// The 95 % interval of the ratio of crashes to expected crashes. With a known rate only the count is uncertain;
    /// with an estimated rate the history is uncertain too. The interval holds for one look; it is not corrected for a
    /// look after every report.
    /// </summary>
    public abstract RatioInterval Interval(ReportedUse use);

    /// <summary>The sequential test, given the use so far.</summary>
    protected abstract DetectionRule Test(ReportedUse use);

    /// <summary>
    /// Applies the test; called after every report. The critical value is computed only when there are more crashes
    /// than expected.
    /// </summary>
    public DetectionAdvice Judge(ReportedUse use)
    {
        var expected = Expected(use);
        return CanBeTested && use.Crashes > expected
            ? Test(use).Judge(new(default, [new(use.Crashes, expected, use.Reports, use.CrashedReports)], []))
            : DetectionAdvice.Quiet.Still;
    }

    /// <summary>The rate is known: it is the application's rate in the scenario.</summary>
    public sealed record Known(double CrashesPerHour, Lazy<PoissonMaxSprt> MaxSprt) : CellBaseline
    {
        public override double PerHour => CrashesPerHour;

        public override double CriticalValue => MaxSprt.Value.CriticalValue;

        public override double LogLikelihoodRatio(ReportedUse use) =>
            PoissonMaxSprt.LogLikelihoodRatio(use.Crashes, Expected(use));

        public override RatioInterval Interval(ReportedUse use)
        {
            var (low, high) = PoissonMean.Interval(use.Crashes);
            return new(low / Expected(use), high / Expected(use));
        }

        protected override DetectionRule Test(ReportedUse use) => new DetectionRule.Sequential(MaxSprt.Value);
    }

    /// <summary>The rate is estimated from what was reported of the base before the response.</summary>
    /// <param name="Limit">The expected count at which the surveillance ends.</param>
    public sealed record Estimated(ReportedUse History, double Alpha, double Limit, int LeastCrashes) : CellBaseline
    {
        // The longest surveillance, as a multiple of the history's length. A history with few crashes supports no
        // longer one, and the time to compute the critical value grows with the length.
        private const double FurthestLength = 100;

        // A history without a crash is treated like a history with one: its expected count is hardly larger than 1.
        private double LongestLength => Math.Min(FurthestLength, Limit / Math.Max(1, History.Crashes));

        // ConditionalMaxSprt keeps its critical values in a cache, so this object can be made again each time.
        private ConditionalMaxSprt MaxSprt => new(Alpha, LongestLength, checked((int)History.Crashes), LeastCrashes);

        public override double PerHour => History.Crashes / History.Hours;

        public override double CriticalValue => MaxSprt.CriticalValue;

        public override double LogLikelihoodRatio(ReportedUse use) =>
            MaxSprt.LogLikelihoodRatio(use.Crashes, LengthOf(use));

        public override RatioInterval Interval(ReportedUse use) => new PoissonComparison(
            new(checked((int)use.Crashes), use.Hours), new(checked((int)History.Crashes), History.Hours)).Interval();

        protected override DetectionRule Test(ReportedUse use) => new ConditionalRule(MaxSprt, LengthOf(use));

        private double LengthOf(ReportedUse use) => (double)use.Milliseconds / History.Milliseconds;
    }

    /// <summary>Nothing was reported of the base before the response, so no rate can be estimated.</summary>
    public sealed record Missing : CellBaseline
    {
        public static readonly Missing Instance = new();

        public override double PerHour => double.NaN;

        public override double CriticalValue => double.NaN;

        public override bool CanBeTested => false;

        public override double LogLikelihoodRatio(ReportedUse use) => double.NaN;

        public override RatioInterval Interval(ReportedUse use) => new(double.NaN, double.NaN);

        protected override DetectionRule Test(ReportedUse use) =>
            throw new InvalidOperationException("There is no baseline.");
    }
}

/// <summary>Exact error control when the rate is estimated from a history: <see cref="ConditionalMaxSprt"/>.</summary>
/// <param name="Length">The length of the surveillance so far, as a multiple of the history's length.</param>
public sealed record ConditionalRule(ConditionalMaxSprt Test, double Length) : DetectionRule(DetectionRules.Sequential)
{
    protected override string? Reason(CrashView view)
    {
        var total = view.Total;
        return Test.Signals(total.Crashes, Length)
            ? $"{CrashWords.Crashes(total.Crashes)} where {CrashWords.Expected(total.Expected)} were expected after "
                + $"{Test.HistoricalEvents} in "
                + $"{1 / Length:0.##} times the use before: log likelihood ratio "
                + $"{Test.LogLikelihoodRatio(total.Crashes, Length):0.###}, critical {Test.CriticalValue:0.######}"
            : null;
    }
}
