using CsCheck;
using RsrActors.Model.Crashes;

namespace RsrActors.Model.Tests.Crashes;

public sealed class UsedQuartersTests
{
    internal static readonly Gen<UsedQuarters> Any = Gen.Int[0, UsedQuarters.PerDay - 1].HashSet[0, UsedQuarters.PerDay]
        .Select(quarters => quarters.Aggregate(UsedQuarters.None, (used, quarter) => used.With(quarter)));

    [Fact]
    public void A_day_has_ninety_six_quarters()
    {
        Assert.Equal(TimeSpan.FromDays(1), UsedQuarters.All.Duration);
        Assert.Equal(TimeSpan.Zero, UsedQuarters.None.Duration);
        Assert.Equal(
            UsedQuarters.All,
            Enumerable.Range(0, 96).Aggregate(UsedQuarters.None, (used, quarter) => used.With(quarter)));
        Assert.Throws<ArgumentOutOfRangeException>(() => UsedQuarters.None.With(96));
        Assert.Throws<ArgumentOutOfRangeException>(() => UsedQuarters.None.With(-1));
    }

    [Fact]
    public void The_use_between_two_times_is_the_sum_of_used_minutes() =>
        Gen.Select(Any, Gen.Int[0, 1440], Gen.Int[0, 1440]).Sample((used, from, until) => Assert.Equal(
            Enumerable.Range(0, 1440).Count(minute => minute >= from && minute < until && used.Contains(minute / 15)),
            used.Between(TimeSpan.FromMinutes(from), TimeSpan.FromMinutes(until)).TotalMinutes));

    [Fact]
    public void A_moment_of_use_is_in_a_used_quarter_after_exactly_that_much_use() =>
        Gen.Select(Any.Where(used => used.Count > 0), Gen.Double[0, 0.999999]).Sample((used, share) =>
        {
            var into = TimeSpan.FromMilliseconds((long)(used.Duration.TotalMilliseconds * share));
            var time = used.TimeOfDay(into);
            Assert.True(used.Contains((int)(time / UsedQuarters.Quarter)));
            Assert.Equal(into, used.Between(TimeSpan.Zero, time));
        });

    [Fact]
    public void A_day_has_no_moment_after_all_its_use() => Any.Sample(used =>
        Assert.Throws<ArgumentOutOfRangeException>(() => used.TimeOfDay(used.Duration)));
}
