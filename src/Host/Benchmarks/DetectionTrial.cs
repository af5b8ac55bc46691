using System.Collections.Immutable;

namespace RsrActors.Host.Benchmarks;

/// <summary>One line of the results of many replicates.</summary>
/// <param name="Exact">The exact value for the test; empty when there is none.</param>
/// <param name="Deviation">The deviation from the exact value.</param>
internal sealed record DetectionLine(string What, string Observed, string Exact = "", string Deviation = "");

/// <summary>All replicates at one rate ratio, each reported in both ways.</summary>
internal sealed record DetectionTrial(
    DetectionSetting Setting, ImmutableArray<DetectionOutcome> AtOnce, ImmutableArray<DetectionOutcome> Daily)
{
    private bool IsHarmless => Setting.RateRatio == 1;

    private string Name => IsHarmless ? "no regression" : $"rate ratio {Setting.RateRatio:0.##}";

    public IEnumerable<DetectionLine> Lines() => IsHarmless ? FalseLists() : [.. Power(), .. Delay()];

    private static BinomialShare Published(ImmutableArray<DetectionOutcome> outcomes) =>
        new(outcomes.Count(one => one.Published), outcomes.Length);

    private static double? MeanExpected(ImmutableArray<DetectionOutcome> outcomes) =>
        Mean([.. outcomes.Where(one => one.Signal is not null).Select(one => one.Signal!.Expected)]);

    private IEnumerable<DetectionLine> FalseLists()
    {
        var (atOnce, daily) = (Published(AtOnce), Published(Daily));
        var (low, high) = atOnce.Interval();
        var contains = low <= DetectionSetting.Alpha && DetectionSetting.Alpha <= high;
        yield return new($"{Name}: published lists", $"{atOnce.Count:N0} of {atOnce.Trials:N0}");
        yield return Compared("share with a list", atOnce.Share, DetectionSetting.Alpha, Percent);
        yield return new(
            $"{Name}: 95 % interval of the share", $"{Percent(low)} to {Percent(high)}",
            Percent(DetectionSetting.Alpha), contains ? "contains it" : "does not contain it");
        yield return new($"{Name}, daily totals: share with a list", Percent(daily.Share));
    }

    private IEnumerable<DetectionLine> Power()
    {
        var exact = Setting.Expected;
        yield return Compared("power", Published(AtOnce).Share, exact.Power, Percent);
        if (MeanExpected(AtOnce) is { } expected)
            yield return Compared("expected at detection", expected, exact.ExpectedAtSignal, Count);
    }

    private IEnumerable<DetectionLine> Delay()
    {
        yield return new($"{Name}, daily totals: power", Percent(Published(Daily).Share));
        if (MeanExpected(Daily) is { } expected)
            yield return new($"{Name}, daily totals: expected at detection", Count(expected));

        // The same crashes are reported in two ways; only a pair with two signals has a delay.
        double[] hours = [.. AtOnce.Zip(Daily, (first, second) => second.Signal?.At - first.Signal?.At)
            .OfType<TimeSpan>().Select(delay => delay.TotalHours)];
        if (Mean(hours) is not { } delay)
            yield break;
        yield return new($"{Name}, daily totals: added delay", $"{delay:0.0} h");
        yield return new($"{Name}, daily totals: expected meanwhile", Count(delay / 24 * Setting.PerDay));
    }

    private DetectionLine Compared(string what, double observed, double exact, Func<double, string> write) => new(
        $"{Name}: {what}", write(observed), write(exact), $"{100 * (observed / exact - 1):+0.0;-0.0;0.0} %");

    private static double? Mean(double[] values) => values.Length == 0 ? null : values.Average();

    private static string Percent(double share) => $"{100 * share:0.00} %";

    private static string Count(double count) => $"{count:0.000}";
}
