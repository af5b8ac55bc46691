using System.Collections.Immutable;
using RsrActors.Host.Benchmarks;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Benchmarks;

/// <summary>The results of many replicates, as lines of a table.</summary>
public sealed class DetectionTrialTests
{
    private static readonly DetectionOutcome Nothing = new(null, false);

    [Fact]
    public void A_harmless_response_has_an_interval_for_the_share_of_false_lists()
    {
        var outcomes = Enumerable.Repeat(Found(1, 1), 50).Concat(Enumerable.Repeat(Nothing, 950)).ToImmutableArray();

        Assert.Equal(
        [
            new("no regression: published lists", "50 of 1,000"),
            new("no regression: share with a list", "5.00 %", "5.00 %", "0.0 %"),
            new("no regression: 95 % interval of the share", "3.73 % to 6.54 %", "5.00 %", "contains it"),
            new("no regression, daily totals: share with a list", "0.00 %"),
        ],
        Lines(1, outcomes, [.. Enumerable.Repeat(Nothing, 1000)]));
    }

    [Fact]
    public void The_table_says_when_false_lists_are_too_many() => Assert.Equal(
        "does not contain it", Lines(1, [Found(1, 1), Found(2, 2)], [Nothing, Nothing])[2].Deviation);

    [Fact]
    public void The_table_compares_power_and_time_with_theory_and_daily_totals_with_reports_at_once() => Assert.Equal(
    [
        new("rate ratio 2: power", "75.00 %", "68.51 %", "+9.5 %"),
        new("rate ratio 2: expected at detection", "4.000", "4.131", "-3.2 %"),
        new("rate ratio 2, daily totals: power", "75.00 %"),
        new("rate ratio 2, daily totals: expected at detection", "4.500"),
        // Mean of the two replicates that were detected in both ways.
        new("rate ratio 2, daily totals: added delay", "12.0 h"),
        new("rate ratio 2, daily totals: expected meanwhile", "1.000"),
    ],
    Lines(
        2, [Found(24, 3), Found(48, 4), Found(72, 5), Nothing], [Found(30, 3.5), Found(66, 4), Nothing, Found(90, 6)]));

    [Fact]
    public void The_table_has_no_mean_without_detections() => Assert.Equal(
        ["rate ratio 2: power", "rate ratio 2, daily totals: power"],
        Lines(2, [Nothing], [Nothing]).Select(line => line.What));

    [Fact]
    public async Task The_same_seed_gives_the_same_lines_on_any_number_of_threads()
    {
        var (one, _) = await new DetectionBenchmark(10, threads: 1, limit: 5, perDay: 1, seed: 3).Run();
        var (two, _) = await new DetectionBenchmark(10, threads: 2, limit: 5, perDay: 1, seed: 3).Run();

        Assert.Equal(one.AsEnumerable(), two);
    }

    private static DetectionOutcome Found(double hours, double expected) =>
        new(new(VirtualTime.Zero + TimeSpan.FromHours(hours), expected), true);

    private static List<DetectionLine> Lines(
        double rateRatio, ImmutableArray<DetectionOutcome> atOnce, ImmutableArray<DetectionOutcome> daily) =>
        [.. new DetectionTrial(new DetectionSetting(10, perDay: 2, rateRatio), atOnce, daily).Lines()];
}
