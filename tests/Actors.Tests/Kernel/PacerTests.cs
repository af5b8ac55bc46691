using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;
using RsrActors.TestKit;

namespace RsrActors.Actors.Tests.Kernel;

public sealed class PacerTests
{
    /// <summary>Time goes on while somebody works out how long to wait: nothing may wait for what is past.</summary>
    [Theory]
    [InlineData(9_999.7, 10_000)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(-1.5, 1)]
    [InlineData(-5_000, 1)]
    public void The_alarm_strikes_after_whole_milliseconds_and_never_in_the_past(double atMost, double strikes)
    {
        var clock = new ManualClock();
        var pacer = new Pacer(
            new(clock, Speed.RealTime, LiveRun.LongestEpochByDefault, NoFeed.Instance, StartsPaused: false));

        pacer.CallWhenDue(VirtualTime.Zero + TimeSpan.FromDays(1), TimeSpan.FromMilliseconds(atMost), () => { });

        Assert.Equal(TimeSpan.FromMilliseconds(strikes), Assert.Single(clock.Alarms));
    }
}
