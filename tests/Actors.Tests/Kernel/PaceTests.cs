using CsCheck;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>How far virtual time may go follows from wall time and from the requests.</summary>
public sealed class PaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly VirtualTime Start = new(1_000_000);

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(3_600, 3_600_000)]
    [InlineData(0.5, 500)]
    public void Virtual_time_passes_at_its_speed(double times, long milliseconds)
    {
        var pace = Pace.Running(new Speed(times), Second, Start);

        Assert.Equal(Start, pace.At(Second, VirtualTime.Zero));
        Assert.Equal(new VirtualTime(Start.Milliseconds + milliseconds), pace.At(2 * Second, VirtualTime.Zero));
    }

    [Fact]
    public void A_window_opens_when_virtual_time_has_passed_its_end()
    {
        var pace = Pace.Running(new Speed(10), TimeSpan.Zero, VirtualTime.Zero);

        Assert.False(pace.Allows(new(10_000), TimeSpan.FromMilliseconds(999)));
        Assert.True(pace.Allows(new(10_000), Second));
        Assert.True(
            Pace.Running(Speed.Max, TimeSpan.Zero, VirtualTime.Zero).Allows(new(long.MaxValue / 2), TimeSpan.Zero));
    }

    [Fact]
    public void The_wait_of_a_pace_is_long_enough_and_at_most_milliseconds_too_long() =>
        Gen.Select(Gen.Double[0.001, 1e9], Gen.Long[0, 3_000_000_000_000], Gen.Long[0, 1_000_000_000])
            .Sample((times, end, passed) =>
            {
                var pace = Pace.Running(new Speed(times), TimeSpan.Zero, VirtualTime.Zero);
                var wall = TimeSpan.FromMilliseconds(passed);
                if (pace.Allows(new(end), wall))
                    return;
                var wait = pace.Wait(new(end), wall)!.Value;
                Assert.True(wait > TimeSpan.Zero);
                Assert.True(
                    wait == TimeSpan.FromDays(1) || pace.Allows(new(end), wall + wait + TimeSpan.FromMilliseconds(1)));
                Assert.False(
                    pace.Allows(new(end), wall + wait - TimeSpan.FromMilliseconds(2))
                        && wait > TimeSpan.FromMilliseconds(2));
            });

    [Fact]
    public void Virtual_time_stands_while_paused_and_continues_from_that_moment()
    {
        var running = Pace.Running(new Speed(60), TimeSpan.Zero, VirtualTime.Zero);
        var paused = running.Pause(10 * Second, VirtualTime.Zero);
        var resumed = paused.Resume(100 * Second, VirtualTime.Zero);

        Assert.Equal(new VirtualTime(600_000), paused.At(50 * Second, VirtualTime.Zero));
        Assert.False(paused.Allows(VirtualTime.Zero.Next(), 1_000 * Second));
        Assert.Null(paused.Wait(new(700_000), 50 * Second));
        Assert.Equal(new VirtualTime(600_000), resumed.At(100 * Second, VirtualTime.Zero));
        Assert.Equal(new VirtualTime(660_000), resumed.At(101 * Second, VirtualTime.Zero));
    }

    [Fact]
    public void A_change_of_pace_never_turns_virtual_time_back() =>
        Gen.Select(Gen.Int[0, 6], Gen.Bool).List[1, 20].Sample(orders =>
        {
            var (pace, wall, last, settled) =
                (Pace.Running(Speed.RealTime, TimeSpan.Zero, Start), TimeSpan.Zero, Start, Start);
            foreach (var (order, keepsUp) in orders)
            {
                wall += Second;
                settled = keepsUp ? last : settled; // A simulation may lag behind its clock.
                pace = order switch
                {
                    0 => pace.Pause(wall, settled),
                    1 => pace.Resume(wall, settled),
                    2 => pace.With(new Speed(3_600), wall, settled),
                    3 => pace.With(Speed.Max, wall, settled),
                    4 => pace.With(new Speed(0.001), wall, settled),
                    5 => pace.Advance(settled + Second, wall, settled),
                    _ => pace.Step(1, wall, settled),
                };
                var now = pace.At(wall, settled);
                Assert.True(now >= last);
                last = now;
            }
        });

    [Fact]
    public void Steps_are_counted_and_end_in_a_pause()
    {
        var pace = Pace.Running(Speed.Max, TimeSpan.Zero, Start).Step(2, TimeSpan.Zero, Start);

        Assert.Null(pace.Arrived(new(2_000_000), Second, Start));
        Assert.True(pace.Allows(new(2_000_000), Second));
        pace = pace.Stepped().Stepped();
        Assert.False(pace.Allows(new(2_000_000), Second));
        Assert.Equal(PaceMode.Paused, pace.Arrived(new(2_000_000), Second, Start)?.Mode);
    }

    [Fact]
    public void An_advance_ends_before_the_first_window_that_exceeds_it()
    {
        var pace = Pace.Running(Speed.RealTime, TimeSpan.Zero, Start).Advance(new(2_000_000), TimeSpan.Zero, Start);

        Assert.True(pace.Allows(new(2_000_000), TimeSpan.Zero));
        Assert.Null(pace.Arrived(new(2_000_000), TimeSpan.Zero, Start));
        var arrived = pace.Arrived(new(2_000_001), TimeSpan.Zero, new(1_900_000))!;
        Assert.Equal((PaceMode.Paused, new VirtualTime(2_000_000)), (arrived.Mode, arrived.At(Second, Start)));
    }

    [Theory]
    [InlineData("max", double.PositiveInfinity)]
    [InlineData("MAX", double.PositiveInfinity)]
    [InlineData("3600", 3_600.0)]
    [InlineData("0.25", 0.25)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("1e3", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("2000000000", null)]
    [InlineData("fast", null)]
    [InlineData("", null)]
    public void A_speed_is_a_number_or_max(string text, double? times) => Assert.Equal(times, Speed.Parse(text)?.Times);
}
