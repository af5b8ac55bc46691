using RsrActors.Laboratory.Designs;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>Common random numbers: the seed of a replication.</summary>
public sealed class CommonSeedsTests
{
    /// <summary>Computed by another program from the definition of SplitMix64.</summary>
    [Theory]
    [InlineData(0UL, 1, 1498765885564669UL)]
    [InlineData(0UL, 2, 4592581745434984UL)]
    [InlineData(0UL, 1000, 7645782966388294UL)]
    [InlineData(1UL, 1, 4744253937173237UL)]
    [InlineData(1UL, 2, 6644604159053408UL)]
    [InlineData(1UL, 1000, 4797890489107841UL)]
    [InlineData(20260318UL, 1, 1110048627792059UL)]
    [InlineData(20260318UL, 2, 6670322531586963UL)]
    [InlineData(20260318UL, 1000, 8485936700274734UL)]
    [InlineData(ulong.MaxValue, 1, 3672796978599346UL)]
    [InlineData(ulong.MaxValue, 2, 2874139139982588UL)]
    [InlineData(ulong.MaxValue, 1000, 8561801690796893UL)]
    public void A_seed_follows_from_the_seed_of_the_experiment_and_the_replication(
        ulong experiment, int replication, ulong seed) =>
        Assert.Equal(seed, CommonSeeds.SeedOf(experiment, replication));

    [Fact]
    public void Seeds_of_ten_thousand_replications_differ_and_are_exact_in_JSON_and_R()
    {
        ulong[] seeds = [.. Enumerable.Range(1, 10_000).Select(replication => CommonSeeds.SeedOf(7, replication))];

        Assert.Distinct(seeds);
        Assert.All(seeds, seed => Assert.Equal(seed, (ulong)(double)seed));
    }

    [Fact]
    public void A_replication_has_the_same_seed_in_every_cell()
    {
        var plan = SmallExperiments.Plan(replications: 3, "all-at-once", "linear", "phased");
        var runs = Enumerable.Range(1, 3)
            .SelectMany(_ => Enumerable.Range(0, 3), (replication, cell) => plan.RunOf(replication, cell)).ToArray();

        Assert.All(
            runs.GroupBy(run => run.Replication),
            replication => Assert.Single(replication.Select(run => run.Seed).Distinct()));
        Assert.Equal(3, runs.Select(run => run.Seed).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 9), runs.Select(run => run.Place));
    }
}
