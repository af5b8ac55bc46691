using CsCheck;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Simulation;

public sealed class DiceTests
{
    private const int Draws = 100_000;

    private static readonly Dice Dice = new(2023, EntityId.Device(7));

    // 99 degrees of freedom: the 99.999 % quantile is 169.
    [Fact]
    public void A_draw_is_uniform_over_the_numbers_of_one_device() =>
        Assert.InRange(ChiSquare(n => Dice.Uniform(Purpose.Poll, n)), 45, 169);

    [Fact]
    public void A_draw_is_uniform_over_the_devices_of_a_fleet() =>
        Assert.InRange(ChiSquare(device => new Dice(1, EntityId.Device(device)).Uniform(Purpose.Ramp)), 45, 169);

    [Fact]
    public void An_exponential_has_its_mean_and_its_spread()
    {
        var draws = Enumerable.Range(0, Draws)
            .Select(n => Dice.Exponential(TimeSpan.FromHours(2), Purpose.Decision, n).TotalHours).ToArray();
        var mean = draws.Average();

        Assert.InRange(mean, 1.96, 2.04);
        Assert.InRange(Math.Sqrt(draws.Average(x => (x - mean) * (x - mean))), 1.94, 2.06);
        Assert.InRange(draws.Count(x => x > 2) / (double)Draws, 0.36, 0.376);
    }

    [Fact]
    public void A_Weibull_time_of_shape_1_is_exponential_and_its_scale_passes_with_63_percent_at_every_shape() =>
        Assert.All([1.0, 2.5, 8], shape =>
        {
            var draws = Enumerable.Range(0, Draws)
                .Select(n => Dice.Weibull(TimeSpan.FromDays(44), shape, Purpose.UpdateDelay, n)).ToArray();

            Assert.InRange(draws.Count(x => x <= TimeSpan.FromDays(44)) / (double)Draws, 0.627, 0.638);
            // P(T > scale / 2) = exp(-2^-shape).
            Assert.Equal(
                Math.Exp(-Math.Pow(0.5, shape)), draws.Count(x => x > TimeSpan.FromDays(22)) / (double)Draws, 0.006);
            if (shape == 1)
                Assert.Equal(Dice.Exponential(TimeSpan.FromDays(44), Purpose.UpdateDelay, 3), draws[3]);
        });

    [Fact]
    public void A_chance_of_zero_never_occurs_and_a_certainty_always_does() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 1_000_000], Gen.Int).Sample((seed, device, n) =>
        {
            var dice = new Dice(seed, EntityId.Device(device));
            Assert.False(dice.Chance(0, Purpose.DidNotStart, n));
            Assert.True(dice.Chance(1, Purpose.DidNotStart, n));
        });

    [Fact]
    public void A_duration_lies_between_its_ends() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 10_000], Gen.Int[0, 10_000]).Sample((seed, from, width) =>
        {
            var (first, end) = (TimeSpan.FromMilliseconds(from), TimeSpan.FromMilliseconds(from + width));
            var drawn = new Dice(seed, EntityId.SigningService).Between(first, end, Purpose.Poll);
            Assert.True(drawn >= first && (drawn < end || width == 0), $"{drawn} is not in [{first}, {end}).");
            Assert.Equal(0, drawn.Ticks % TimeSpan.TicksPerMillisecond);
        });

    [Fact]
    public void Seed_entity_purpose_and_number_each_change_a_draw()
    {
        var bits = Dice.Bits(Purpose.Nonce, 1);

        Assert.Equal(bits, new Dice(2023, EntityId.Device(7)).Bits(Purpose.Nonce, 1));
        Assert.NotEqual(bits, new Dice(2024, EntityId.Device(7)).Bits(Purpose.Nonce, 1));
        Assert.NotEqual(bits, new Dice(2023, EntityId.Device(8)).Bits(Purpose.Nonce, 1));
        Assert.NotEqual(bits, Dice.Bits(Purpose.Poll, 1));
        Assert.NotEqual(bits, Dice.Bits(Purpose.Nonce, 2));
    }

    [Fact]
    public void No_two_purposes_share_a_number() =>
        Assert.Equal(Enum.GetNames<Purpose>().Length, Enum.GetValues<Purpose>().Distinct().Count());

    private static double ChiSquare(Func<int, double> draw)
    {
        var cells = new int[100];
        for (var n = 0; n < Draws; n++)
            cells[(int)(draw(n) * cells.Length)]++;
        const double expected = Draws / 100.0;
        return cells.Sum(seen => (seen - expected) * (seen - expected) / expected);
    }
}
