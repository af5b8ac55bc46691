using CsCheck;
using RsrActors.Model.Crashes;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Tests.Crashes;

public sealed class ConditionalMaxSprtTests
{
    [Trait("Length", "Long")]
    [Fact]
    public void The_error_rate_is_alpha_when_the_history_ends_with_its_next_event() =>
        Gen.Select(Gen.Double[-4, -0.31], Gen.Double[-1, 1], Gen.Int[0, 40], Gen.Int[1, 6]).Sample(
            (logAlpha, logLimit, history, least) =>
            {
                var (alpha, limit) = (Math.Pow(10, logAlpha), Math.Pow(10, logLimit));
                var test = new ConditionalMaxSprt(alpha, limit, history, least);
                if (test.CriticalValue > 0)
                    Assert.Equal(1, test.Power(1) / alpha, 1e-7);
                else
                    Assert.True(test.Power(1) <= alpha);
            },
            iter: 40);

    // SampleSize.CondPoisson of the R package Sequential, cc = 50 and alpha 0.05: up to 0.7890625 of the history's
    // length the critical value is 3.626436, the history ending at its last event.
    [Fact]
    public void The_published_critical_value_holds_when_the_history_ends_with_its_last_event() =>
        Assert.Equal(0.05, SequentialWalk.OfPolya(Looks(50, 0.7890625, 3.626436), 50, 1), 1e-7);

    // CV.CondPoisson of the same package, with cc = 20, K = 20, M = 2, alpha 0.05 and exact inference, says 3.149115.
    // There the history ends somewhere between its last event and the next: V = G + U E with G gamma, U uniform and E
    // exponential. Only for the last look the package takes a history that ends at its last event.
    [Fact]
    public void The_published_critical_value_holds_when_the_history_ends_between_two_events()
    {
        const double width = 0.02;
        Look[] looks = [.. Enumerable.Range(2, 19).Select(
            k => new Look(ConditionalMaxSprt.LatestLength(20, k, 3.149115), k - 1))];
        var allButLast = looks[..^1];

        var chances = Enumerable.Range(0, 4_000)
            .Select(i => SequentialWalk.OfPoisson(allButLast, i * width).Probability).ToArray();
        var gamma = Enumerable.Range(0, 3_000).Select(i => Enumerable.Range(1, 19).Aggregate(
            width * Math.Exp(-i * width), (density, j) => density * i * width / j)).ToArray();
        var rest = Enumerable.Range(0, 1_000).Select(i => Beyond(Math.Max(0, i - 0.5)) - Beyond(i + 0.5)).ToArray();

        var between = 0.0;
        for (var i = 0; i < gamma.Length; i++)
        {
            for (var j = 0; j < rest.Length; j++)
                between += gamma[i] * rest[j] * chances[i + j];
        }

        Assert.InRange(between, SequentialWalk.OfPolya(allButLast, 20, 1), SequentialWalk.OfPolya(allButLast, 21, 1));
        Assert.Equal(
            0.05, between + SequentialWalk.OfPolya(looks, 20, 1) - SequentialWalk.OfPolya(allButLast, 20, 1), 2e-6);

        // The chance that U E is larger.
        static double Beyond(double i) =>
            Enumerable.Range(0, 400).Average(u => Math.Exp(-i * width / ((u + 0.5) / 400)));
    }

    // Independent of the Markov property: the Poisson walk, averaged over all lengths of the history.
    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 1.5)]
    [InlineData(12, 0.5)]
    public void The_walk_is_the_average_over_all_histories(int history, double limit)
    {
        var test = new ConditionalMaxSprt(0.05, limit, history);
        var looks = Looks(history, limit, test.CriticalValue);

        // Simpson's rule for the density v^c e^-v / c! of the history's length.
        const int steps = 4_000;
        const double width = 100.0 / steps;
        var sum = 0.0;
        for (var i = 1; i <= steps; i++)
        {
            var v = i * width;
            var density = Math.Exp(-v);
            for (var j = 1; j <= history; j++)
                density *= v / j;
            sum += (i == steps ? 1 : i % 2 == 1 ? 4 : 2) * density * SequentialWalk.OfPoisson(looks, v).Probability;
        }

        Assert.Equal(0.05, sum * width / 3, 1e-6);
    }

    // 20,000 simulated fleets at each rate, history and surveillance from the same rate: never above alpha by more than
    // three standard errors.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(20)]
    public void A_simulated_fleet_has_no_more_false_alarms_than_alpha(double expectedHistory)
    {
        const double alpha = 0.05;
        const int fleets = 20_000;
        var signals = 0;
        for (var fleet = 0; fleet < fleets; fleet++)
        {
            var dice = new Dice(12, (ulong)fleet);
            var history = CrashProcess.PoissonCount(expectedHistory, dice.Uniform(Purpose.ToyTarget));
            var test = new ConditionalMaxSprt(alpha, 1, history, leastEvents: 2);
            var length = 0.0;
            for (var k = 1; ; k++)
            {
                length -= Math.Log(1 - dice.Uniform(Purpose.ToyDelay, k)) / expectedHistory;
                if (length > test.Limit)
                    break;
                if (!test.Signals(k, length))
                    continue;
                signals++;
                break;
            }
        }

        Assert.InRange(signals / (double)fleets, 0, alpha + 3 * Math.Sqrt(alpha * (1 - alpha) / fleets));
    }

    [Fact]
    public void A_long_history_gives_the_results_of_a_known_baseline()
    {
        var test = new ConditionalMaxSprt(0.05, 10 / 1e7, 10_000_000);
        var known = new PoissonMaxSprt(0.05, 10);

        Assert.Equal(known.CriticalValue, test.CriticalValue, 1e-5);
        Assert.Equal(known.Under(2).Power, test.Power(2), 1e-5);
        Assert.Equal(PoissonMaxSprt.LogLikelihoodRatio(10, 4), test.LogLikelihoodRatio(10, 4 / 1e7), 1e-5);
    }

    [Fact]
    public void A_short_history_has_less_power_than_a_known_baseline()
    {
        var power = Array.ConvertAll<int, double>(
            [2, 5, 20, 100, 1000], c => new ConditionalMaxSprt(0.05, 10.0 / c, c).Power(3));

        Assert.Equal(power.Order(), power);
        Assert.True(power[^1] < new PoissonMaxSprt(0.05, 10).Under(3).Power);
    }

    [Fact]
    public void A_few_early_crashes_signal_when_the_history_has_none()
    {
        var test = new ConditionalMaxSprt(0.01, 1, historicalEvents: 0);

        Assert.True(test.Signals(7, 0.5));
        Assert.False(test.Signals(3, 0.5));
        Assert.False(test.Signals(70, 1.01));
    }

    [Fact]
    public void Events_signal_up_to_their_latest_moment() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 20]).Sample((history, k) =>
        {
            var test = new ConditionalMaxSprt(0.05, 2, history);
            var latest = ConditionalMaxSprt.LatestLength(history, k, test.CriticalValue);
            Assert.Equal(test.CriticalValue, test.LogLikelihoodRatio(k, latest), 1e-9);
            Assert.Equal(latest <= test.Limit, test.Signals(k, latest * (1 - 1e-9)));
            Assert.False(test.Signals(k, latest * (1 + 1e-9)));
        }, iter: 40);

    private static Look[] Looks(int history, double limit, double criticalValue)
    {
        var looks = new List<Look>();
        for (var k = 1; looks.Count == 0 || looks[^1].At < limit; k++)
            looks.Add(new(Math.Min(limit, ConditionalMaxSprt.LatestLength(history, k, criticalValue)), k - 1));
        return [.. looks];
    }
}
