using CsCheck;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Traces;

namespace RsrActors.Host.Tests.Reports;

public sealed class DeviceTimeTests
{
    private const long Hour = 3_600_000;

    [Fact]
    public void The_sum_of_devices_is_the_sum_of_their_times()
    {
        var time = new DeviceTime();
        time.Begin(new(10));
        time.Begin(new(30));
        time.End(new(50));

        Assert.Equal((1, 40 + 50), (time.Now, time.MillisecondsAt(new(80))));
        Assert.Equal(new VirtualTime(10), time.Since);
    }

    /// <summary>Times are exact for changes on the hour; the time between two hours is divided evenly.</summary>
    [Fact]
    public void A_sum_that_was_reached_has_its_moment() =>
        Gen.Int[0, 40].List[1, 12].Select(Gen.Int[1, 99]).Sample((hours, percent) =>
        {
            var curve = new DeviceTimeCurve();
            hours.Sort();
            foreach (var hour in hours)
                curve.Begin(new(hour * Hour));
            var now = 50 * Hour;
            var total = hours.Sum(hour => now - hour * Hour);
            var wanted = total / 100 * percent;

            var reached = curve.Reached(wanted, new(now)).Milliseconds;

            Assert.InRange(
                hours.Sum(hour => Math.Max(0, reached - hour * Hour)), wanted - hours.Count * 2,
                wanted + hours.Count * 2);
        });

    [Fact]
    public void A_sum_that_was_not_reached_has_the_present_moment()
    {
        var curve = new DeviceTimeCurve();
        Assert.Equal(new VirtualTime(7 * Hour), curve.Reached(1, new(7 * Hour)));

        curve.Begin(new(8 * Hour));
        Assert.Equal(new VirtualTime(9 * Hour), curve.Reached(2 * Hour, new(9 * Hour)));
    }
}
