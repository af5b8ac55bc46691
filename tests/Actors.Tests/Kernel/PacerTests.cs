using RsrActors.Actors.Kernel;
using RsrActors.Actors.Kernel.Control;
using RsrActors.Model.Simulation;
using RsrActors.TestKit;

namespace RsrActors.Actors.Tests.Kernel;

public sealed class PacerTests
{
    /// <summary>Time passes while a wait is computed, so a wait never ends in the past.</summary>
    [Theory]
    [InlineData(9_999.7, 10_000)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(-1.5, 1)]
    [InlineData(-5_000, 1)]
    public void The_alarm_is_set_in_whole_milliseconds_and_never_in_the_past(double atMost, double strikes)
    {
        var clock = new ManualClock();
        var pacer = new Pacer(
            new(clock, Speed.RealTime, LiveRun.LongestEpochByDefault, NoFeed.Instance, StartsPaused: false));

        pacer.CallWhenDue(VirtualTime.Zero + TimeSpan.FromDays(1), TimeSpan.FromMilliseconds(atMost), () => { });

        Assert.Equal(TimeSpan.FromMilliseconds(strikes), Assert.Single(clock.Alarms));
    }
}
