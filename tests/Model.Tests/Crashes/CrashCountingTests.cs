using System.Collections.Immutable;
using CsCheck;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Statistics;
using static RsrActors.Model.Tests.Crashes.WatchedFleet;

namespace RsrActors.Model.Tests.Crashes;

public sealed class CrashCountingTests
{
    private static readonly Surveillance Surveillance = Watching();

    [Fact]
    public void The_test_looks_after_every_report_and_signals_once()
    {
        var test = new PoissonMaxSprt(0.025, 10);
        ImmutableArray<ReportedLine> lines = [.. Enumerable.Range(0, 60).Select(
            i => Line(1, crashes: 1, hours: 200, order: i))];
        var first = Enumerable.Range(1, 60).First(n => test.Signals(n, n * 0.2));

        var (_, signals) = Count(Published(Surveillance), Surveillance, lines);

        var signal = Assert.Single(signals);
        Assert.Equal((first - 1, 1, Noon), (signal.Order, signal.Release, signal.At));
        Assert.Equal(
            ("16.5.1-a", "safari", Platform.IPhone, (long)first),
            (signal.Detected.Release, signal.Detected.Application, signal.Detected.Platform, signal.Detected.Crashes));
        Assert.Equal(first * 0.2, signal.Detected.Expected, 1e-9);
        Assert.StartsWith($"{first} crashes where", signal.Detected.Why);
    }

    [Fact]
    public void Reports_counted_together_or_one_by_one_give_the_same_result() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Double[0, 400]).Array[0, 60].Sample(reports =>
        {
            ImmutableArray<ReportedLine> lines =
                [.. reports.Select(
                    (report, i) => Line(report.Item1, report.Item2, report.Item3, day: i / 10, order: i))];
            var (together, signals) = Count(Published(Surveillance), Surveillance, lines);

            var state = Published(Surveillance);
            var oneByOne = new List<CrashSignal>();
            foreach (var line in lines)
            {
                (state, var more) = Count(state, Surveillance, line);
                oneByOne.AddRange(more);
            }

            Assert.Equal(signals.AsEnumerable(), oneByOne);
            Assert.Equal(together.Cells.Select(cell => cell.Total), state.Cells.Select(cell => cell.Total));
            Assert.Equal(together.NextList, state.NextList);
        });

    [Fact]
    public void The_test_does_not_look_before_the_response_is_published() =>
        Assert.Empty(
            Count(AnalyticsState.Initial(Surveillance), Surveillance, Line(1, crashes: 100, hours: 1)).Signals);

    [Fact]
    public void The_test_does_not_look_at_platforms_without_the_response() => Assert.Empty(Count(
        Published(Surveillance), Surveillance,
        Line(1, crashes: 100, hours: 1) with { Platform = Platform.MacIntel }).Signals);

    [Fact]
    public void Crashes_on_the_base_are_counted_and_not_tested() =>
        Assert.Empty(Count(Published(Surveillance), Surveillance, Line(0, crashes: 100, hours: 1)).Signals);

    [Fact]
    public void No_signal_comes_before_the_least_number_of_crashes()
    {
        var surveillance = Watching(s => s with { LeastCrashes = 4 });

        Assert.Empty(Count(Published(surveillance), surveillance, Line(1, crashes: 3, hours: 0.1)).Signals);
        Assert.Single(Count(Published(surveillance), surveillance, Line(1, crashes: 4, hours: 0.1)).Signals);
    }

    [Fact]
    public void The_surveillance_gives_no_signal_after_its_end()
    {
        var (state, none) = Count(Published(Surveillance), Surveillance, Line(1, crashes: 0, hours: 10_001));

        Assert.Empty(none);
        Assert.Empty(Count(state, Surveillance, Line(1, crashes: 1000, hours: 1)).Signals);
    }
}
