using CsCheck;
using RsrActors.Model.Analytics;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

public sealed class UploadTests
{
    /// <summary>No application crashes, so that only uploads are due.</summary>
    private static readonly Scenario Quiet = Crashing().People(people => people with { InUse = 0.8 }) is var busy
        ? busy with
        {
            Fleet = busy.Fleet with
            {
                Applications = [.. busy.Fleet.Applications.Select(one => one with { CrashesPerThousandHours = 0 })],
            },
        }
        : throw new InvalidOperationException();

    [Fact]
    public void A_device_that_shares_reports_each_whole_day_once()
    {
        var world = Quiet.World();
        for (var device = 0; device < 20; device++)
        {
            var life = new Life(world, device).Lived();
            var days = world.LifeOf(life.State.Traits);

            Assert.Equal(
                Enumerable.Range(0, days.DayOf(world.Scenario.End) - 1),
                All<CrashTotalsReported>(life).Select(one => one.Event.Day)
                    .TakeWhile(day => day < days.DayOf(world.Scenario.End) - 1));
            Assert.Equal(
                All<CrashTotalsReported>(life).Select(one => one.Event.Day),
                life.Sent.Select(message => Assert.IsType<CrashReport>(message.Body).Day));
            Assert.All(life.Sent, message =>
            {
                Assert.Equal(EntityId.CrashAnalytics, message.To);
                Assert.InRange(message.Due - message.SentAt, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));
            });
        }
    }

    [Fact]
    public void A_device_that_does_not_share_reports_nothing()
    {
        var life = new Life((Quiet with { Fleet = Quiet.Fleet with { SharesAnalytics = 0 } }).World(), 0).Lived();

        Assert.Equal([nameof(Enrolled)], life.Story);
        Assert.Empty(life.Sent);
    }

    [Fact]
    public void A_device_that_shares_reports_nothing_when_it_is_not_in_the_panel()
    {
        var upload = Quiet.Analytics.Upload with { Panel = 0 };
        var life = new Life((Quiet with { Analytics = Quiet.Analytics with { Upload = upload } }).World(), 0).Lived();

        Assert.Equal([nameof(Enrolled)], life.Story);
        Assert.Empty(life.Sent);
    }

    // 10,000 devices, one of twenty in the panel: within 4.5 standard deviations of 22.
    [Fact]
    public void The_panel_is_as_large_as_the_scenario_says() => Assert.InRange(
        Enumerable.Range(0, 10_000).Count(device => UploadSettings.Default.Asks(new Dice(7, EntityId.Device(device)))),
        402, 598);

    [Fact]
    public void A_change_of_sharing_is_effective_at_once_and_days_before_it_are_not_reported() =>
        Gen.Select(
            Gen.ULong, Gen.Int[2 * 86_400_000, 9 * 86_400_000], Gen.Int[10 * 86_400_000, 15 * 86_400_000]).Sample(
        (seed, off, on) =>
        {
            var world = (Quiet with { Seed = seed }).World();
            var days = world.LifeOf(world.TraitsOf(0));
            var (ends, begins) = (new VirtualTime(off), new VirtualTime(on));

            var life = new Life(world, 0)
            {
                Told =
                [
                    (ends, new OperatorCommand.ShareAnalytics(0, false)),
                    (begins, new OperatorCommand.ShareAnalytics(0, true)),
                ],
            }.Lived();

            Assert.DoesNotContain(life.Sent, message => message.SentAt >= ends && message.SentAt < begins);
            Assert.Equal(
                days.DayOf(begins) + 1, All<CrashTotalsReported>(life).First(one => one.At > begins).Event.Day);
            Assert.InRange(
                All<CrashTotalsReported>(life).Last(one => one.At < ends).Event.Day,
                days.DayOf(ends) - 2, days.DayOf(ends) - 1);
        }, iter: 100);

    // Binomial counts of 40 devices over four weeks; 4.4 standard deviations.
    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0, 0.4)]
    [InlineData(0.2, 0.5)]
    public void Uploads_are_lost_and_doubled_as_often_as_the_scenario_says(double lost, double twice)
    {
        var world = (Quiet with
        {
            Analytics = Quiet.Analytics with { Upload = Quiet.Analytics.Upload with { Lost = lost, Twice = twice } },
        }).World();
        var lives = Enumerable.Range(0, 40).Select(device => new Life(world, device).Lived()).ToArray();
        var reported = lives.Sum(life => All<CrashTotalsReported>(life).Count());
        var copies = lives.SelectMany(
            (life, device) => life.Sent.Select(message => (device, ((CrashReport)message.Body).Day)))
            .GroupBy(one => one).Select(group => group.Count()).ToArray();

        Assert.Equal((1 - lost) * reported, copies.Length, 4.4 * Math.Sqrt(reported * lost * (1 - lost)) + 1e-9);
        Assert.Equal(
            twice * copies.Length, copies.Count(count => count == 2),
            4.4 * Math.Sqrt(copies.Length * twice * (1 - twice)) + 1e-9);
        Assert.All(copies, count => Assert.InRange(count, 1, 2));
    }

    /// <summary>The test tries every day, and does not use the device's search for the next upload.</summary>
    [Fact]
    public void The_next_upload_is_the_first_of_all_days() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[0, 25 * 86_400], Gen.Int[0, 25 * 86_400]).Sample(
            (seed, from, width, now, since) =>
            {
                var scenario = Quiet with
                {
                    Seed = seed,
                    Analytics = Quiet.Analytics with
                    {
                        Upload = Quiet.Analytics.Upload with
                        {
                            Delay = new(TimeSpan.FromHours(from), TimeSpan.FromHours(from + width)),
                        },
                    },
                };
                var world = scenario.World();
                var (after, shares) = (new VirtualTime(1000L * Math.Max(now, since)), new VirtualTime(1000L * since));
                var state = world.Resting() with { Diary = CrashDiary.Empty with { SharesSince = shares } };
                var life = world.LifeOf(state.Traits);

                var all = Enumerable.Range(-1, 60).Where(day => life.At(day, TimeSpan.Zero) >= shares).SelectMany(day =>
                    Moments(day, life, scenario.Analytics.Upload.Delay).Where(at => Reports(state, day, at, world)));

                Assert.Equal(
                    all.Where(at => at >= after).DefaultIfEmpty(VirtualTime.Never).Min(),
                    DeviceCalendar.NextDue(new(state, after, world, Publications.None)));
            }, iter: 60);

    private static bool Reports(DeviceState state, int day, VirtualTime at, World world) => DeviceDecider
        .Decide(new(state, at, world, Publications.None), []).Events.Any(
            one => one is CrashTotalsReported report && report.Day == day);

    /// <summary>An upload is a whole number of hours after the smallest delay.</summary>
    private static IEnumerable<VirtualTime> Moments(int day, DailyLife life, Span delay)
    {
        for (var at = delay.From; at <= delay.To; at += TimeSpan.FromHours(1))
            yield return life.At(day + 1, TimeSpan.Zero) + at;
    }

    private static IEnumerable<(VirtualTime At, T Event)> All<T>(Life life) where T : DeviceEvent =>
        life.History.Where(one => one.Event is T).Select(one => (one.At, (T)one.Event));
}
