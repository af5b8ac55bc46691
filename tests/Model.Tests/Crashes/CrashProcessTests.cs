using CsCheck;
using RsrActors.Model.Crashes;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Crashes;

public sealed class CrashProcessTests
{
    private static readonly Dice Dice = new(2023, EntityId.Device(7));
    private static readonly CrashProcess Base = CrashProcess.OfBase;

    /// <summary>From 7:00 to 8:00, 12:15 to 12:30 and 21:30 to 24:00.</summary>
    private static readonly UsedQuarters Used = new[] { 28, 29, 30, 31, 49, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95 }
        .Aggregate(UsedQuarters.None, (used, quarter) => used.With(quarter));

    // Counts 0, 1, … each in a cell of its own, the rest in the last; the 99.999 % quantiles of chi-square.
    [Theory]
    [InlineData(0.01, 3, 23.03)]
    [InlineData(0.5, 5, 28.47)]
    [InlineData(2, 9, 37.33)]
    [InlineData(15, 31, 75.2)]
    public void Crashes_of_a_day_are_poisson_with_rate_times_use(double mean, int cells, double quantile)
    {
        const int days = 16_000;
        var seen = new int[cells];
        for (var day = 0; day < days; day++)
            seen[Math.Min(cells - 1, Base.On(day, Used, mean / Used.Duration.TotalHours, Dice).Length)]++;

        var (chance, rest, sum) = (Math.Exp(-mean), 1.0, 0.0);
        for (var n = 0; n < cells; n++)
        {
            var expected = days * (n == cells - 1 ? rest : chance);
            sum += (seen[n] - expected) * (seen[n] - expected) / expected;
            rest -= chance;
            chance *= mean / (n + 1);
        }

        Assert.InRange(sum, 0, quantile);
    }

    // Kolmogorov and Smirnov: the largest distance times the root of the number is above 2.3 once in 20,000 times.
    [Fact]
    public void Crashes_lie_uniformly_in_the_time_of_use()
    {
        var places = Enumerable.Range(0, 5_000).SelectMany(day => Base.On(day, Used, 1, Dice))
            .Select(crash => Used.Between(TimeSpan.Zero, crash.TimeOfDay) / Used.Duration).Order().ToArray();

        Assert.InRange(places.Length, 18_000, 19_500);
        var distance = places.Select((place, i) =>
            Math.Max(place - (double)i / places.Length, (i + 1.0) / places.Length - place)).Max();
        Assert.InRange(distance * Math.Sqrt(places.Length), 0, 2.3);
    }

    // Two crashes of one day: the shares of use before the first and the last are those of two independent places.
    [Fact]
    public void Two_crashes_of_a_day_are_independent()
    {
        var pairs = Enumerable.Range(0, 16_000).Select(day => Base.On(day, Used, 0.5, Dice))
            .Where(day => day.Length == 2)
            .Select(day => (First: Used.Between(TimeSpan.Zero, day[0].TimeOfDay) / Used.Duration,
                Last: Used.Between(TimeSpan.Zero, day[1].TimeOfDay) / Used.Duration)).ToArray();

        Assert.InRange(pairs.Length, 3_800, 4_700);
        Assert.Equal(1.0 / 3, pairs.Average(pair => pair.First), 0.015);
        Assert.Equal(2.0 / 3, pairs.Average(pair => pair.Last), 0.015);
        Assert.Equal(0.25, pairs.Count(pair => pair.Last < 0.5) / (double)pairs.Length, 0.03);
    }

    [Fact]
    public void Days_devices_and_responses_are_independent()
    {
        const double mean = 1;
        var perHour = mean / Used.Duration.TotalHours;
        AssertUncorrelated(
            n => Base.On(n, Used, perHour, Dice).Length, n => Base.On(n + 1, Used, perHour, Dice).Length);
        AssertUncorrelated(n => Base.On(n, Used, perHour, Dice).Length,
            n => Base.On(n, Used, perHour, new(2023, EntityId.Device(8))).Length);
        AssertUncorrelated(n => Base.On(n, Used, perHour, Dice).Length,
            n => CrashProcess.AddedBy(0).On(n, Used, perHour, Dice).Length);
        AssertUncorrelated(n => CrashProcess.AddedBy(1).On(n, Used, perHour, Dice).Length,
            n => CrashProcess.AddedBy(0).On(n, Used, perHour, Dice).Length);

        static void AssertUncorrelated(Func<int, int> left, Func<int, int> right) =>
            Assert.Equal(0, Enumerable.Range(0, 10_000).Average(n => (left(n) - mean) * (right(n) - mean)), 0.045);
    }

    [Fact]
    public void Crashes_happen_only_in_use_and_in_ascending_order() =>
        Gen.Select(UsedQuartersTests.Any, Gen.ULong, Gen.Int[-1, 16_000], Gen.Double[0, 2])
            .Sample((used, seed, day, perHour) =>
            {
                var crashes = CrashProcess.AddedBy(5).On(day, used, perHour, new(seed, 1));
                Assert.All(crashes, crash => Assert.True(used.Contains((int)(crash.TimeOfDay / UsedQuarters.Quarter))));
                Assert.All(crashes, crash => Assert.Equal(0, crash.TimeOfDay.Ticks % TimeSpan.TicksPerMillisecond));
                Assert.Equal(crashes.OrderBy(crash => crash.TimeOfDay), crashes);
                Assert.Equal(crashes.AsEnumerable(), CrashProcess.AddedBy(5).On(day, used, perHour, new(seed, 1)));
            });

    [Fact]
    public void A_rate_of_zero_or_no_use_gives_no_crash()
    {
        Assert.Empty(Base.On(1, Used, 0, Dice));
        Assert.Empty(Base.On(1, UsedQuarters.None, 5, Dice));
    }

    // The fifths in which the draw lies, 99.999 % quantile of chi-square with 4 degrees of freedom.
    [Fact]
    public void The_crashing_application_is_uniform_and_independent_of_the_time()
    {
        var crashes = Enumerable.Range(0, 5_000).SelectMany(day => Base.On(day, Used, 1, Dice)).ToArray();
        var expected = crashes.Length / 5.0;
        var sum = crashes.GroupBy(crash => (int)(crash.Share * 5)).Sum(
            fifth => (fifth.Count() - expected) * (fifth.Count() - expected) / expected);
        Assert.InRange(sum, 0, 28.47);

        var times = crashes.Select(crash => Used.Between(TimeSpan.Zero, crash.TimeOfDay) / Used.Duration - 0.5);
        Assert.Equal(0, times.Zip(crashes, (time, crash) => time * (crash.Share - 0.5)).Average(), 0.003);
    }

    [Fact]
    public void A_quiet_day_has_no_crash_however_long_the_device_is_used() =>
        Gen.Select(UsedQuartersTests.Any, Gen.ULong, Gen.Int[-1, 16_000], Gen.Double[0, 0.1])
            .Sample((used, seed, day, perHour) =>
            {
                var dice = new Dice(seed, 1);
                var quiet = Base.IsQuietOn(day, PortableMath.Exp(-24 * perHour), dice);
                Assert.True(!quiet || Base.On(day, used, perHour, dice).IsEmpty);
                Assert.Equal(quiet, Base.On(day, UsedQuarters.All, perHour, dice).IsEmpty);
            });

    [Fact]
    public void A_higher_rate_never_means_fewer_crashes_on_a_day() =>
        Gen.Select(Gen.Double[0, 3], Gen.Double[0, 3], Gen.Int[0, 1000]).Sample((low, more, day) => Assert.True(
            Base.On(day, Used, low, Dice).Length <= Base.On(day, Used, low + more, Dice).Length));

    [Theory]
    [InlineData(0, 0.999999, 0)]
    [InlineData(1, 0.3678794411, 0)]
    [InlineData(1, 0.3678794412, 1)]
    [InlineData(1, 0.7357588823, 1)]
    [InlineData(1, 0.7357588824, 2)]
    public void A_count_is_found_by_inversion(double mean, double uniform, int count) =>
        Assert.Equal(count, CrashProcess.PoissonCount(mean, uniform));

    [Fact]
    public void The_largest_draw_gives_a_finite_count() => Gen.Double[0, 700].Sample(mean =>
        Assert.InRange(
            CrashProcess.PoissonCount(mean, Math.BitDecrement(1)), (int)mean, mean + 10 * Math.Sqrt(mean) + 30));

    // The first crashes of the first days. They never change, because they are part of every history.
    [Fact]
    public void The_crashes_of_a_day_never_change()
    {
        Assert.Equal(
            "0 07:06:15.062, 1 21:43:27.652, 2 23:00:57.396, 2 23:23:07.484, 3 22:09:51.987, 4 22:31:57.209, "
            + "4 23:44:47.306",
            Times(Base, 0.25));
        Assert.Equal(
            "1 23:12:01.290, 1 23:16:58.496, 2 22:32:31.286, 5 07:55:58.360, 5 22:29:51.247",
            Times(CrashProcess.AddedBy(2), 0.25));

        static string Times(CrashProcess process, double perHour) =>
            string.Join(", ", Enumerable.Range(0, 6).SelectMany(
                day => process.On(day, Used, perHour, Dice)
                    .Select(crash => $"{day} {crash.TimeOfDay:hh\\:mm\\:ss\\.fff}")));
    }

    [Fact]
    public void A_process_or_day_without_a_number_of_its_own_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CrashProcess.AddedBy(1024));
        Assert.Throws<ArgumentOutOfRangeException>(() => Base.On(-2, Used, 1, Dice));
        Assert.Throws<ArgumentOutOfRangeException>(() => Base.On(65_535, Used, 1, Dice));
    }
}
