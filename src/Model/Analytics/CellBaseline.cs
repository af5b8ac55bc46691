using RsrActors.Model.Statistics;

namespace RsrActors.Model.Analytics;

/// <summary>
/// What the crashes of one application under one response on one platform are measured against, and the sequential test
/// that does it.
/// </summary>
public abstract record CellBaseline
{
    private CellBaseline()
    {
    }

    /// <summary>Crashes per hour of use when the response does no harm.</summary>
    public abstract double PerHour { get; }

    public abstract double CriticalValue { get; }

    /// <summary>False when there is nothing to measure against.</summary>
    public virtual bool CanBeTested => true;

    public double Expected(ReportedUse use) => PerHour * use.Hours;

    public abstract double LogLikelihoodRatio(ReportedUse use);

    /// <summary>
    /// Where crashes as a multiple of what is expected lie, at 95 %: of a known rate only the count is uncertain, of an
    /// estimated one the history too. It is the interval of one look, not corrected for looking after every report.
    /// </summary>
    public abstract RatioInterval Interval(ReportedUse use);

    /// <summary>The test with what it has to know of the use so far.</summary>
    protected abstract DetectionRule Test(ReportedUse use);

    /// <summary>
    /// Asked after every report. The critical value is not computed before crashes exceed what is expected.
    /// </summary>
    public DetectionAdvice Judge(ReportedUse use)
    {
        var expected = Expected(use);
        return CanBeTested && use.Crashes > expected
            ? Test(use).Judge(new(default, [new(use.Crashes, expected, use.Reports, use.CrashedReports)], []))
            : DetectionAdvice.Quiet.Still;
    }

    /// <summary>The catalogue tells the rate.</summary>
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

    /// <summary>The rate is what was reported of the base before the response.</summary>
    /// <param name="Limit">The expected count at which the surveillance ends.</param>
    public sealed record Estimated(ReportedUse History, double Alpha, double Limit, int LeastCrashes) : CellBaseline
    {
        // A history with few crashes carries only so far, and the further the longer its critical value takes to
        // compute.
        private const double FurthestLength = 100;

        // Of a history without a crash no more is known than that there were hardly more than one.
        private double LongestLength => Math.Min(FurthestLength, Limit / Math.Max(1, History.Crashes));

        // The critical value is remembered for good, the object is not.
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

    /// <summary>
    /// Nothing was reported of the base before the response: there is nothing to estimate a rate from.
    /// </summary>
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

/// <summary>
/// Exact error control against a history that is itself only a count: <see cref="ConditionalMaxSprt"/>.
/// </summary>
/// <param name="Length">Of the surveillance so far, as a multiple of the history's length.</param>
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
