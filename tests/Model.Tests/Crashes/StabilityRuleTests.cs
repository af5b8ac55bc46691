using CsCheck;
using RsrActors.Model.Statistics;
using static RsrActors.Model.Statistics.StabilityVerdict;

namespace RsrActors.Model.Tests.Crashes;

public sealed class StabilityRuleTests
{
    private static readonly StabilityRule Rule = StabilityRule.Default;

    private static readonly Gen<DailyUse[]> Days = Gen.Select(Gen.Int[0, 12 * 60], Gen.Int[0, 6]).Array[0, 30].Select(
        days => days.Select((day, i) => new DailyUse(i, TimeSpan.FromMinutes(day.Item1), day.Item2)).ToArray());

    /// <summary>Hours of use and crashes by day, before and since; the rule has its default numbers.</summary>
    public static TheoryData<string, string, string, StabilityVerdict> Rules => new()
    {
        // The mean falls from 8 h to 2 h.
        { "four crashes in a week, then one every two hours", "4 4/1 4/1 4 4/1 4 4 4/1 4", "4/2 4/2 4/3", Degraded },
        { "the same, with a first day since that was the only bad one", "4 4/1 4/1 4 4/1 4 4 4/1 4", "4/9 4 4",
            Stable },
        { "hardly used before", "2 2", "4/2 4/2 4/3", BaselineTooShort },
        { "used for just long enough before", "2 3", "4/2 4/2 4/3", Degraded },
        { "one bad crash before", "8 8/9 8", "4/2 4/2 4/3", Degraded },
        { "two crashes since", "8 8", "1/1 1/1", TooFewCrashes },
        { "crashed every four hours without any before", "8 8", "4/1 4/1 4/1 4/1", Degraded },
        { "crashed every six hours without any before", "8 8", "6/1 6/1 6/1", Stable },
        { "crashed as often as before", "4/2 4/2 4/2", "4/2 4/2 4/2", Stable },
        { "from every eight hours to every four, just enough", "8/1 8/1 8/1 8/2", "4/1 4/1 4/1", Degraded },
        { "from every eight hours to every five", "8/1 8/1 8/1 8/2", "5/1 5/1 5/1", Stable },
        { "from every 36 hours to every twelve", "12/1 12 12 12/1 12 12 12/1", "12/1 12/1 12/1", Stable },
        { "halved, but by less than an hour", "1/1 1/1 1/1 1/1 1/1 1/1", "1/2 1/2 1/2", Stable },
        { "halved by an hour", "2/1 2/1 2/1 2/1", "2/2 2/2 2/2", Degraded },
    };

    [Theory, MemberData(nameof(Rules))]
    public void An_application_is_judged_by_its_mean_time_between_crashes(
        string application, string before, string since, StabilityVerdict verdict) =>
        Assert.Equal((application, verdict), (application, Rule.Judge(Parse(before, 0), Parse(since, 50)).Verdict));

    [Fact]
    public void The_worst_day_of_each_side_does_not_count()
    {
        var judgement = Rule.Judge(Parse("4/1 3/1 5", 0), Parse("1/9 4/3 4/4", 50));

        Assert.Equal(new UseTotal(TimeSpan.FromHours(9), 1), judgement.Before);
        Assert.Equal(new UseTotal(TimeSpan.FromHours(8), 7), judgement.Since);
    }

    [Fact]
    public void A_day_of_crashes_without_use_is_the_worst() => Assert.Equal(
        new UseTotal(TimeSpan.FromHours(8), 9), Rule.Judge([], Parse("4/8 0/1 4/1", 0)).Since);

    [Fact]
    public void The_longer_of_two_equally_bad_days_is_dropped() => Assert.Equal(
        new UseTotal(TimeSpan.FromHours(4), 4), Rule.Judge([], Parse("2/2 4/4 2/2", 0)).Since);

    [Fact]
    public void Days_beyond_the_window_do_not_count()
    {
        var window = Rule with { MostDays = 3 };
        Assert.Equal(
            new UseTotal(TimeSpan.FromHours(6), 0), window.Judge(Parse("1/7 2 2 2", 0), []).Before);

        // By the calendar, not by the number of days with use.
        Assert.Equal(new UseTotal(TimeSpan.FromHours(2), 0), window.Judge(
            [new(1, TimeSpan.FromHours(1), 0), new(5, TimeSpan.FromHours(1), 0), new(7, TimeSpan.FromHours(1), 0)],
            []).Before);
    }

    [Fact]
    public void An_application_without_crashes_since_is_never_degraded() =>
        Gen.Select(Days, Days).Sample((before, since) =>
        {
            var well = since.Select(day => day with { Crashes = 0 }).ToArray();
            Assert.NotEqual(Degraded, Rule.Judge(before, well).Verdict);
            Assert.NotEqual(Degraded, (Rule with { LeastCrashes = 0 }).Judge(before, well).Verdict);
        });

    [Fact]
    public void A_degraded_application_stays_degraded_with_more_crashes() =>
        Gen.Select(Days, Days).Sample((before, since) =>
        {
            if (Rule.Judge(before, since).Verdict != Degraded)
                return;
            var worse = since.Select(day => day with { Crashes = day.Crashes * 3 }).ToArray();
            Assert.Equal(Degraded, Rule.Judge(before, worse).Verdict);
        });

    /// <summary>"4/2 3": four hours with two crashes, then three hours with none.</summary>
    private static DailyUse[] Parse(string days, int first) => [.. days.Split(' ').Select((day, i) =>
        day.Split('/') is [var hours, var crashes]
            ? new DailyUse(first + i, TimeSpan.FromHours(int.Parse(hours)), int.Parse(crashes))
            : new DailyUse(first + i, TimeSpan.FromHours(int.Parse(day)), 0))];
}
