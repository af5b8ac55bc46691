using CsCheck;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Population;

/// <summary>A laptop whose lid is closed while its person sleeps.</summary>
public sealed class ClosedLidTests
{
    private static readonly FleetSettings Fleet = Plain(Platform.MacIntel)
        .People(people => people with { LidClosed = 1, InUseAtNight = 0.5, PollEvery = TimeSpan.FromHours(6) }).Fleet;

    private static readonly Gen<VirtualTime> Moment = Gen.Long[0, 30L * 86_400_000].Select(ms => new VirtualTime(ms));

    [Theory]
    [InlineData(Platform.MacIntel, 0, true)]
    [InlineData(Platform.MacAppleSilicon, 0, true)]
    [InlineData(Platform.MacIntel, 1, false)]
    [InlineData(Platform.IPhone, 0, false)]
    public void Only_Macs_with_a_battery_have_a_lid(Platform platform, double desktops, bool sleeps)
    {
        var plain = Plain(platform).People(people => people with { LidClosed = 1 });
        var fleet = plain.Fleet with
        {
            Platforms = [.. plain.Fleet.Platforms.Select(kind => kind with { Desktops = desktops })],
        };

        Assert.Equal(sleeps, Traits.Of(fleet, 1, 0).SleepsAtNight);
    }

    [Fact]
    public void A_closed_laptop_polls_restarts_and_is_used_only_while_its_person_is_awake() => Always((who, life, at) =>
    {
        var (poll, restart) = (life.NextPoll(at), life.NextMaintenance(at));
        Assert.True(poll >= at && restart >= at);
        Assert.Equal(poll, life.WhenAwake(poll));
        Assert.Equal(restart, life.WhenAwake(restart));
        Assert.Equal(poll, life.NextPoll(poll));
        Assert.True(!life.InUse(at) || life.WhenAwake(at) == at);
        Assert.Equal(who.WakesUp, life.TimeOfDay(restart));
    });

    /// <summary>A poll that a device with an open lid would make is made, at the latest when it is opened.</summary>
    [Fact]
    public void A_closed_laptop_polls_when_it_is_opened_if_a_poll_was_due_in_the_night() => Always((who, life, at) =>
    {
        var open = new DailyLife(who with { SleepsAtNight = false }, Fleet.Behaviour, TimeSpan.Zero, VirtualTime.Never);

        Assert.True(life.NextPoll(at) <= life.WhenOpen(open.NextPoll(at)));
    });

    /// <summary>So the last restarts before a deadline in the day come later than those of open laptops.</summary>
    [Fact]
    public void A_closed_laptop_makes_a_restart_that_became_due_in_the_small_hours_when_it_is_opened() =>
        Always((who, life, at) =>
        {
            var open = new DailyLife(
                who with { SleepsAtNight = false }, Fleet.Behaviour, TimeSpan.Zero, VirtualTime.Never);
            var restart = open.NextMaintenance(at);
            var due = restart.Next();

            Assert.Equal(life.WhenOpen(restart), life.NextMaintenance(due));
            Assert.Equal(life.DayOf(restart) + 1, life.DayOf(open.NextMaintenance(due)));
        });

    [Fact]
    public void A_download_waits_while_the_lid_is_closed_and_goes_on_in_the_morning() =>
        Gen.Select(Gen.ULong, Moment, Gen.Int[1, 60]).Sample((seed, from, hours) =>
        {
            var (who, life) = Of(seed);
            var takes = TimeSpan.FromHours(hours);
            var done = life.Done(from, takes);
            var nights = Enumerable.Range(life.DayOf(from) - 1, life.DayOf(done) - life.DayOf(from) + 2).Sum(day =>
            {
                var (closed, opened) = (life.At(day, who.GoesToBed), life.At(day + 1, who.WakesUp));
                var (begin, end) = (VirtualTime.Max(closed, from), VirtualTime.Min(opened, done));
                return begin < end ? (end - begin).Ticks : 0;
            });

            Assert.Equal(takes.Ticks, (done - from).Ticks - nights);
        });

    [Fact]
    public void A_download_goes_on_all_night_when_the_lid_is_open()
    {
        var (who, _) = Of(1);
        var life = new DailyLife(who with { SleepsAtNight = false }, Fleet.Behaviour, TimeSpan.Zero, VirtualTime.Never);

        Assert.Equal(Day(3), life.Done(Day(1), TimeSpan.FromDays(2)));
    }

    private static void Always(Action<Traits, DailyLife, VirtualTime> check) =>
        Gen.Select(Gen.ULong, Moment).Sample((seed, at) =>
        {
            var (who, life) = Of(seed);
            check(who, life, at);
        });

    private static (Traits Who, DailyLife Life) Of(ulong seed)
    {
        var who = Traits.Of(Fleet, seed, 0);
        return (who, new(who, Fleet.Behaviour, TimeSpan.Zero, VirtualTime.Never));
    }
}
