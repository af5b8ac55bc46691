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

    /// <summary>
    /// Applies the test; called after every report. It returns the reason for a signal, or null when there is none. The
    /// critical value is computed only when there are more crashes than expected.
    /// </summary>
    public string? Judge(ReportedUse use) => CanBeTested && use.Crashes > Expected(use) ? Test(use) : null;

    /// <summary>The sequential test: its reason for a signal, or null.</summary>
    protected abstract string? Test(ReportedUse use);

    private string Compared(ReportedUse use) =>
        $"{CrashWords.Crashes(use.Crashes)} where {CrashWords.Expected(Expected(use))} were expected";

    private string Exceeded(ReportedUse use) =>
        $"log likelihood ratio {LogLikelihoodRatio(use):0.###}, critical {CriticalValue:0.######}";

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

        protected override string? Test(ReportedUse use) =>
            MaxSprt.Value.Signals(use.Crashes, Expected(use)) ? $"{Compared(use)}: {Exceeded(use)}" : null;
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

        protected override string? Test(ReportedUse use) => MaxSprt.Signals(use.Crashes, LengthOf(use))
            ? $"{Compared(use)} after {History.Crashes} in {1 / LengthOf(use):0.##} times the use before: "
                + Exceeded(use)
            : null;

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

        protected override string? Test(ReportedUse use) =>
            throw new InvalidOperationException("There is no baseline.");
    }
}
