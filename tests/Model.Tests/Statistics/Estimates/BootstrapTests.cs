using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Tests.Statistics.Estimates;

public sealed class BootstrapTests
{
    private static readonly double[] Values =
        [.. Enumerable.Range(1, 200).Select(i => NormalQuantile.Of(i / 201.0))];

    // The bootstrap's standard error of a mean tends to √((n - 1) / n) S / √n.
    [Fact]
    public void The_standard_error_of_a_mean_is_near_the_known_one()
    {
        var error = Bootstrap.StandardErrors(Values.Length, 2000, 1, members => [members.Average(i => Values[i])])[0];

        Assert.InRange(error / SampleMoments.Of(Values).StandardError, 0.93, 1.07);
    }

    [Fact]
    public void The_same_seed_draws_the_same_samples()
    {
        Assert.Equal(Errors(7), Errors(7));
        Assert.NotEqual(Errors(7), Errors(8));

        static double Errors(ulong seed) =>
            Bootstrap.StandardErrors(Values.Length, 20, seed, members => [members.Average(i => Values[i])])[0];
    }

    [Fact]
    public void A_sample_is_drawn_with_replacement_and_each_member_is_equally_likely()
    {
        var counts = new int[10];
        _ = Bootstrap.StandardErrors(10, 10_000, 3, members =>
        {
            foreach (var member in members)
                counts[member]++;
            return [members.Distinct().Count() < 10 ? 1 : 0];
        });

        // Each count is binomial with mean 10,000 and deviation 95.
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void A_permutation_has_each_number_once_and_each_order_is_equally_likely()
    {
        var orders = Enumerable.Range(0, 6000)
            .Select(i => IndexDraws.Permutation(3, new Dice(5, (ulong)i), Purpose.ToyDelay)).ToList();

        Assert.All(orders, order => Assert.Equal([0, 1, 2], order.Order()));

        // Each of six counts is binomial with mean 1,000 and deviation 29.
        var counts = orders.CountBy(order => 100 * order[0] + 10 * order[1] + order[2]).ToList();
        Assert.Equal(6, counts.Count);
        Assert.All(counts, count => Assert.InRange(count.Value, 850, 1150));
    }
}
