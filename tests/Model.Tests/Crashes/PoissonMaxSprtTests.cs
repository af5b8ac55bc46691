using CsCheck;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Tests.Crashes;

public sealed class PoissonMaxSprtTests
{
    // Critical values of the R package Sequential (CV.Poisson) with M = 1.
    [Theory]
    [InlineData(0.05, 0.5, 2.637928)]
    [InlineData(0.05, 1, 2.853937)]
    [InlineData(0.05, 2, 3.046977)]
    [InlineData(0.05, 5, 3.297183)]
    [InlineData(0.05, 8, 3.413782)]
    [InlineData(0.05, 10, 3.467952)]
    [InlineData(0.05, 15, 3.562591)]
    [InlineData(0.05, 100, 3.952321)]
    [InlineData(0.05, 200, 4.074828)]
    [InlineData(0.05, 1000, 4.324917)]
    [InlineData(0.01, 10, 5.260513)]
    [InlineData(0.001, 10, 7.724863)]
    public void The_critical_value_is_the_published_one(double alpha, double limit, double expected) =>
        Assert.Equal(expected, new PoissonMaxSprt(alpha, limit).CriticalValue, 5e-7);

    // Performance.Poisson of the same package at alpha 0.05: power, and mean of the expected count at the signal.
    [Theory]
    [InlineData(1, 1.5, "0.107", "0.30")]
    [InlineData(1, 2, "0.185", "0.35")]
    [InlineData(1, 3, "0.379", "0.39")]
    [InlineData(1, 5, "0.729", "0.37")]
    [InlineData(1, 10, "0.987", "0.22")]
    [InlineData(5, 1.5, "0.190", "1.82")]
    [InlineData(5, 2, "0.447", "2.09")]
    [InlineData(5, 3, "0.876", "1.78")]
    [InlineData(5, 5, "0.9992", "0.83")]
    [InlineData(5, 10, "1.000", "0.26")]
    [InlineData(10, 1.5, "0.280", "4.02")]
    [InlineData(10, 2, "0.6850634", "4.130985")]
    [InlineData(10, 3, "0.989", "2.45")]
    [InlineData(10, 5, "1.000", "0.87")]
    [InlineData(10, 10, "1.000", "0.27")]
    [InlineData(100, 1.5, "0.978", "29.93")]
    [InlineData(100, 2, "1.000", "9.30")]
    [InlineData(100, 3, "1.000", "2.92")]
    [InlineData(100, 5, "1.000", "0.99")]
    [InlineData(100, 10, "1.000", "0.31")]
    public void Power_and_time_to_the_signal_are_the_published_ones(
        double limit, double ratio, string power, string atSignal)
    {
        var performance = new PoissonMaxSprt(0.05, limit).Under(ratio);

        AssertRoundsTo(power, performance.Power);
        AssertRoundsTo(atSignal, performance.ExpectedAtSignal);
        Assert.Equal(
            performance.Power * performance.ExpectedAtSignal + (1 - performance.Power) * limit,
            performance.ExpectedAtEnd, 1e-9);
    }

    [Fact]
    public void The_error_rate_is_alpha_for_every_alpha_limit_and_least_number_of_events() =>
        Gen.Select(Gen.Double[-6, -0.31], Gen.Double[-0.3, 2], Gen.Int[1, 8]).Sample(
            (logAlpha, logLimit, least) =>
            {
                var (alpha, limit) = (Math.Pow(10, logAlpha), Math.Pow(10, logLimit));
                var test = new PoissonMaxSprt(alpha, limit, least);
                var error = test.Under(1).Power;
                if (test.CriticalValue > 0)
                    Assert.Equal(1, error / alpha, 1e-7);
                else
                    Assert.True(error <= alpha);
            },
            iter: 40);

    // 40,000 simulated surveillances without harm: 0.05 with a standard error of 0.0011.
    [Fact]
    public void A_simulated_fleet_has_as_many_false_alarms_as_alpha()
    {
        var test = new PoissonMaxSprt(0.05, 8, leastEvents: 2);
        Assert.InRange(Signals(test, 1) / 40_000.0, 0.0456, 0.0544);
    }

    [Fact]
    public void A_simulated_harm_is_detected_as_often_and_as_soon_as_computed()
    {
        var test = new PoissonMaxSprt(0.05, 8, leastEvents: 2);
        Assert.Equal(test.Under(2).Power, Signals(test, 2) / 40_000.0, 0.01);
    }

    [Trait("Length", "Long")]
    [Fact]
    public void A_long_surveillance_and_a_tiny_one_have_critical_values()
    {
        Assert.InRange(new PoissonMaxSprt(0.05, 2000).CriticalValue, 4.3250, 4.45);
        Assert.InRange(new PoissonMaxSprt(1e-6, 0.1).CriticalValue, 11, 14);
        Assert.Equal(1, new PoissonMaxSprt(1e-6, 0.1).Under(1).Power / 1e-6, 1e-7);
    }

    [Fact]
    public void A_test_signals_at_the_first_event_when_alpha_exceeds_the_chance_of_one()
    {
        var test = new PoissonMaxSprt(0.5, 0.1);

        Assert.Equal(0, test.CriticalValue);
        Assert.True(test.Signals(1, 0.1));
        Assert.Equal(1 - Math.Exp(-0.1), test.Under(1).Power, 1e-12);
    }

    [Theory]
    [InlineData(0, 0.5, false)]
    [InlineData(1, 0.01, true)]
    [InlineData(1, 0.5, false)]
    [InlineData(15, 6.0, true)]
    [InlineData(15, 7.5, false)]
    [InlineData(40, 10.1, false)] // Too late.
    public void A_count_signals_when_it_is_too_high_for_what_was_expected(long events, double expected, bool signals) =>
        Assert.Equal(signals, new PoissonMaxSprt(0.05, 10).Signals(events, expected));

    [Fact]
    public void A_count_signals_up_to_its_latest_moment() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 4]).Sample((events, least) =>
        {
            var test = new PoissonMaxSprt(0.05, 10, least);
            var latest = test.LatestSignal(events);
            Assert.Equal(events >= least, test.Signals(events, latest * (1 - 1e-9)));
            Assert.False(test.Signals(events, latest * (1 + 1e-9)));
        });

    [Theory]
    [InlineData(5, 5, 0)]
    [InlineData(3, 5, 0)]
    [InlineData(10, 4, 3.162907318741551)]
    [InlineData(1, 0, double.PositiveInfinity)]
    public void The_likelihood_ratio_is_one_unless_more_happens_than_expected(
        long events, double expected, double ratio) =>
        Assert.Equal(ratio, PoissonMaxSprt.LogLikelihoodRatio(events, expected), 1e-14);

    [Fact]
    public void Time_to_the_signal_follows_from_what_the_fleet_expects_in_an_hour()
    {
        var performance = new PoissonMaxSprt(0.05, 10).Under(2);
        Assert.Equal(TimeSpan.FromHours(4.130985 / 0.25).TotalHours, performance.TimeToSignal(0.25).TotalHours, 1e-5);
        Assert.True(performance.TimeToSignal(0.25) < performance.TimeToEnd(0.25));
    }

    [Fact]
    public void Concurrent_callers_get_the_same_critical_value() =>
        Assert.Single(
            Enumerable.Range(0, 64).AsParallel().Select(_ => new PoissonMaxSprt(0.02, 7, 3).CriticalValue).Distinct());

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0.6, 1, 1)]
    [InlineData(0.05, 0, 1)]
    [InlineData(0.05, double.PositiveInfinity, 1)]
    [InlineData(0.05, double.NaN, 1)]
    [InlineData(double.NaN, 1, 1)]
    [InlineData(0.05, 1, 0)]
    public void A_test_needs_an_error_rate_an_end_and_an_event(double alpha, double limit, int least) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PoissonMaxSprt(alpha, limit, least));

    private static int Signals(PoissonMaxSprt test, double ratio)
    {
        var signals = 0;
        for (var fleet = 0; fleet < 40_000; fleet++)
        {
            var dice = new Dice(11, (ulong)fleet);
            var expected = 0.0;
            for (var n = 1; ; n++)
            {
                expected -= Math.Log(1 - dice.Uniform(Purpose.ToyDelay, n)) / ratio;
                if (expected > test.Limit)
                    break;
                if (!test.Signals(n, expected))
                    continue;
                signals++;
                break;
            }
        }

        return signals;
    }

    private static void AssertRoundsTo(string published, double actual) =>
        Assert.Equal(double.Parse(published), actual, HalfOfTheLastDigit(published));

    private static double HalfOfTheLastDigit(string published) =>
        0.5000001 * Math.Pow(10, published.IndexOf('.') + 1 - published.Length);
}
