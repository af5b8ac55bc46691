using RsrActors.Host.Benchmarks;
using RsrActors.Model.Analytics;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Benchmarks;

/// <summary>The letters in which the crash-analytics service hears of one fleet.</summary>
public sealed class DetectionReplicateTests
{
    private static readonly DetectionSetting Setting = new(limit: 10, perDay: 1, rateRatio: 5);

    private static readonly DetectionReplicate Replicate = new(Setting, seed: 7);

    [Fact]
    public void The_surveillance_begins_before_everything_else()
    {
        Assert.Equal(new SurveillanceStarts(Setting.Response.Id), Replicate.AtOnce().First().Body);
        Assert.Equal(new SurveillanceStarts(Setting.Response.Id), Replicate.DailyTotals().First().Body);
    }

    [Fact]
    public void Crashes_told_at_once_come_one_by_one_and_with_all_use_until_then()
    {
        var letters = Replicate.AtOnce().Skip(1).ToList();

        Assert.All(letters.SkipLast(1), letter => Assert.Equal(1, Totals(letter).Crashes));
        Assert.Equal(0, Totals(letters[^1]).Crashes);
        var hours = 0.0;
        foreach (var letter in letters)
        {
            hours += Totals(letter).Hours;
            Assert.Equal(Setting.Devices * (letter.Due - VirtualTime.Zero).TotalHours, hours, 6);
        }
    }

    [Fact]
    public void Either_way_the_surveillance_reaches_its_end()
    {
        Assert.InRange(Expected(Replicate.AtOnce()), Setting.Limit, Setting.Limit + 1e-6);
        Assert.InRange(Expected(Replicate.DailyTotals()), Setting.Limit, Setting.Limit + 1);
    }

    [Fact]
    public void Either_way_the_letters_come_in_order_and_tell_of_a_device_day_once()
    {
        foreach (var letters in (List<Letter>[])[[.. Replicate.AtOnce().Skip(1)], [.. Replicate.DailyTotals().Skip(1)]])
        {
            Assert.Equal(letters.Select(letter => letter.Due).Order(), letters.Select(letter => letter.Due));
            var reports = letters.DistinctBy(letter => letter.Body).ToList();
            Assert.Equal(
                reports.Count, reports.DistinctBy(letter => (letter.From, ((CrashReport)letter.Body).Day)).Count());
        }
    }

    [Fact]
    public void Daily_totals_tell_of_the_same_crashes_but_for_what_is_lost()
    {
        var daily = Replicate.DailyTotals().Skip(1).DistinctBy(letter => letter.Body)
            .Where(letter => ((CrashReport)letter.Body).Day < Setting.Limit).ToList();
        var crashes = Replicate.AtOnce().Skip(1).Sum(letter => Totals(letter).Crashes);

        Assert.InRange(daily.Count, 970, 999);
        Assert.InRange(daily.Sum(letter => Totals(letter).Crashes), crashes - 5, crashes);
        Assert.InRange(crashes, 25, 80);
    }

    private static Model.Analytics.CrashTotal Totals(Letter letter) => Assert.Single(((CrashReport)letter.Body).Totals);

    private static double Expected(IEnumerable<Letter> letters) => letters.Skip(1).DistinctBy(letter => letter.Body)
        .Sum(letter => ReportedUse.Of(0, Totals(letter).Hours).Hours) * Setting.PerDay / (24 * Setting.Devices);
}
