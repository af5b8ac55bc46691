using CsCheck;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Population;

public sealed class DailyLifeTests
{
    private static readonly VirtualTime Horizon = VirtualTime.Zero + TimeSpan.FromDays(40);
    private static readonly FleetSettings Fleet = Plain().Fleet;

    private static readonly Gen<VirtualTime> Moment = Gen.Long[0, 30L * 86_400_000].Select(ms => new VirtualTime(ms));

    private static readonly Gen<Traits> Person =
        Gen.Select(Gen.ULong, Gen.Int[0, 99_999], Gen.Int[-12, 14], Gen.Bool, Gen.Bool).Select(
            (seed, number, zone, seeker, desktop) => Traits.Of(Fleet, seed, number) with
            {
                TimeZone = TimeSpan.FromHours(zone), Seeker = seeker, Desktop = desktop,
            });

    private static readonly Gen<(Traits Who, VirtualTime At, Behaviour Habits, int Hour)> Day = Gen.Select(
        Person, Moment, Gen.Select(Gen.Double.Unit, Gen.Double.Unit).Select(
            (charge, check) => Fleet.Behaviour with { ChargeAtNight = charge, CheckByHand = check, InUse = 1 }),
                Gen.Int[0, 23]);

    private delegate void Check(Traits person, DailyLife life, VirtualTime at);

    [Fact]
    public void A_device_polls_once_in_each_of_its_days() => Always((_, life, at) =>
    {
        var first = life.NextPoll(at);
        var second = life.NextPoll(first.Next());
        var third = life.NextPoll(second.Next());
        Assert.Equal(1, life.DayOf(second) - life.DayOf(first));
        Assert.Equal(1, life.DayOf(third) - life.DayOf(second));
        Assert.InRange(life.DayOf(first) - life.DayOf(at), 0, 1);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(60)]
    public void A_device_polls_once_in_each_interval(int hours) =>
        Gen.Select(Person, Moment, Gen.Int[0, 23]).Sample((person, at, startHour) =>
        {
            var every = TimeSpan.FromHours(hours);
            var life = new DailyLife(
                person, Fleet.Behaviour with { PollEvery = every }, TimeSpan.FromHours(startHour), Horizon);
            long IntervalOf(VirtualTime moment) =>
                (long)Math.Floor((moment - life.At(0, TimeSpan.Zero)) / every);

            var first = life.NextPoll(at);
            var second = life.NextPoll(first.Next());
            Assert.True(first >= at);
            Assert.Equal(first, life.NextPoll(first));
            Assert.InRange(IntervalOf(first) - IntervalOf(at), 0, 1);
            Assert.Equal(1, IntervalOf(second) - IntervalOf(first));
        });

    [Fact]
    public void The_next_time_is_never_past_and_is_the_next_time_of_itself() => Always((_, life, at) =>
    {
        foreach (var next in (Func<VirtualTime, VirtualTime>[])[life.NextPoll, life.NextMaintenance,
            life.NextCheckByHand, life.WhenAwake])
        {
            var moment = next(at);
            Assert.True(moment >= at);
            if (moment.IsNever)
                continue;
            Assert.Equal(moment, next(moment));

            // Every moment in between gives the same next time.
            Assert.Equal(moment, next(new((at.Milliseconds + moment.Milliseconds) / 2)));
        }
    });

    [Fact]
    public void People_check_and_restart_while_they_are_awake() => Always((person, life, at) =>
    {
        Assert.InRange(life.TimeOfDay(life.WhenAwake(at)), person.WakesUp, person.GoesToBed);
        if (life.NextCheckByHand(at) is { IsNever: false } check)
            Assert.InRange(life.TimeOfDay(check), person.WakesUp, person.GoesToBed);
    });

    [Fact]
    public void The_next_time_awake_is_now_for_a_person_who_is_awake() => Always((person, life, at) =>
    {
        var time = life.TimeOfDay(at);
        Assert.Equal(time >= person.WakesUp && time < person.GoesToBed, life.WhenAwake(at) == at);
    });

    [Fact]
    public void A_device_does_its_maintenance_between_two_and_five() => Always((_, life, at) =>
        Assert.InRange(life.TimeOfDay(life.NextMaintenance(at)), TimeSpan.FromHours(2), TimeSpan.FromHours(5)));

    [Fact]
    public void A_seeker_checks_six_times_a_day() => Always((person, life, at) =>
    {
        if (!person.Seeker)
            return;
        var (day, checks) = (life.DayOf(at) + 1, 0);
        for (var check = life.NextCheckByHand(at); life.DayOf(check) <= day; check = life.NextCheckByHand(check.Next()))
            checks += life.DayOf(check) == day ? 1 : 0;
        Assert.InRange(checks, 5, 6); // Two checks may fall on one millisecond.
    });

    [Fact]
    public void A_person_who_never_updates_never_checks() => Always((person, _, at) => Assert.True(
        new DailyLife(person with { Restarts = RestartHabit.Never }, Fleet.Behaviour, TimeSpan.Zero, Horizon)
            .NextCheckByHand(at).IsNever));

    [Fact]
    public void A_battery_charges_at_night_only_and_a_desktop_always() => Always((person, life, at) =>
    {
        var (percent, charging) = life.Battery(at);
        Assert.InRange(percent, 1, 100);
        if (person.Desktop)
        {
            Assert.Equal((100, true), (percent, charging));
            Assert.Equal((100, true), life.Battery(at, new(at, VirtualTime.Never)));
        }
        else if (charging)
            Assert.NotEqual(at, life.WhenAwake(at));
    });

    [Fact]
    public void A_battery_discharges_over_the_day_and_is_full_after_a_night_on_the_charger()
    {
        var people = Fleet.Behaviour with { ChargeAtNight = 1 };
        Gen.Select(Person, Moment).Sample((person, at) =>
        {
            var life = new DailyLife(person with { Desktop = false }, people, TimeSpan.Zero, Horizon);
            var morning = life.WhenAwake(at + TimeSpan.FromDays(1) - life.TimeOfDay(at));
            var charge = Enumerable.Range(0, 13)
                .Select(hour => life.Battery(morning + TimeSpan.FromHours(hour)).Percent).ToArray();

            Assert.Equal(100, charge[0]);
            Assert.Equal(charge.OrderDescending(), charge);
            Assert.True(charge[^1] < 80);
        });
    }

    [Fact]
    public void A_battery_off_its_charger_only_discharges() => OffTheCharger((person, life, off) =>
    {
        var charge = Enumerable.Range(0, 200)
            .Select(i => life.Battery(
                new(off.Since.Milliseconds + (off.Until.Milliseconds - off.Since.Milliseconds - 1) * i / 199), off))
            .ToArray();

        Assert.All(charge, one => Assert.InRange(one.Percent, 1, 100));
        Assert.All(charge, one => Assert.False(one.Charging));
        Assert.Equal(charge.OrderByDescending(one => one.Percent), charge);
        Assert.Equal(life.Battery(off.Since).Percent, charge[0].Percent);
    });

    [Fact]
    public void A_battery_off_its_charger_has_its_usual_charge_until_bedtime() => OffTheCharger((person, life, off) =>
    {
        var bedtime = life.At(life.DayOf(off.Since), person.GoesToBed);
        if (life.WhenAwake(off.Since) != off.Since)
            return;
        for (var at = off.Since; at < VirtualTime.Min(bedtime, off.Until); at += TimeSpan.FromMinutes(50))
            Assert.InRange(life.Battery(at, off).Percent - life.Battery(at).Percent, -1, 1);
    });

    [Fact]
    public void A_battery_has_its_usual_charge_before_and_after_it_is_off_its_charger() =>
        OffTheCharger((_, life, off) =>
        {
            for (var i = 0; i < 100; i++)
            {
                var after = off.Until + TimeSpan.FromMinutes(40 * i);
                Assert.Equal(life.Battery(after), life.Battery(after, off));
                var before = new VirtualTime(off.Since.Milliseconds - 1 - 2_400_000 * i);
                Assert.Equal(life.Battery(before), life.Battery(before, off));
            }
        });

    [Fact]
    public void A_battery_that_is_not_charged_for_long_is_empty() => OffTheCharger((_, life, off) =>
        Assert.Equal(
            (1, false), life.Battery(off.Since + TimeSpan.FromDays(60), off with { Until = VirtualTime.Never })));

    [Fact]
    public void A_device_is_used_for_its_share_of_the_time()
    {
        var life = new DailyLife(
            Traits.Of(Fleet, 1, 1), Fleet.Behaviour with { InUse = 0.3, InUseAtNight = 0.02 }, TimeSpan.Zero, Horizon);
        var quarters = Enumerable.Range(0, 40_000).Select(i => VirtualTime.Zero + TimeSpan.FromMinutes(15.0 * i))
            .ToLookup(
                at => life.WhenAwake(at) == at, life.InUse);

        Assert.InRange(quarters[true].Average(used => used ? 1.0 : 0), 0.285, 0.315);
        Assert.InRange(quarters[false].Average(used => used ? 1.0 : 0), 0.012, 0.028);
    }

    [Theory]
    [InlineData(17, -7, 0, 0, 10)]
    [InlineData(17, 9, 0, 1, 2)]
    [InlineData(3, -7, 0, -1, 20)]
    [InlineData(3, -7, 5, 0, 1)]
    [InlineData(23, 14, 11, 2, 0)]
    public void A_day_is_counted_in_the_devices_own_time(int startHour, int zone, int hours, int day, int localHour)
    {
        var person = Traits.Of(Fleet, 1, 1) with { TimeZone = TimeSpan.FromHours(zone) };
        var life = new DailyLife(person, Fleet.Behaviour, TimeSpan.FromHours(startHour), Horizon);
        var at = VirtualTime.Zero + TimeSpan.FromHours(hours);

        Assert.Equal((day, TimeSpan.FromHours(localHour)), (life.DayOf(at), life.TimeOfDay(at)));
    }

    private static void OffTheCharger(Action<Traits, DailyLife, Unplugged> check) =>
        Gen.Select(Day, Gen.Int[1, 100 * 3600]).Sample(
            (day, seconds) =>
            {
                var person = day.Who with { Desktop = false };
                check(
                    person, new(person, day.Habits, TimeSpan.FromHours(day.Hour), Horizon),
                    new(day.At, day.At + TimeSpan.FromSeconds(seconds)));
            }, iter: 1_000);

    private static void Always(Check check) => Day.Sample(
        (person, at, habits, hour) =>
            check(person, new(person, habits, TimeSpan.FromHours(hour), Horizon), at), iter: 2_000);
}
