using RsrActors.Laboratory.Validity;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>Published adoption beside that of runs.</summary>
public sealed class ValidityTests
{
    private static readonly string File = Path.Combine(PublishedReader.Installed, "published.hocon");

    [Fact]
    public void Published_rows_after_September_2023_are_kept_out_and_rows_of_other_vendors_test_nothing()
    {
        var populations = PublishedReader.Read(File, System.IO.File.ReadAllText(File));

        Assert.Equal(
            57,
            populations.Where(one => one is { IsApple: true, Measure: PublishedMeasure.Adoption })
                .Sum(one => one.Rows.Length));
        Assert.All(
            populations.Where(one => !one.IsApple).SelectMany(one => one.Rows),
            row => Assert.Equal(RowUse.Fit, row.Use));
        Assert.All(populations.SelectMany(one => one.Rows), row => Assert.InRange(row.Observed, 0.001, 0.999));
    }

    [Fact]
    public void A_month_that_began_before_the_publication_counts_its_days_without_the_release()
    {
        var row = new PublishedRow(
            "16.1", "16.1", null, TimeSpan.Zero, TimeSpan.FromDays(8), TimeSpan.FromDays(23), 0.016, false,
            RowUse.Fit, "");

        Assert.Equal(8, row.Moments.Length);
        Assert.Equal(8 / 31.0, row.Weight, 12);
    }

    [Fact]
    public async Task A_population_is_simulated_at_its_published_moments_and_the_same_at_any_number_of_threads()
    {
        var population = PublishedReader.Read(File, System.IO.File.ReadAllText(File))
            .Single(one => one.Scenario == "firefox-2");
        var one = await Simulated(parallel: 1);
        var two = await Simulated(parallel: 2);

        Assert.Equal(one.AsEnumerable(), two.AsEnumerable());
        Assert.InRange(one.Single().Median, 0.75, 0.99);
        Assert.True(one.Single().Low <= one.Single().Median && one.Single().Median <= one.Single().High);

        async Task<System.Collections.Immutable.ImmutableArray<SimulatedRow>> Simulated(int parallel) =>
            await new PopulationRuns(PublishedReader.Installed, replications: 3, parallel, devices: 100)
                .Simulate(population, CancellationToken.None);
    }

    [Theory]
    [InlineData("crowdstrike", PublishedMeasure.Restored, 300, 0.94, 1)]
    [InlineData("ios-8.0.1", PublishedMeasure.Affected, 2000, 0, 0.004)]
    public async Task An_incident_is_a_population_with_a_measure_of_its_own(
        string scenario, PublishedMeasure measure, int devices, double least, double most)
    {
        var population = PublishedReader.Read(File, System.IO.File.ReadAllText(File))
            .Single(one => one.Scenario == scenario);
        var rows = await new PopulationRuns(PublishedReader.Installed, replications: 1, parallel: 1, devices)
            .Simulate(population, CancellationToken.None);

        Assert.Equal(measure, population.Measure);
        Assert.All(rows, row => Assert.InRange(row.Median, least, most));
    }

    [Fact]
    public void A_share_below_a_published_limit_is_no_error_and_one_above_it_is()
    {
        var row = new PublishedRow(
            "8.0.1", "8.0.1", null, TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.Zero, 0.004, true, RowUse.Fit,
            "");

        Assert.Equal(0, new SimulatedRow(row, 0.0003, 0, 0.001).Error);
        Assert.Equal(0.6, new SimulatedRow(row, 0.010, 0, 0.02).Error, 12);
    }

    [Fact]
    public void A_row_without_a_use_is_refused_with_its_place() => Assert.Contains(
        "line 1: populations.a.rows.0.use: missing",
        Assert.Throws<InvalidDataException>(() => PublishedReader.Read(
            "rows.hocon",
            "populations { a { of = b, vendor = apple, source = c, "
            + "rows = [ { release = 1, at = 1 d, observed = 1 % } ] } }"))
            .Message);
}
