using System.Collections.Immutable;
using CsCheck;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Population;

/// <summary>Maintenance windows and blocked days, in each device's own time. The plain scenario starts on a Monday.</summary>
public sealed class OpeningTimesTests
{
    private static readonly DateOnly Monday = new(2023, 7, 10);

    /// <summary>Some of these are not whole hours.</summary>
    private static readonly Gen<TimeSpan> Zone = Gen.OneOf(
        Gen.Const(TimeSpan.FromHours(-8)), Gen.Const(TimeSpan.Zero), Gen.Const(TimeSpan.FromHours(5.75)),
        Gen.Const(TimeSpan.FromHours(12.75)));

    private static readonly Gen<VirtualTime> Moment =
        Gen.Int[0, 20 * 86_400].Select(second => new VirtualTime(1000L * second));

    [Fact]
    public void A_restart_outside_the_window_waits_for_the_next_opening() =>
        Gen.Select(Zone, Moment, Gen.Int[0, 23], Gen.Int[1, 23]).Sample((zone, at, from, length) =>
        {
            var (life, times, window) = Times(zone, from, from + length, MaintenanceWindow.EveryDay, []);

            var restart = times.InWindow(at);

            Assert.True(restart >= at);
            Assert.True(IsIn(window, life, restart));
            Assert.Equal(restart, times.InWindow(restart));
            Assert.Equal(IsIn(window, life, at), restart == at);
            Assert.True(restart - at < TimeSpan.FromDays(1));
        });

    [Fact]
    public void A_window_opens_only_on_its_days_and_belongs_to_the_day_on_which_it_opens() =>
        Gen.Select(Zone, Moment).Sample((zone, at) =>
        {
            var (life, times, _) = Times(zone, 22, 28, [DayOfWeek.Friday], []);

            var restart = times.InWindow(at);

            var opened = life.DayOf(restart - TimeSpan.FromHours(22));
            Assert.Equal(DayOfWeek.Friday, Monday.AddDays(opened).DayOfWeek);
        });

    [Fact]
    public void Nothing_is_opened_on_a_blocked_day() => Gen.Select(Zone, Moment).Sample((zone, at) =>
    {
        ImmutableArray<DateOnly> blocked = [Monday.AddDays(3), Monday.AddDays(4), Monday.AddDays(8)];
        var (life, times, _) = Times(zone, 22, 28, MaintenanceWindow.EveryDay, blocked);

        foreach (var moment in new[] { times.InWindow(at), times.Unblocked(at) })
        {
            Assert.True(moment >= at);
            Assert.DoesNotContain(Monday.AddDays(life.DayOf(moment)), blocked);
        }

        Assert.Equal(blocked.Contains(Monday.AddDays(life.DayOf(at))), times.IsBlocked(at));
        Assert.Equal(times.IsBlocked(at), times.Unblocked(at) != at);
    });

    [Fact]
    public void A_window_that_is_always_blocked_never_opens()
    {
        var (_, times, _) = Times(
            TimeSpan.Zero, 22, 23, MaintenanceWindow.EveryDay,
            [.. Enumerable.Range(-2, 900).Select(day => Monday.AddDays(day))]);

        Assert.True(times.InWindow(Day(1)).IsNever);
    }

    [Fact]
    public void Without_a_group_every_moment_is_open()
    {
        var world = Plain().World();
        var traits = world.TraitsOf(0);
        var times = world.OpeningTimesOf(traits, world.LifeOf(traits));

        Assert.Equal(Day(1.3), times.InWindow(Day(1.3)));
        Assert.Equal(Day(1.3), times.Unblocked(Day(1.3)));
    }

    private static bool IsIn(MaintenanceWindow window, DailyLife life, VirtualTime at)
    {
        var time = life.TimeOfDay(at);
        return window.From < window.Until
            ? time >= window.From && time < window.Until
            : time >= window.From || time < window.Until;
    }

    private static (DailyLife Life, OpeningTimes Times, MaintenanceWindow Window) Times(
        TimeSpan zone, int from, int until, ImmutableArray<DayOfWeek> days, ImmutableArray<DateOnly> blocked)
    {
        var window = new MaintenanceWindow(TimeSpan.FromHours(from), TimeSpan.FromHours(until % 24), days);
        var plain = Plain();
        var world = (plain with
        {
            Fleet = plain.Fleet with
            {
                TimeZones = [new(zone, 1)],
                Groups = [new("g", 1, [], [], []) { Window = window, BlockedDays = blocked }],
            },
        }).World();
        var traits = world.TraitsOf(0);
        var life = world.LifeOf(traits);
        return (life, world.OpeningTimesOf(traits, life), window);
    }
}
