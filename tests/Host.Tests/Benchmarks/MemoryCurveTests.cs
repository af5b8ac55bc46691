using RsrActors.Host.Benchmarks;

namespace RsrActors.Host.Tests.Benchmarks;

/// <summary>How memory grows over a run of a year.</summary>
public sealed class MemoryCurveTests
{
    [Fact]
    public void Memory_that_stays_the_same_is_flat() => Assert.Equal(1, Year(_ => 500).Resident.Growth);

    [Fact]
    public void Memory_that_grows_is_not_flat()
    {
        var curve = Year(day => 100 + day);

        Assert.InRange(curve.Resident.Early, 119, 124); // About day 3 + 18.
        Assert.InRange(curve.Resident.Late, 445, 449); // About day 365 - 18.
        Assert.Equal(curve.Resident.Late / curve.Resident.Early, curve.Resident.Growth);
    }

    [Fact]
    public void Memory_of_the_first_three_days_does_not_count() =>
        Assert.Equal(1, Year(day => day < 3 ? 100 : 500).Resident.Growth);

    [Theory]
    [InlineData(365, 3)]
    [InlineData(14, 3)]
    [InlineData(2, 0.5)]
    public void A_short_run_warms_up_in_a_quarter_of_its_time(int days, double warmUp) =>
        Assert.Equal((decimal)warmUp, new MemoryCurve([new(0, 1, 1)], days).WarmUp);

    [Fact]
    public void Memory_after_collection_may_be_flat_while_resident_memory_grows() =>
        Assert.Equal(1, Year(day => 100 + day).Left.Growth);

    [Fact]
    public void Memory_has_no_growth_when_it_starts_at_zero() =>
        Assert.Null(new MemoryCurve([new(0, 100, 0), new(365, 100, 20)], 365).Left.Growth);

    [Fact]
    public void One_high_sample_does_not_move_a_median() =>
        Assert.Equal(500, Year(day => day == 360 ? 5_000 : 500).Resident.Late);

    [Fact]
    public void Days_between_two_samples_have_the_value_of_the_earlier_one()
    {
        var curve = new MemoryCurve([new(0, 100, 10), new(1, 200, 10), new(365, 300, 10)], 365);

        Assert.Equal(200, curve.Resident.Early);
        Assert.Equal(300, curve.Resident.Late);
    }

    [Fact]
    public void A_memory_curve_is_drawn_in_letters_over_days_and_megabytes()
    {
        var lines = Year(day => day < 200 ? 300 : 720).Draw(100).ToArray();

        Assert.Equal(12, lines.Length);
        Assert.Equal("  750 MB |", lines[0][..10].TrimEnd().PadRight(10));
        Assert.Matches("^ {9}\\| {49} *m+$", lines[1]);
        Assert.Matches("^  300 MB \\|m{90}$", lines[6]);
        Assert.Matches("^ {9}\\|l{90}$", lines[9]);
        Assert.Matches("^    0 MB \\+-{90}$", lines[10]);
        Assert.Matches("^ {10}0 +50 +100 +150 +200 +250 +300 +350$", lines[11]);
        Assert.All(lines, line => Assert.True(line.Length <= 100, line));
    }

    [Theory]
    [InlineData(0.9, "5 MB")]
    [InlineData(480, "500 MB")]
    [InlineData(501, "750 MB")]
    [InlineData(1_073, "1250 MB")]
    [InlineData(4_100, "5000 MB")]
    public void The_scale_is_the_least_round_one_that_the_peak_fits_in(double peak, string top) =>
        Assert.StartsWith(
            top, new MemoryCurve([new(0, (decimal)peak, 0)], 1).Draw(60).First().TrimStart(), StringComparison.Ordinal);

    private static MemoryCurve Year(Func<int, decimal> megabytes) =>
        new([.. Enumerable.Range(0, 366).Select(day => new MemorySample(day, megabytes(day), 75))], 365);
}
