using RsrActors.Host.Benchmarks;
using RsrActors.Model.Analytics;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Benchmarks;

/// <summary>The messages that the crash-analytics service gets about one fleet.</summary>
public sealed class DetectionReplicateTests
{
    private static readonly DetectionSetting Setting = new(limit: 10, perDay: 1, rateRatio: 5);

    private static readonly DetectionReplicate Replicate = new(Setting, seed: 7);

    [Fact]
    public void The_surveillance_starts_before_every_report()
    {
        Assert.Equal(new SurveillanceStarts(Setting.Response.Id), Replicate.AtOnce().First().Body);
        Assert.Equal(new SurveillanceStarts(Setting.Response.Id), Replicate.DailyTotals().First().Body);
    }

    [Fact]
    public void Crashes_reported_at_once_come_one_by_one_with_all_use_until_then()
    {
        var messages = Replicate.AtOnce().Skip(1).ToList();

        Assert.All(messages.SkipLast(1), message => Assert.Equal(1, Totals(message).Crashes));
        Assert.Equal(0, Totals(messages[^1]).Crashes);
        var hours = 0.0;
        foreach (var message in messages)
        {
            hours += Totals(message).Hours;
            Assert.Equal(Setting.Devices * (message.Due - VirtualTime.Zero).TotalHours, hours, 6);
        }
    }

    [Fact]
    public void The_surveillance_reaches_its_end_with_both_ways_of_reporting()
    {
        Assert.InRange(Expected(Replicate.AtOnce()), Setting.Limit, Setting.Limit + 1e-6);
        Assert.InRange(Expected(Replicate.DailyTotals()), Setting.Limit, Setting.Limit + 1);
    }

    [Fact]
    public void Messages_of_both_ways_come_in_order_and_report_a_device_day_once()
    {
        foreach (var messages in (List<Message>[])[[.. Replicate.AtOnce().Skip(1)],
            [.. Replicate.DailyTotals().Skip(1)]])
        {
            Assert.Equal(messages.Select(message => message.Due).Order(), messages.Select(message => message.Due));
            var reports = messages.DistinctBy(message => message.Body).ToList();
            Assert.Equal(
                reports.Count, reports.DistinctBy(message => (message.From, ((CrashReport)message.Body).Day)).Count());
        }
    }

    [Fact]
    public void Daily_totals_report_the_same_crashes_except_lost_ones()
    {
        var daily = Replicate.DailyTotals().Skip(1).DistinctBy(message => message.Body)
            .Where(message => ((CrashReport)message.Body).Day < Setting.Limit).ToList();
        var crashes = Replicate.AtOnce().Skip(1).Sum(message => Totals(message).Crashes);

        Assert.InRange(daily.Count, 970, 999);
        Assert.InRange(daily.Sum(message => Totals(message).Crashes), crashes - 5, crashes);
        Assert.InRange(crashes, 25, 80);
    }

    private static Model.Analytics.CrashTotal Totals(Message message) =>
        Assert.Single(((CrashReport)message.Body).Totals);

    private static double Expected(IEnumerable<Message> messages) =>
        messages.Skip(1).DistinctBy(message => message.Body)
            .Sum(message => ReportedUse.Of(0, Totals(message).Hours).Hours) * Setting.PerDay / (24 * Setting.Devices);
}
